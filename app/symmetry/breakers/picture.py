"""How far apart hidden units are over the updates, for each way of training; exact equality has its own lane."""

import numpy as np

from app.pictures.axes import Decades, pinned_lines, plain
from app.pictures.curves import Steps, apart
from app.pictures.drawing import Drawing, layout
from app.pictures.prepared import thinned
from app.pictures.style import style_of
from app.symmetry.breakers.experiment import WAYS
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    wide = width >= NARROW
    (ax,) = layout(fig, [(54, 26, width - 64, height - 70)])
    plain(ax, "Largest difference between two hidden units", style.TEXT, "updates")
    steps, decades = Steps(ax), Decades(ax, low=-20, high=6)
    size = style.points(style.LABEL_SIZE if wide else 11)
    lines = [ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN)[0] for color, dash in looks(style)]
    before, remember = pinned_lines(ax, len(WAYS), marker="s", markevery=[-1])
    for line, (color, _) in zip(before, looks(style), strict=True):  # nine grey lines could not be told apart
        line.set_color(color)
    pairs = zip(WAYS, looks(style), strict=True)
    around = {"fc": style.PAPER, "ec": "none", "pad": 0.6}  # a pinned run may reach beneath them
    names = [
        ax.text(0, 0, way, color=color, fontsize=size, va="center", bbox=around) for way, (color, _) in pairs
    ]
    equal = ax.text(0, 0, "", color=style.MUTED, fontsize=size, va="center")
    room = 1.3 if wide else 1.75  # for the names at the lines' ends

    def move(r, pinned=None):
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        ax.set_xlim(0, steps.end * room)
        decades.fit(np.concatenate([run.spreads.ravel() for run in (r, pinned) if run is not None]))
        remember([] if pinned is None else curves(pinned, decades))
        ends = decades.place(r.spreads[-1])
        places = apart(np.where(r.spreads[-1] > 0, ends, -100), 1.5)
        high = (r.spreads[-1] > 0) & (ends > -8)
        places[high] -= (places - ends)[high].mean() if high.any() else 0
        for line, name, curve, last, y in zip(
            lines, names, curves(r, decades), r.spreads[-1], places, strict=True
        ):
            line.set_data(*curve)
            name.set_visible(bool(last > 0))
            name.set_position((r.step + steps.end * 0.02, y))
        still = [way for way in WAYS if way not in r.broken]
        equal.set_text("equal: " + ", ".join(still) if wide else f"{len(still)} ways: exactly equal")
        equal.set_position((steps.end * 0.02, decades.zero - 1.2))

    return Drawing(move, before=before, lines=lines, names=names, equal=equal)


def looks(style):
    """(colour, dash) of each way."""
    return [
        *[(style.MUTED, "solid")] * 4,
        (style.THEORY, (0, (1, 1))),
        (style.FORWARD, (0, (6, 2))),
        (style.CRITICAL, "solid"),
        (style.SECOND, (0, (6, 2, 1, 2))),
        (style.ROCKS["soft sand"][0], (0, (3, 1.5))),
    ]


def curves(r, decades):
    """(updates, heights) for each way."""
    keep = thinned(r.step + 1)
    return [(r.steps[keep], decades.place(values)) for values in r.spreads[keep].T]
