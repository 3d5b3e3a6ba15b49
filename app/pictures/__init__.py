"""Pictures of results. A plot computes nothing: it makes its artists once and moves them to each new result."""
