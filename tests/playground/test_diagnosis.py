"""The diagnosis of the playground: made-up ailments are named, their remedies help, and who is well is left alone."""

import pytest
from ailments import AILMENTS, CLASS, FRESH, SPOILT

from app.playground.play.experiment import Play

SEEDS = 3


def run_of(settings, updates):
    run = Play(**settings).start()
    while run.now < updates and run.step():
        pass
    return run.result()


@pytest.mark.parametrize(
    ("each", "misses"), [(AILMENTS, 1), (FRESH, 2), (SPOILT, 1), (CLASS, 0)], ids=["known", "1", "2", "3"]
)
def test_the_ailments_are_named(each, misses):
    """Each by most of its seeds. Before a rule was changed for them 16 of 18 of round 1 were named right, 15 of 20 of
    round 2, 19 of 20 of round 3."""
    missed = []
    for name, settings, updates in each:
        found = [run_of(settings | {"seed": seed}, updates).finding for seed in range(SEEDS)]
        said = [each.name if each else "nothing" for each in found]
        if said.count(name) <= SEEDS / 2:
            missed.append((name, said, settings))
    assert len(missed) <= misses, missed


def test_its_remedies_help():
    """After the change the loss, or that of the test samples, is lower than without it, for nine ailments in ten."""
    helped = []
    for _, settings, updates in (*AILMENTS, *CLASS):
        ill = run_of(settings, updates)
        mended = run_of(settings | ill.finding.change, updates) if ill.finding else ill
        before, after = ((r.losses[-1, 0], r.test_loss[0]) for r in (ill, mended))
        helped.append(any(not a >= b for a, b in zip(after, before, strict=True)))
    assert sum(helped) >= 0.9 * len(helped), helped


WELL = (
    {},
    {"data": "circles", "hidden": "4-2", "optimizer": "gradient descent", "rate": 0.3},
    {"data": "moons", "activation": "ReLU", "initializer": "He"},
    {"data": "xor", "features": "x₁x₂", "hidden": "none", "rate": 0.1},
    {"data": "4 blobs", "noise": 0.2, "batch": "10"},
    {"data": "hills", "hidden": "8-8-8"},
    {"data": "wave", "hidden": "8-8", "rate": 0.02},
    {"data": "circles", "features": "x₁², x₂²", "hidden": "none", "rate": 0.1, "batch": "1", "samples": 100},
    {"data": "2 blobs", "features": "x₁", "rate": 0.02},
)


@pytest.mark.parametrize("settings", WELL, ids=str)
def test_who_is_well_is_left_alone(settings):
    said = [run_of(settings | {"seed": seed}, 1000).finding for seed in range(SEEDS)]
    assert [each and each.name for each in said].count(None) >= 2
