"""The samples that the symmetry lesson learns from, and the line one would type for them."""

from mlcore.datasets import DATASETS

SHARES = {"moons": (0.6, 0.4), "xor": (0.5, 0.5), "circles": (0.5, 0.5)}  # of the classes
DATA_SEED = 10_000  # added to the seed: the data have a generator of their own

IMPORTS = "from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train\n"


def data_of(s):
    """The samples of these settings."""
    counts, named = arguments(s)
    return DATASETS[s["data"]](counts, **named)


def data_code(s):
    """The same as a line of Python."""
    counts, named = arguments(s)
    named = "".join(f", {name}={value!r}" for name, value in named.items())
    return f'data = DATASETS["{s["data"]}"]({counts}{named})\n'


def arguments(s):
    """Samples of each class, unbalanced for the moons (guessing then differs from ln 2), and the rest by name."""
    counts = tuple(round(share * s["samples"]) for share in SHARES[s["data"]])
    noise = {} if s["data"] == "xor" else {"noise": 0.1}
    return counts, {"rng": s["seed"] + DATA_SEED} | noise
