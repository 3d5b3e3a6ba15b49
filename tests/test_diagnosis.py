"""The diagnosis of the playground: made-up ailments are named, their remedies help, and who is well is left alone."""

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
SEEDS = 3


def run_of(settings, updates):
    run = Play(**settings).start()
    while run.now < updates and run.step():
        pass
    return run.result()


def test_the_ailments_are_named():
    """At least nine in ten, each by most of its seeds."""
    missed = []
    for name, settings, updates in AILMENTS:
        found = [run_of(settings | {"seed": seed}, updates).finding for seed in range(SEEDS)]
        said = [each.name if each else "nothing" for each in found]
        if said.count(name) <= SEEDS / 2:
            missed.append((name, said, settings))
    assert len(AILMENTS) >= 20
    assert len(missed) <= len(AILMENTS) // 10, missed
