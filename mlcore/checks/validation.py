"""A function that someone else wrote is tried out before a net is built on it: does it do what is asked of it?"""

from functools import lru_cache
from typing import Any

import numpy as np

from .arguments import check_callable, check_number, check_text
from .errors import WrongValue

STEP = 1e-5  # of central differences
FAR = 1e-4  # from them, relative to 1 or to the larger of the two: no round-off


@lru_cache(64)
def try_activation(activation: Any) -> None:
    """Raises ValueError where sigma(Z, out=None) and prime(Z, A, out=None) are not what a net can use."""
    name, sigma, prime = (getattr(activation, part) for part in ("name", "sigma", "prime"))
    check_text(name, "The name of an activation")
    check_text(activation.formula, f"The formula of {name}")
    check_callable(sigma, f"sigma of {name}", ", sigma(Z, out=None)")
    check_callable(prime, f"prime of {name}", ", prime(Z, A, out=None)")
    Z = np.linspace(-2.93, 3.07, 24).reshape(4, 6)
    for kink in activation.kinks:
        Z[np.abs(Z - kink) < 0.01] += 0.05
    with np.errstate(all="ignore"):
        A = _tried(f"sigma of {name}", "sigma(Z, out=None)", sigma, Z)
        slope = _tried(f"prime of {name}", "prime(Z, A, out=None)", prime, Z, A)
        rise = (sigma(Z + STEP) - sigma(Z - STEP)) / (2 * STEP)
        _compare(f"prime of {name} is not the derivative of sigma: at z =", Z, slope, rise)


@lru_cache(64)
def try_initializer(initializer: Any) -> None:
    """Raises ValueError where scale_of(n, value) is not a finite number for every width."""
    name, value = initializer.name, initializer.value
    value = value[0] if isinstance(value, tuple) and value else value
    for n in (1, 2, 3.5, 64, 1000):
        try:
            scale = initializer.scale_of(n, value)
        except Exception as error:  # whatever it raises, no weight can be drawn with it
            raise WrongValue(
                f"scale_of of {name} cannot be called as scale_of(n, value), here ({n}, {value!r}): {error}."
            ) from error
        check_number(scale, f"scale_of({n}, {value!r}) of {name}")


@lru_cache(64)
def try_head(head: Any) -> None:
    """Raises ValueError where predict(Z, out=None), terms(Z, A, Y), dZ(Z, A, Y, out=None) do not do what a net asks."""
    check_text(head.name, "The name of a head")
    check_text(head.formula, f"The formula of {head.name}")
    calls = {"predict": "predict(Z, out=None)", "terms": "terms(Z, A, Y)", "dZ": "dZ(Z, A, Y, out=None)"}
    for part, like in calls.items():
        check_callable(getattr(head, part), f"{part} of {head.name}", f", {like}")
    rng, d, N_s = np.random.default_rng(0), 2 if head.target == "shares" else 1, 5
    Z = rng.standard_normal((head.outputs(d), N_s))
    Y = {
        "numbers": rng.standard_normal((d, N_s)),
        "classes": np.array([[0.0, 1.0, 0.0, 1.0, 1.0]]),
        "shares": np.array([[0.0, 1.0, 0.0, 1.0, 1.0], [1.0, 0.0, 1.0, 0.0, 0.0]]),
    }[head.target]
    with np.errstate(all="ignore"):
        A = _tried(f"predict of {head.name}", calls["predict"], head.predict, Z)
        _tried(f"terms of {head.name}", calls["terms"], head.terms, Z, A, Y, out=False)
        dZ = _tried(f"dZ of {head.name}", calls["dZ"], head.dZ, Z, A, Y)
        rise = np.empty_like(Z)
        for row in range(len(Z)):
            step = np.zeros_like(Z)
            step[row] = STEP
            rise[row] = (head.each(Z + step, Y) - head.each(Z - step, Y)) / (2 * STEP)
        _compare(f"dZ of {head.name} is not the derivative of its loss: at z =", Z, dZ, rise)


def _tried(what, like, call, *arrays, out=True):
    """What the call gives: an array of the shape of Z that is written to `out` as well, and to nothing else."""
    kept = [array.copy() for array in arrays]
    try:
        given = np.asarray(call(*arrays))
    except Exception as error:  # whatever it raises, it is no function that a net can call
        raise WrongValue(f"{what} cannot be called as {like}: {error}.") from error
    for array, before, letter in zip(arrays, kept, "ZAY", strict=False):
        if not np.array_equal(array, before, equal_nan=True):
            raise WrongValue(f"{what} writes into {letter}, which it may only read: it is called as {like}.")
    if not out:
        if given.ndim != 2 or given.shape[-1] != arrays[0].shape[-1]:
            raise WrongValue(f"{what} gives the shape {given.shape}, not one column a sample.")
        return given
    if given.shape != arrays[0].shape or given.dtype.kind != "f":
        raise WrongValue(
            f"{what} gives {given.dtype} of shape {given.shape}, not floats of the shape of Z, {arrays[0].shape}."
        )
    room = np.full_like(arrays[0], np.nan)
    try:
        again = call(*arrays, room)
    except Exception as error:
        raise WrongValue(f"{what} takes out, the array to write to, as {like}: {error}.") from error
    if not (np.array_equal(room, given, equal_nan=True) and np.array_equal(again, given, equal_nan=True)):
        raise WrongValue(f"{what} has to write to out and to give it back, as {like}.")
    return given


def _compare(sentence, Z, slope, rise):
    gap = np.abs(slope - rise) / np.maximum(1, np.maximum(np.abs(slope), np.abs(rise)))
    gap[~np.isfinite(rise)] = 0  # outside of where the function is defined
    worst = np.unravel_index(np.where(np.isnan(gap), np.inf, gap).argmax(), gap.shape)
    if not gap[worst] <= FAR:
        raise WrongValue(
            f"{sentence} {Z[worst]:.3g} it is {slope[worst]:.6g}, and should be {rise[worst]:.6g}."
        )
