"""The contract of an experiment: knobs in, a run out, a result to look at. No widget, no figure."""
