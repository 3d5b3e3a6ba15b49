"""Who draws: a generator from what was given as rng, and one for each member of a net.

Each raises ValueError, with a sentence, for what is neither.
"""

from typing import Any

import numpy as np

from .arguments import is_whole
from .errors import WrongValue


def generator(rng: Any) -> Any:
    """rng itself, if it is a Generator or a RandomState, or a Generator from the seed it is."""
    if hasattr(rng, "standard_normal"):
        return rng
    try:
        if isinstance(rng, bool):
            raise TypeError
        return np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise WrongValue(
            f"rng is a generator, or a seed that is a whole number of at least 0, not {rng!r}."
        ) from None


def seeded(seed: Any, members: int) -> list[np.random.Generator]:
    """A Generator for each member, member m from seed + m."""
    if not is_whole(seed) or seed < 0:
        raise WrongValue(f"Members draw from seed + m: pass a seed or a list of generators, not {seed!r}.")
    return [np.random.default_rng(seed + m) for m in range(members)]


def check_members(initializer: Any, rng: Any, members: Any) -> int | None:
    """How many nets are asked for: None for one, without the leading axis."""
    if members is not None and (not is_whole(members) or members < 1):
        raise WrongValue(f"members is a whole number of at least 1, or None for one net, not {members!r}.")
    counts = {len(x) for x in (initializer, rng) if isinstance(x, list)} | (
        {int(members)} if members else set()
    )
    if len(counts) > 1:
        raise WrongValue(
            f"The lists of members disagree: {sorted(counts)}. Give as many initializers as generators."
        )
    if 0 in counts:
        raise WrongValue("An empty list makes no member: give an initializer, or a generator, for each.")
    return counts.pop() if counts else None
