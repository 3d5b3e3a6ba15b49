"""Made-up ailments of the playground, in the order in which they were made: (what is wrong, settings that make it so,
updates after which one asks). Those of a round were written down before any of them was run."""

GD = {"optimizer": "gradient descent", "rate": 0.1, "samples": 200}
ADAM = {"samples": 200}
MOMENTUM = {"optimizer": "momentum", "rate": 0.05, "samples": 300}
NESTEROV = {"optimizer": "Nesterov", "rate": 0.05, "samples": 300}
RMSPROP = {"optimizer": "RMSProp", "rate": 0.01, "samples": 300}
EVERYTHING = "x₁, x₂, x₁², x₂², x₁x₂, sin 6x₁, sin 6x₂"

# Those that the rules were made for.
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
# Round 1, made when the rules stood.
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
# Round 2, by another logic: a healthy net of other optimizers, activations, batches and seeds, of which one thing is
# spoilt, as learners do it.
SPOILT = (
    (
        "symmetric units",
        MOMENTUM
        | {"data": "moons", "hidden": "6-6", "activation": "GELU", "initializer": "zeros", "batch": "30"},
        150,
    ),
    (
        "rate too large",
        RMSPROP | {"data": "3 blobs", "noise": 0.2, "hidden": "8", "activation": "sigmoid", "rate": 10.0},
        100,
    ),
    ("rate too small", NESTEROV | {"data": "circles", "activation": "ELU", "batch": "10", "rate": 1e-5}, 400),
    (
        "vanishing gradient",
        MOMENTUM
        | {
            "data": "wave",
            "hidden": "8-8-8-8",
            "activation": "ELU",
            "initializer": "normal",
            "variance": 1e-3,
        },
        200,
    ),
    ("net too small", {"data": "spiral", "hidden": "3", "rate": 0.02, "samples": 300}, 1500),
    (
        "net too small",
        {
            "data": "3 spirals",
            "hidden": "2",
            "rate": 0.02,
            "samples": 300,
            "activation": "ReLU",
            "initializer": "He",
        },
        1500,
    ),
    ("inputs missing", {"data": "xor", "features": "x₁", "rate": 0.02, "samples": 300}, 800),
    (
        "inputs missing",
        {"data": "circles", "features": "x₁²", "rate": 0.02, "samples": 300, "hidden": "8"},
        800,
    ),
    ("rate too large", {"data": "4 blobs", "noise": 0.3, "batch": "1", "rate": 1.0, "samples": 200}, 600),
    (
        "dead units",
        GD
        | {
            "data": "moons",
            "hidden": "16-16",
            "activation": "ReLU",
            "initializer": "He",
            "bias": -2.0,
            "batch": "30",
            "seeds": 4,
        },
        200,
    ),
    (
        "start too large",
        MOMENTUM
        | {
            "data": "xor",
            "hidden": "16-16-16",
            "activation": "leaky ReLU",
            "initializer": "normal",
            "variance": 4.0,
            "rate": 1e-3,
        },
        40,
    ),
    ("penalty too strong", {"data": "spiral", "l2": 0.03, "samples": 300}, 600),
    ("penalty too strong", MOMENTUM | {"data": "wave", "l2": 0.1}, 500),
    ("rate fell to 0", RMSPROP | {"data": "spiral", "rate": 1e-4, "schedule": "cosine, 1,000 updates"}, 1000),
    ("no bends", NESTEROV | {"data": "hills", "activation": "identity"}, 500),
    ("no bends", {"data": "wave", "hidden": "none", "rate": 0.05, "samples": 300}, 600),
    ("overfitting", {"data": "3 spirals", "noise": 0.3, "samples": 60, "hidden": "32-32", "rate": 0.02}, 800),
    (
        "overfitting",
        {
            "data": "2 blobs",
            "noise": 0.5,
            "samples": 30,
            "hidden": "64",
            "features": EVERYTHING,
            "rate": 0.02,
        },
        800,
    ),
    (
        "rate too large",
        NESTEROV | {"data": "plane", "activation": "ReLU", "initializer": "He", "rate": 2.0},
        100,
    ),
    (
        "vanishing gradient",
        MOMENTUM | {"data": "3 blobs", "hidden": "8-8-8-8-8", "activation": "sigmoid"},
        150,
    ),
)

# Round 3, made after what round 2 taught: what a class did wrong in an hour with the presets, a change or two away.
CLASS = (
    (
        "rate too small",
        {"optimizer": "gradient descent", "batch": "10", "rate": 3e-5, "hidden": "4-2", "data": "circles"},
        800,
    ),
    (
        "rate too large",
        {"optimizer": "gradient descent", "batch": "10", "rate": 10.0, "hidden": "4-2", "data": "moons"},
        300,
    ),
    ("inputs missing", {"data": "circles", "features": "x₂", "hidden": "8-8", "rate": 0.01}, 600),
    ("inputs missing", {"data": "xor", "features": "x₁², x₂²", "hidden": "6", "rate": 0.03}, 600),
    ("inputs missing", {"data": "hills", "features": "x₁", "hidden": "8-8", "rate": 0.01}, 600),
    ("no bends", {"data": "spiral", "hidden": "none", "rate": 0.1}, 500),
    (
        "no bends",
        {"data": "3 spirals", "activation": "identity", "hidden": "8-8-8", "batch": "100", "rate": 0.01},
        800,
    ),
    ("net too small", {"data": "spiral", "hidden": "2-2", "rate": 0.03, "activation": "sigmoid"}, 1500),
    ("net too small", {"data": "circles", "hidden": "1-8", "rate": 0.03}, 1200),
    ("symmetric units", {"data": "4 blobs", "hidden": "6", "initializer": "constant", "rate": 0.01}, 200),
    (
        "symmetric units",
        {"data": "hills", "hidden": "8-8-8", "initializer": "zeros", "activation": "sigmoid"},
        200,
    ),
    (
        "start too large",
        {
            "data": "moons",
            "hidden": "8-8",
            "initializer": "normal",
            "variance": 50.0,
            "activation": "softplus",
            "rate": 1e-3,
        },
        60,
    ),
    (
        "start too large",
        {"data": "spiral", "hidden": "8-8-8", "initializer": "normal", "variance": 100.0},
        20,
    ),
    (
        "vanishing gradient",
        {
            "optimizer": "gradient descent",
            "rate": 0.03,
            "data": "spiral",
            "hidden": "4-4-4-4-4-4-4-4",
            "activation": "sigmoid",
            "seeds": 4,
        },
        300,
    ),
    (
        "vanishing gradient",
        {
            "optimizer": "gradient descent",
            "rate": 0.1,
            "data": "circles",
            "hidden": "8-8-8-8-8",
            "activation": "SiLU",
            "initializer": "normal",
            "variance": 1e-3,
        },
        200,
    ),
    (
        "dead units",
        {
            "optimizer": "gradient descent",
            "rate": 0.03,
            "data": "4 blobs",
            "noise": 0.3,
            "hidden": "12",
            "activation": "ReLU",
            "initializer": "He",
            "bias": -2.0,
        },
        300,
    ),
    (
        "penalty too strong",
        {
            "data": "circles",
            "hidden": "4-2",
            "optimizer": "gradient descent",
            "rate": 0.3,
            "batch": "10",
            "l2": 0.08,
        },
        600,
    ),
    ("penalty too strong", {"data": "hills", "hidden": "8-8-8", "l2": 0.05}, 600),
    (
        "rate fell to 0",
        {
            "data": "spiral",
            "hidden": "8-8",
            "optimizer": "momentum",
            "rate": 0.003,
            "schedule": "cosine, 1,000 updates",
        },
        1100,
    ),
    (
        "overfitting",
        {
            "data": "moons",
            "noise": 0.45,
            "samples": 50,
            "hidden": "24-24",
            "activation": "ReLU",
            "initializer": "He",
            "rate": 0.01,
            "features": EVERYTHING,
        },
        800,
    ),
)
