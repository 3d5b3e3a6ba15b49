"""What each unit of a net answers over the whole input plane, where there are two inputs."""

import numpy as np

from mlcore import MLP


def grid(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The points of a grid as inputs, 2 × (y.size · x.size)."""
    return np.stack(np.meshgrid(x, y)).reshape(2, -1)


def units_over(net: MLP, x: np.ndarray, y: np.ndarray, member: int = 0) -> list[np.ndarray]:
    """[A[1], …, A[L]] of one member over the grid, (units × y.size × x.size); the net is left alone."""
    with np.errstate(all="ignore"):
        _, layers = net.layers(grid(x, y))
    one = (A if net.members is None else A[member] for A in layers[1:])
    return [A.reshape(-1, y.size, x.size) for A in one]


def distinct(maps: np.ndarray) -> int:
    """How many of the maps (units × n × n) differ by more than rounding."""
    flat = maps.reshape(len(maps), -1)
    if not np.isfinite(flat).all():
        return 0
    size = np.abs(flat).max() or 1.0
    rounded = (flat / size).round(9) + 0.0  # a zero has no sign
    return len({row.tobytes() for row in rounded})


def silent(maps: np.ndarray) -> int:
    """How many of the units (units × n × n) are exactly 0 on the whole plane."""
    return int((maps == 0).all(axis=(1, 2)).sum())
