"""The diagnosis of the playground: made-up ailments are named, their remedies help, and who is well is left alone."""

import pytest

from app.playground.play.experiment import Play

GD = {"optimizer": "gradient descent", "rate": 0.1, "samples": 200}
ADAM = {"samples": 200}
# (what is wrong, settings that make it so, updates after which one asks)
AILMENTS = (
    ("vanishing gradient", GD | {"hidden": "8-8-8-8-8", "activation": "sigmoid"}, 200),
    ("vanishing gradient", GD | {"hidden": "8-8-8", "initializer": "normal", "variance": 1e-4}, 200),
    (
        "vanishing gradient",
        ADAM | {"hidden": "4-4-4-4-4-4-4-4-4-4", "activation": "sigmoid", "rate": 1e-4},
        100,
    ),
    (
        "vanishing gradient",
        GD | {"hidden": "8-8-8-8-8-8-8-8", "activation": "ReLU", "initializer": "normal"},
        100,
    ),
    ("symmetric units", ADAM | {"initializer": "zeros"}, 100),
    ("symmetric units", GD | {"initializer": "constant", "data": "moons"}, 300),
    ("start too large", GD | {"initializer": "normal", "variance": 100.0, "activation": "ReLU"}, 50),
    ("start too large", GD | {"initializer": "normal", "variance": 25.0, "data": "hills", "rate": 1e-3}, 50),
    ("rate too large", GD | {"rate": 10.0, "activation": "ReLU", "data": "moons", "initializer": "He"}, 200),
    ("rate too large", ADAM | {"rate": 3.0}, 200),
    ("rate too large", GD | {"rate": 3.0, "data": "plane", "activation": "identity"}, 200),
    ("rate too small", GD | {"rate": 1e-4}, 300),
    ("rate too small", ADAM | {"rate": 1e-5, "data": "circles"}, 300),
    ("dead units", GD | {"activation": "ReLU", "bias": -2.0, "data": "circles", "initializer": "He"}, 200),
    ("dead units", ADAM | {"activation": "ReLU", "bias": -1.0, "data": "moons", "initializer": "normal"}, 50),
    ("penalty too strong", ADAM | {"l2": 0.1}, 300),
    ("rate fell to 0", GD | {"schedule": "cosine, 1,000 updates"}, 1000),
    ("no bends", ADAM | {"hidden": "none", "data": "circles"}, 600),
    ("no bends", ADAM | {"activation": "identity", "data": "xor", "rate": 0.03}, 600),
    ("net too small", ADAM | {"hidden": "1", "data": "circles", "rate": 0.05}, 1000),
    ("net too small", ADAM | {"hidden": "2", "data": "spiral", "rate": 0.05}, 1500),
    (
        "overfitting",
        ADAM | {"data": "moons", "noise": 0.4, "samples": 40, "hidden": "16-16", "rate": 0.02},
        600,
    ),
)
# Made when the rules stood: none was changed for them.
FRESH = (
    (
        "vanishing gradient",
        GD | {"hidden": "8-8-8-8-8-8", "activation": "sigmoid", "data": "moons", "rate": 1.0},
        300,
    ),
    (
        "vanishing gradient",
        GD | {"hidden": "4-4-4-4", "initializer": "normal", "variance": 1e-3, "data": "circles"},
        300,
    ),
    ("symmetric units", ADAM | {"initializer": "constant", "activation": "ReLU", "data": "xor"}, 200),
    ("symmetric units", ADAM | {"initializer": "zeros", "data": "wave", "bias": 0.5}, 200),
    (
        "start too large",
        ADAM | {"initializer": "normal", "variance": 9.0, "activation": "ReLU", "hidden": "16-16-16"},
        100,
    ),
    ("rate too large", GD | {"rate": 8.0, "data": "hills"}, 200),
    (
        "rate too large",
        ADAM | {"rate": 1.0, "activation": "ReLU", "initializer": "He", "data": "circles"},
        200,
    ),
    ("rate too small", GD | {"rate": 3e-4, "data": "moons", "activation": "ReLU", "initializer": "He"}, 300),
    ("rate too small", {"optimizer": "momentum", "rate": 1e-5, "data": "xor", "samples": 200}, 300),
    ("dead units", GD | {"activation": "ReLU", "bias": -1.5, "data": "hills", "initializer": "He"}, 200),
    ("penalty too strong", GD | {"l2": 0.1, "data": "xor", "rate": 0.3}, 500),
    (
        "rate fell to 0",
        {"optimizer": "Adam", "rate": 3e-4, "schedule": "cosine, 1,000 updates", "samples": 200},
        1000,
    ),
    ("no bends", ADAM | {"hidden": "none", "data": "xor", "rate": 0.05}, 500),
    ("no bends", ADAM | {"activation": "identity", "data": "circles", "rate": 0.02}, 600),
    ("net too small", ADAM | {"hidden": "1", "data": "xor", "rate": 0.03}, 1200),
    ("net too small", ADAM | {"hidden": "2-2", "data": "hills", "rate": 0.03}, 1500),
    (
        "overfitting",
        ADAM | {"data": "circles", "noise": 0.4, "samples": 50, "hidden": "32-32", "rate": 0.02},
        600,
    ),
    ("overfitting", ADAM | {"data": "xor", "noise": 0.3, "samples": 40, "hidden": "32", "rate": 0.05}, 1500),
)
SEEDS = 3


def run_of(settings, updates):
    run = Play(**settings).start()
    while run.now < updates and run.step():
        pass
    return run.result()


@pytest.mark.parametrize(("each", "misses"), [(AILMENTS, 1), (FRESH, 2)], ids=["known", "fresh"])
def test_the_ailments_are_named(each, misses):
    """Each by most of its seeds: 21 of 22, and 16 of 18 that the rules were not made for."""
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
    for _, settings, updates in AILMENTS:
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
)


@pytest.mark.parametrize("settings", WELL, ids=str)
def test_who_is_well_is_left_alone(settings):
    said = [run_of(settings | {"seed": seed}, 1000).finding for seed in range(SEEDS)]
    assert [each and each.name for each in said].count(None) >= 2
