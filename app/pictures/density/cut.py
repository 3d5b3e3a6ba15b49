"""The density at one input: a slice of its field, the exact one beside it."""

import numpy as np
from matplotlib.patches import Polygon

from app.experiment.words import percent
from app.pictures.axes import label, pinned_line, plain
from app.pictures.drawing import Drawing
from app.pictures.style import style_of

EMPTY = 0.05  # of the exact peak: nothing is there


class Peak:
    """The axis of a density: its end is 1, 2 or 5 times a power of ten, so that it seldom changes."""

    def __init__(self, set_limits):
        self.set_limits, self.end = set_limits, None

    def fit(self, peak):
        """Limits from 0 to a round number above `peak`, which is given back."""
        peak = peak if np.isfinite(peak) and peak > 0 else 1.0
        end = next(e for e in (m * 10.0**k for k in range(-3, 9) for m in (1, 2, 5)) if e >= min(peak, 1e8))
        if end != self.end:
            self.end = end
            self.set_limits(end)
        return end


def cut(ax, words=True):
    """A drawing of the slice at `at`: y goes up as in the field beside it, the density goes to the right. The exact
    part of each rock is filled in its colour, and named with its probability."""
    style = style_of(ax)
    plain(ax, "")
    peak = Peak(lambda end: (ax.set_xlim(0, end * 1.02), ax.set_xticks([0, end / 2, end])))
    area = ax.add_patch(Polygon([[0, 0]], closed=True, color=style.FORWARD, alpha=style.BAND_ALPHA, lw=0))
    parts = [ax.plot([], [], color=style.FORWARD, lw=1)[0] for _ in range(8)]
    rocks = [
        ax.add_patch(Polygon([[0, 0]], closed=True, color=color, alpha=0.3, lw=0))
        for color, *_ in style.ROCKS.values()
    ]
    shares = [
        label(ax, color=color, va=va, ha="right")
        for (color, *_), va in zip(style.ROCKS.values(), ("top", "bottom"), strict=True)
    ]
    (true,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (net,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    before = pinned_line(ax)
    (level,) = ax.plot([], [], color=style.SECOND, lw=1, ls=(0, (4, 2)))
    (hollow,) = ax.plot(
        [], [], ls="", marker="o", ms=9, mfc=style.PAPER, mec=style.SECOND, mew=2, clip_on=False
    )
    said = label(ax, color=style.SECOND, va="bottom", ha="left")
    name = label(ax, "dashed: exact" if words else "– – exact", color=style.THEORY, va="top", ha="right")
    shown = {}

    def move(r, pinned=None):
        if shown.get("problem") is not r.problem:
            shown["problem"] = r.problem
            ax.set_ylim(r.y[0], r.y[-1])
            ax.set_xlabel("density", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
        p, exact = np.nan_to_num(r.parts.sum(axis=0)), r.exact_parts.sum(axis=0)
        end = peak.fit(max(exact.max() * 1.05, min(p.max(), 4 * max(exact.max(), 1.0))))
        area.set_xy(np.c_[np.r_[0, p, 0], np.r_[r.fine[0], r.fine, r.fine[-1]]])
        net.set_data(p, r.fine)
        known = set(r.problem.answers) <= set(style.ROCKS)
        for area_of, text, i in zip(rocks, shares, range(2), strict=True):
            part = r.exact_parts[i] if known else np.zeros(len(r.fine))
            area_of.set_xy(np.c_[np.r_[0, part, 0], np.r_[r.fine[0], r.fine, r.fine[-1]]])
            share = r.shares[i] if known else 0
            text.set_text(f"{r.problem.answers[i]} {percent(share)}" if words and share > 0.005 else "")
            text.set_position((end, r.fine[part.argmax()] + (-0.012, 0.012)[i]))
        true.set_data(exact, r.fine)
        for line, part in zip(parts, [*r.parts, *([[]] * len(parts))], strict=False):
            line.set_data(part, r.fine if len(part) else [])
        before.set_data(*([], []) if pinned is None else (pinned.parts.sum(axis=0), pinned.fine))
        empty = exact.max() > 0 and r.emptiness < EMPTY
        level.set_data([0, end], [r.mean, r.mean])
        hollow.set_data([0], [r.mean])
        rock = "no rock here" if r.problem.name == "petroelastic" else "no answer here"
        gap = " " if ax.bbox.width > 1.5 * ax.figure.dpi else "\n"
        said.set_text(f"the mean:{gap}{rock}" if empty else "the mean")
        said.set_visible(words)
        said.set_position((end * 0.1, r.mean + (r.y[-1] - r.y[0]) * 0.012))
        name.set_position((end, r.y[-1]))

    return Drawing(
        move,
        area=area,
        rocks=rocks,
        parts=parts,
        exact=true,
        before=before,
        density=net,
        mean=level,
        mean_here=hollow,
        shares=shares,
        words=said,
        name=name,
    )
