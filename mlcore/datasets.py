"""Seeded data: each entry draws its samples from the generator it is given, noise and size as arguments.

Samples are columns: X is N[0] × N_s and Y is N[L] × N_s, as everywhere. Two classes are one row of 0 and 1;
more classes are one row each.
"""

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from . import rockphysics
from .arrays.types import Array, Rng
from .checks.arguments import check_number, check_whole, checked_call, is_whole
from .checks.errors import WrongValue
from .checks.generators import generator
from .checks.net_and_data import numbers
from .dataset import source
from .table import Table

Counts = int | tuple[int, ...]  # samples in all, or of each class
Pair = tuple[Array, Array]  # X and Y


@source(r"|x| = 1 \text{ or } f")
def circles(n: Counts = 300, noise: float = 0.05, factor: float = 0.8, rng: Rng = 0) -> Pair:
    """Class 0 on a circle of radius 1 around class 1 on one of radius `factor`: scikit-learn's make_circles,
    draw for draw, so that RandomState(seed) gives the samples of published experiments."""
    check_number(factor, "factor", low=0)
    return _scatter(
        [_arc(m, 0, 2 * np.pi, r, end=False) for m, r in zip(_split(n, 2), (1, factor), strict=True)],
        noise,
        rng,
    )


@source(r"(\cos t, \sin t),\ (1 - \cos t, \tfrac{1}{2} - \sin t)")
def moons(n: Counts = 300, noise: float = 0.1, rng: Rng = 0) -> Pair:
    """Two half circles that reach into each other: scikit-learn's make_moons, draw for draw."""
    n_upper, n_lower = _split(n, 2)
    upper = _arc(n_upper, 0, np.pi)
    lower = np.array([[1.0], [0.5]]) - _arc(n_lower, 0, np.pi)
    return _scatter([upper, lower], noise, rng)


@source(r"y = [x_1 x_2 < 0]")
def xor(n: Counts = 300, noise: float = 0.0, rng: Rng = 0) -> Pair:
    """Uniform on [−1, 1]²; class 1 where the signs of the coordinates differ. No line parts them."""
    draw = generator(rng)
    quadrants = [
        draw.uniform(0, 1, (2, m)) * np.where(draw.uniform(size=m) < 0.5, -1, 1) for m in _split(n, 2)
    ]
    return _scatter([quadrants[0], quadrants[1] * [[1], [-1]]], noise, draw)


@source(r"x = r\,(\cos 2\pi r, \sin 2\pi r)")
def spiral(n: Counts = 300, noise: float = 0.02, turns: float = 1.0, classes: int = 2, rng: Rng = 0) -> Pair:
    """One arm for each class, from the centre to radius 1 in `turns` turns."""
    check_number(turns, "turns")
    arms = [
        np.linspace(0.05, 1, m) * _arc(m, start, start + 2 * np.pi * turns)
        for m, start in zip(_split(n, classes), _around(classes), strict=True)
    ]
    return _scatter(arms, noise, rng)


@source(r"y = [x_1 + x_2 > 0]")
def linear(n: Counts = 300, noise: float = 0.1, rng: Rng = 0) -> Pair:
    """Uniform on [−1, 1]² on either side of the line x₁ + x₂ = 0; only the noise takes samples across."""
    draw = generator(rng)
    sides = []
    for m, side in zip(_split(n, 2), (-1, 1), strict=True):
        x = draw.uniform(-1, 1, (2, m))
        sides.append(np.where(x.sum(axis=0) * side < 0, -x, x))
    return _scatter(sides, noise, draw)


@source(r"x \sim \mathcal{N}(\mu_y, \sigma^2 I)")
def blobs(n: Counts = 300, noise: float = 0.3, classes: int = 3, rng: Rng = 0) -> Pair:
    """A Gaussian of standard deviation `noise` for each class, centred evenly on the unit circle."""
    centres = [
        _arc(1, start, start).repeat(m, axis=1)
        for m, start in zip(_split(n, classes), _around(classes), strict=True)
    ]
    return _scatter(centres, noise, rng)


@source(
    r"x \in [0, 1]^{8 \times 8}",
    credit="E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning "
    "Repository, 1998, CC BY 4.0, doi:10.24432/C50P49 (its 1797 test images, as in scikit-learn)",
)
def digits(n: int = 1797, noise: float = 0.0, rng: Rng = 0) -> Pair:
    """n of 1797 handwritten digits in a random order: 64 pixels in [0, 1] row by row, ten rows of classes.
    Take some to learn from and the others to test on with `split`."""
    noise, draw = _noise(noise), generator(rng)
    with np.load(Path(__file__).parent / "data" / "digits.npz") as file:
        pixels, label = file["pixels"] / 16, file["label"]
    if _count(n) > label.size:
        raise WrongValue(f"There are {label.size} digits; n is 1 to {label.size}, not {n!r}.")
    chosen = draw.permutation(label.size)[:n]
    return pixels[:, chosen] + draw.normal(scale=noise, size=(n, 64)).T, one_hot(label[chosen], 10)


@source(
    r"x = t + 0.3 \sin 2\pi t + \epsilon",
    credit="C. M. Bishop, Mixture density networks, 1994, section 5",
    target="numbers",
)
def bishop(n: int = 1000, noise: float = 0.1, rng: Rng = 0) -> Pair:
    """Bishop's curve the wrong way round: X is x, Y is t ~ U(0, 1), ε ~ U(−noise, noise). Some x have 3 t."""
    noise, draw = _noise(noise), generator(rng)
    t = draw.uniform(0, 1, (1, _count(n)))
    return t + 0.3 * np.sin(2 * np.pi * t) + draw.uniform(-noise, noise, t.shape), t


@source(r"\mathrm{AI} = \rho V_p(\phi, \mathrm{facies})", target="numbers")
def petroelastic(n: int = 2000, noise: float = 0.02, rng: Rng = 0) -> Pair:
    """Two rocks: X is the acoustic impedance AI, noise on ln AI, Y is the porosity φ (`rockphysics.py`)."""
    return rockphysics.sample(_count(n), _noise(noise), generator(rng))


@source(r"y = (x_1 + x_2)/2 + \epsilon", target="numbers")
def plane(n: int = 300, noise: float = 0.1, rng: Rng = 0) -> Pair:
    """Uniform on [−1, 1]²; Y is half the sum of the coordinates, ε ~ N(0, noise²)."""
    noise, draw = _noise(noise), generator(rng)
    X = draw.uniform(-1, 1, (2, _count(n)))
    return X, X.mean(axis=0, keepdims=True) + draw.normal(scale=noise, size=(1, n))


@source(r"y = \sum_i \pm\max(0, 1 - 3\,|x - c_i|) + \epsilon", target="numbers")
def hills(n: int = 300, noise: float = 0.1, rng: Rng = 0) -> Pair:
    """Uniform on [−1, 1]²; Y are six cones in turn up and down, in two rows, ε ~ N(0, noise²)."""
    noise, draw = _noise(noise), generator(rng)
    X, Y = draw.uniform(-1, 1, (2, _count(n))), np.zeros((1, n))
    for i, (x, y) in enumerate((x, y) for y in (5 / 12, -5 / 12) for x in (-2 / 3, 0, 2 / 3)):
        Y += (-1) ** i * np.maximum(0, 1 - 3 * np.hypot(X[0] - x, X[1] - y))
    return X, Y + draw.normal(scale=noise, size=(1, n))


@source(r"y = \sin 2\pi x + \epsilon", target="numbers")
def wave(n: int = 300, noise: float = 0.1, rng: Rng = 0) -> Pair:
    """One input, uniform on [−1, 1]; Y is a sine of two periods, ε ~ N(0, noise²)."""
    noise, draw = _noise(noise), generator(rng)
    X = draw.uniform(-1, 1, (1, _count(n)))
    return X, np.sin(2 * np.pi * X) + draw.normal(scale=noise, size=(1, n))


DATASETS = Table(
    "data set",
    circles,
    moons,
    xor,
    spiral,
    linear,
    blobs,
    digits,
    bishop,
    petroelastic,
    plane,
    hills,
    wave,
    aliases={"two circles": "circles", "two moons": "moons", "spirals": "spiral", "optdigits": "digits"},
)


def _noise(noise):
    return check_number(noise, "noise", low=0)


def _count(n):
    return check_whole(n, "n is a whole number of samples")


def _split(n, classes):
    """Samples of each class: n in parts as equal as whole numbers are, or n as it is."""
    if not is_whole(classes) or classes < 2:
        raise WrongValue(f"There are at least two classes, not {classes!r}.")
    if is_whole(n):
        n = [int(n) * (c + 1) // classes - int(n) * c // classes for c in range(classes)]
    whole = isinstance(n, (tuple, list, np.ndarray)) and np.ndim(n) == 1 and all(map(is_whole, n))
    if not whole or len(n) != classes or min(n) < 1:
        raise WrongValue(
            f"Each of the {classes} classes needs a whole number of samples, at least 1; n is {n!r}."
        )
    return [int(m) for m in n]


def _arc(m, start, stop, radius=1.0, end=True):
    """m points on a circle around the origin, 2 × m."""
    t = np.linspace(start, stop, m, endpoint=end)
    return np.array([np.cos(t), np.sin(t)]) * radius


def _around(classes):
    """An angle for each class, evenly spaced."""
    return np.arange(classes) * 2 * np.pi / classes


def _scatter(classes, noise, rng):
    """X and Y from the points of each class: shuffled, then blurred by Gaussian noise, in this order."""
    noise, rng = _noise(noise), generator(rng)
    X = np.concatenate(classes, axis=1)
    label = np.repeat(np.arange(len(classes)), [x.shape[1] for x in classes])
    order = np.arange(label.size)
    rng.shuffle(order)
    X, label = X[:, order], label[order]
    X += rng.normal(scale=noise, size=(label.size, 2)).T
    return X, one_hot(label, len(classes))


@checked_call
def one_hot(label: ArrayLike, classes: int) -> np.ndarray:
    """Y for whole-number labels 0 … classes − 1, (N_s,): one row for two classes, else one row each.

    Raises ValueError where `label` is anything else. A softmax head with two outputs has two rows all the same:
    ``np.stack([1 - label, label])``.
    """
    label, classes = numbers(label, "label"), check_whole(classes, "classes is a whole number", 2)
    if label.ndim != 1:
        raise WrongValue(f"label is a list of class numbers, one a sample; its shape is {label.shape}.")
    if not np.isin(label, np.arange(classes)).all():
        wrong = label[~np.isin(label, np.arange(classes))][0]
        raise WrongValue(
            f"Labels are whole numbers, 0 to {classes - 1} for {classes} classes; {wrong} is none."
        )
    return (label[None] if classes == 2 else label == np.arange(classes)[:, None]).astype(float)
