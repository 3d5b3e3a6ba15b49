"""Settings that are worth a look, the famous ones of TensorFlow Playground among them."""

PLAIN = {"optimizer": "gradient descent", "batch": "10", "rate": 0.3, "hidden": "4-2"}
EVERYTHING = "x₁, x₂, x₁², x₂², x₁x₂, sin 6x₁, sin 6x₂"

PRESETS = {
    "Playground’s first: circles, 4-2": PLAIN | {"data": "circles"},
    "Circles without a hidden layer: x₁², x₂²": {
        "data": "circles",
        "features": "x₁², x₂²",
        "hidden": "none",
        "rate": 0.1,
    },
    "xor with the product": {"data": "xor", "features": "x₁, x₂, x₁x₂", "hidden": "none", "rate": 0.1},
    "Spiral, all seven inputs": {
        "data": "spiral",
        "features": EVERYTHING,
        "hidden": "8",
        "batch": "10",
        "rate": 0.01,
    },
    "Spiral from x₁ and x₂ alone": {"data": "spiral", "hidden": "8-8-8", "rate": 0.01},
    "Four classes": {"data": "4 blobs", "noise": 0.3, "hidden": "6"},
    "A surface: six hills": {"data": "hills", "hidden": "8-8-8", "look": "activations"},
    "A curve": {"data": "wave", "noise": 0.1, "hidden": "8-8", "rate": 0.02},
    "Zeros: nothing is learnt": {"initializer": "zeros", "data": "circles"},
}
