"""The first thing that is wrong with a run, and the one change worth trying: rules on measured numbers, in the order in
which one ailment makes others. Pure functions of `Signs`."""

from app.playground.bad_ends import blind, crawling, narrow, overfitting, straight
from app.playground.bad_gradients import jumping, penalized, saturated, stopped, vanishing
from app.playground.bad_starts import dead, diverged, symmetric, too_large_start

RULES = (
    symmetric,
    too_large_start,
    diverged,
    penalized,
    stopped,
    saturated,
    vanishing,
    dead,
    jumping,
    blind,
    overfitting,
    crawling,
    straight,
    narrow,
)


def diagnosis(signs):
    """The first rule that finds something; None where all is well."""
    return next(filter(None, (rule(signs) for rule in RULES)), None)
