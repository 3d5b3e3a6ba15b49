"""What happens inside the three starts: rows of [W[1] | b[1]] over time, distinct units, effective rank, ‖dW‖."""

import numpy as np

from app import style
from app.widgets.picture import NARROW

from .axes import Decades, plain
from .curves import Steps, distinct
from .drawing import Drawing, layout
from .symmetry import LOOKS

COLUMNS = 120  # moments that a heat map shows


def inside(fig):
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    *maps, units, rank, sizes = layout(fig, boxes(width, height))
    parts = [
        (
            heat(ax, f"{name}: rows of W[1]", style.start_style(look)[0], i == 0),
            lambda r, i=i: (r, r.rows[:, i]),
        )
        for i, (ax, (name, look)) in enumerate(zip(maps, LOOKS.items(), strict=True))
    ]
    return Drawing.together(
        *parts,
        (distinct(units, "Distinct hidden units"), lambda r: counts(r, r.distinct)),
        (distinct(rank, "Effective rank of A[1]"), lambda r: counts(r, r.rank)),
        (gradients(sizes), lambda r: r.norm_dW),
    )


def counts(r, values):
    return r.at, dict(zip(LOOKS.values(), values.T, strict=True)), r.settings["width"], r.step


def heat(ax, title, color, first):
    """A drawing whose results are (result, rows (moments × units × 3)): a unit's two weights under each other."""
    plain(ax, title, color, "updates")
    ax.grid(False)
    ax.set_yticks([])
    if first:
        ax.set_ylabel("units", fontsize=style.points(style.LABEL_SIZE), labelpad=2)
    steps = Steps(ax)
    image = ax.imshow([[0.0]], cmap=style.SIGNED, vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    words = ax.text(0.98, 0.04, "", transform=ax.transAxes, ha="right", fontsize=style.points(11))

    def move(picked, pinned=None):
        r, rows = picked
        steps.fit(r.step, r.step == 0)
        moments = np.searchsorted(r.at, np.linspace(0, r.at[-1], COLUMNS)).clip(max=len(rows) - 1)
        values = rows[moments, :, :2].reshape(COLUMNS, -1).T
        limit = max(abs(np.nan_to_num(values, posinf=0, neginf=0)).max(), 1e-12)
        image.set_data(np.clip(np.nan_to_num(values / limit), -1, 1))
        image.set_extent((0, max(r.at[-1], 1), values.shape[0], 0))
        ax.set_xlim(0, steps.end)
        ax.set_ylim(values.shape[0], 0)
        words.set_text(f"±{limit:.2g}")

    return Drawing([image, words], move)


def gradients(ax):
    """‖dW[1]‖ and ‖dW[2]‖ of the three starts."""
    plain(ax, "Gradient now: ‖dW[k]‖", style.BACKWARD)
    ax.set(xlim=(-0.5, 2.5), xticks=range(3))
    ax.set_xticklabels(LOOKS)
    decades = Decades(ax, low=-8, high=2)
    marks = [
        ax.plot([], [], ls="", marker=marker, ms=8, color=color, label=f"layer {k}")[0]
        for k, marker, color in ((1, "v", style.BACKWARD), (2, "^", style.PARAMETER))
    ]
    size = style.points(11)
    names = [
        ax.text(0.98, y, text, transform=ax.transAxes, ha="right", va="top", fontsize=size, color=color)
        for y, text, color in ((0.98, "▼ k = 1", style.BACKWARD), (0.86, "▲ k = 2", style.PARAMETER))
    ]

    def move(norms, pinned=None):
        decades.fit(norms)
        for k, mark in enumerate(marks):
            mark.set_data(np.arange(3) + 0.12 * (2 * k - 1), decades.place(norms[k]))

    return Drawing([*marks, *names], move)


def boxes(width, height):
    """Three heat maps above three curves, or six rows."""
    left, top, foot = 44, 26, 44
    if width < NARROW:
        h = (height - 6 * (top + foot)) / 6
        return [(left, top + i * (h + top + foot), width - left - 14, h) for i in range(6)]
    w, h = (width - 3 * left - 30) / 3, (height - 2 * (top + foot)) / 2
    return [(left + i * (w + left), top + j * (h + top + foot), w, h) for j in range(2) for i in range(3)]
