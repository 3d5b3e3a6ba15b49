"""Eight nets, each broken on purpose: settings, and what is asked of whoever mends them."""

from dataclasses import dataclass

LEARNER = {"optimizer": "gradient descent", "rate": 0.1}


@dataclass(frozen=True)
class Broken:
    """settings of the playground, and `goal`, the share of test samples to get right within `updates`."""

    settings: dict
    goal: float
    updates: int


NETS = {
    "1: five layers of sigmoids": Broken(
        LEARNER | {"data": "circles", "hidden": "8-8-8-8-8", "activation": "sigmoid", "rate": 0.3}, 0.95, 1000
    ),
    "2: nothing moves": Broken({"data": "moons", "initializer": "zeros", "activation": "ReLU"}, 0.95, 1000),
    "3: a thousand at the start": Broken(
        {"data": "circles", "initializer": "normal", "variance": 100.0, "activation": "ReLU", "rate": 0.001},
        0.95,
        500,
    ),
    "4: it goes mad": Broken(
        {"data": "xor", "rate": 5.0, "activation": "ReLU", "initializer": "He"}, 0.95, 500
    ),
    "5: half asleep": Broken(
        LEARNER | {"data": "circles", "activation": "ReLU", "initializer": "He", "bias": -2.0}, 0.95, 1500
    ),
    "6: far too patient": Broken({"data": "spiral", "rate": 1e-5}, 0.95, 1500),
    "7: too few, and too straight": Broken(
        {"data": "spiral", "hidden": "8-8", "activation": "identity", "rate": 0.01}, 0.95, 1500
    ),
    "8: held back": Broken({"data": "xor", "l2": 0.1, "hidden": "2", "rate": 0.02}, 0.95, 1500),
}
CHANGES = 2  # that are allowed
