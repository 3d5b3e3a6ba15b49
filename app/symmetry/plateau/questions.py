"""A guess about much smaller noise, and what settles it."""

import numpy as np

from app.experiment import Prediction
from app.experiment.words import part_of, plural

OPTIONS = (
    "about as long (by less than 50 updates)",
    "50 to 1,000 updates longer",
    "more than 1,000 updates longer",
    "a million times longer",
)


def longer(before, after):
    m = after.medians
    big, small = m[6], m[0]  # 1e-6 and 1e-12
    if not np.isfinite(small):
        row = after.firsts[0, 0]
        waiting = part_of(int(np.isinf(row).sum()), row.size, "net")
        return 2, f"From ε = 10⁻¹² **{waiting}** still waited after {plural(after.step, 'update')}."
    gap = small - big
    right = 0 if gap < 50 else 1 if gap < 1000 else 2
    return right, (
        f"ε = 10⁻⁶ takes {big:,.0f} updates (median), ε = 10⁻¹² takes {small:,.0f}: **{gap:,.0f} more**. "
        "The difference "
        "between units grows by the same factor at each update, so a million is six times a factor of ten."
    )


A_MILLION_TIMES_SMALLER = Prediction(
    ask=lambda e: (
        "Take the noise **a million times smaller**, 10⁻¹² in place of 10⁻⁶. How much longer is the plateau?"
    ),
    change=lambda e: {"c": 0.0, "rate": 1.0, "data": "xor"},
    options=OPTIONS,
    judge=longer,
    updates=2500,
    decides=("updates.medians",),
)
