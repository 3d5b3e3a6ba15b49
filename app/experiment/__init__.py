"""One question each: knobs, a run built from them, and what the run says in words."""
