"""What a learner sees: experiments, plots, panels, and the server that shows them."""
