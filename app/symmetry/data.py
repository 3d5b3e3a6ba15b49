"""The samples that the symmetry lesson learns from."""

from mlcore import DATASETS

SHARES = {"moons": (0.6, 0.4), "xor": (0.5, 0.5), "circles": (0.5, 0.5)}  # of the classes


def data_of(data, samples, seed):
    """So many samples; the moons are unbalanced, so that guessing differs from ln 2."""
    counts = tuple(round(share * samples) for share in SHARES[data])
    return DATASETS[data](counts, noise=0.0 if data == "xor" else 0.1, rng=seed + 10_000)
