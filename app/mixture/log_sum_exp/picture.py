"""The loss of a sample against its distance, naive and stable."""

import numpy as np

from app.pictures.axes import label, pinned_line, plain
from app.pictures.drawing import Drawing, layout
from app.pictures.style import style_of


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    (ax,) = layout(fig, [(64, 26, width - 64 - 16, height - 26 - 46)])
    plain(ax, "Loss −ln p(y) of one sample", style.FORWARD, "distance in widths (log axis)")
    ax.set_xlim(-1.02, 3.12)
    ax.set_xticks([-1, 0, 1, 2, 3], ["0.1", "1", "10", "100", "1,000"])
    ax.set_ylim(-1, 7)
    ax.set_yticks(range(7), ["1", "10", "100", "1,000", "10⁴", "10⁵", "10⁶"])
    (stable,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    (naive,) = ax.plot([], [], color=style.SECOND, lw=5, alpha=0.45)
    (lost,) = ax.plot([], [], color=style.SECOND, ls="", marker="x", ms=10, mew=2.5)
    before = pinned_line(ax, marker="s", markevery=[-1])
    (here,) = ax.plot([], [], color=style.TEXT, ls="", marker="o", ms=9, mfc=style.PAPER, mew=2)
    names = [
        label(ax, "stable", color=style.FORWARD, va="bottom", ha="right"),
        label(ax, color=style.SECOND, va="top", ha="left"),
    ]

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else as_far_as_it_goes(pinned))
        x, y = np.log10(r.grid), np.log10(r.stable_curve)
        stable.set_data(x, y)
        known = as_far_as_it_goes(r)
        naive.set_data(*known)
        over, ends = len(known[0]) == 0, len(known[0]) < len(x)
        at = (-1, y[0]) if over else (known[0][-1], known[1][-1])
        lost.set_data(*(([at[0]], [at[1]]) if ends else ([], [])))
        names[1].set_text("naive: never a number" if over else "naive ends here" if ends else "naive")
        names[1].set_position((at[0] + 0.06, at[1] - 0.15) if ends else (-0.9, 0.6))
        names[0].set_position((x[-20] - 0.05, y[-20]))
        here.set_data([np.log10(r.distance)], [np.log10(max(r.stable, 0.1))])

    return Drawing(move, naive=naive, stable=stable, lost=lost, before=before, here=here, names=names)


def as_far_as_it_goes(r):
    """The naive loss, a mark on its last finite point."""
    good = np.isfinite(r.naive_curve)
    return np.log10(r.grid[good]), np.log10(r.naive_curve[good])
