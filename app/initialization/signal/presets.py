"""Settings of the initialization lesson that are worth a look."""

PRESETS = {
    "The lecture’s N(0, 0.01): vanishing": {"initializer": "normal", "variance": 0.01},
    "He, 50 layers: little is lost": {"initializer": "He", "depth": 50},
    "Sigmoid, 20 layers, Xavier: vanishing": {"activation": "sigmoid", "initializer": "Xavier"},
    "tanh, variance 1: saturated, and exploding": {
        "activation": "tanh",
        "initializer": "normal",
        "variance": 1.0,
    },
    "ReLU, zeros: nothing moves": {"initializer": "zeros"},
}
