"""Hypothesis: no deadline on a busy machine, and the same examples at every run."""

from hypothesis import settings

settings.register_profile("lab", deadline=None, derandomize=True)
settings.load_profile("lab")
