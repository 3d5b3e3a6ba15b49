"""The loss of what is learnt from and of the test samples: median and band over the seeds."""

from itertools import zip_longest

import numpy as np
from matplotlib.patches import Polygon

from app.pictures.axes import pinned_line, plain
from app.pictures.curves import Steps, above, apart
from app.pictures.drawing import Drawing
from app.pictures.prepared import outline, quantiles, thinned
from app.pictures.style import style_of

DASHES = (0, (1, 1)), (0, (4, 1)), (0, (6, 1, 1, 1))  # of pinned runs, in their order


def losses(ax):
    style = style_of(ax)
    plain(ax, "Loss", style.TEXT, "updates")
    steps, (note, say) = Steps(ax), above(ax)
    looks = {"test": (style.SECOND, (0, (5, 2))), "training": (style.FORWARD, "solid")}
    bands, lines, names = {}, {}, {}
    for name, (color, dash) in looks.items():
        bands[name] = ax.add_patch(Polygon([[0, 0]], closed=True, color=color, alpha=style.BAND_ALPHA, lw=0))
        (lines[name],) = ax.plot(
            [], [], color=color, ls=dash, lw=style.MEDIAN, marker="o", ms=4, markevery=[-1]
        )
        names[name] = ax.text(0, 0, name, color=color, fontsize=style.points(style.LABEL_SIZE), va="center")
    before = [pinned_line(ax, ls=dash) for dash in DASHES]
    pins = [ax.text(0, 0, "", **small(style)) for _ in DASHES]

    def move(r, pinned=()):
        curves = {"test": (r.test_steps, r.tests), "training": (r.steps, r.losses)}
        steps.fit(max(each.step for each in (r, *pinned)), r.step == 0)
        top = ceiling(r)
        ax.set_ylim(0, top)
        say(
            np.concatenate(
                [r.losses[thinned(len(r.steps))].ravel(), r.tests[thinned(len(r.test_steps))].ravel()]
            ),
            top,
        )
        ends = []
        for name, (at, rows) in curves.items():
            keep = thinned(len(at))
            low, middle, high = (q.clip(max=top * 0.985) for q in quantiles(rows[keep]))
            lines[name].set_data(at[keep], middle)
            bands[name].set_xy(outline(at[keep], low, high))
            finite = middle[np.isfinite(middle)]
            ends.append(finite[-1] if finite.size else top * 0.9)
        for name, y in zip(curves, apart(ends, 0.12 * top), strict=True):
            names[name].set_position((r.step + 0.02 * steps.end, y))
        for i, old in zip_longest(range(len(DASHES)), pinned):
            x, y = curve(old, top) if old else ([], [])
            before[i].set_data(x, y)
            pins[i].set_text(f" {i + 1}" if old and len(pinned) > 1 else "")
            pins[i].set_position((x[-1], y[-1]) if old else (0, 0))

    drawing = Drawing(move, bands=bands, before=before, lines=lines, names=names, pins=pins, note=note)
    return drawing.comparing()


def curve(old, top):
    """Updates and median losses of a pinned run, as far as they are drawn."""
    keep = thinned(len(old.steps))
    return old.steps[keep], quantiles(old.losses[keep])[1].clip(max=top * 0.985)


def small(style):
    """How a pinned run's number is written at its end."""
    return {
        "color": style.MUTED,
        "fontsize": style.points(style.LABEL_SIZE),
        "ha": "left",
        "va": "bottom",
        "clip_on": True,
    }


def ceiling(r):
    """The end of the axis: a round number above the loss at the start."""
    first = r.losses[0][np.isfinite(r.losses[0])]
    first = float(np.median(first)) if first.size else 1.0
    return next((top for top in (0.1, 0.2, 0.5, 1, 2, 5, 10) if first * 1.1 <= top), 10)
