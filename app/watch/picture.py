"""What a live-coded net does: losses, gradients by layer, what it answers, and on request what it looks like inside."""

import numpy as np

from app.pictures.drawing import Drawing, layout
from app.pictures.small_maps import small_maps
from app.pictures.style import style_of, zoom_of
from app.watch.answer_picture import answers
from app.watch.curves_picture import losses, magnitudes
from app.watch.inside_picture import PLACES, inside
from app.watch.result import SHOWN
from app.widgets.picture import NARROW

HEIGHTS = (360, 760)  # of a wide and of a narrow picture without rows of its own beneath
IN_HALL = 0.65, 480  # as `View.hall`: all of it stands on a screen of 768 pixels, beside JupyterLab's files
MAPS = (96, 44)  # pixels of a unit's map on either
INSIDE = (200, 640)  # pixels of the looks inside
ANSWER, SMALL = (250, 220), (120, 130)  # pixels a side of one answer, and of one among others
NO_LOSS = {"loss": (np.zeros(1, int), np.full((1, 1), np.nan))}  # where a board is told of none
ROW = 28  # pixels above each row of maps
ACROSS = 8


def heights(hidden=(), looks=False, kinds=()):
    """Those of `watching(…)`, on a wide and on a narrow page."""
    wide, narrow = HEIGHTS
    first = wide, narrow + (160 if kinds else 0)
    return tuple(height + rows(hidden, looks, i) for i, height in enumerate(first))


def rows(hidden, looks, i):
    """Pixels of what stands beneath: maps of hidden layers, a row for each, and looks inside."""
    return len(hidden) * (MAPS[i] + ROW) + looks * INSIDE[i]


def watching(names, kinds, hidden=(), units=None, looks=False):
    """The plot of these nets ({name: the start whose colour it has, or None}); `kinds` adds an answer,
    {name: kind of its task}, for the first three, `hidden` a row of maps for each layer of the net `units`, with
    so many of its units, `looks` the first net inside."""

    def watch(fig):
        style = style_of(fig)
        width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
        narrow = is_narrow(fig)
        shown = [name for name in names if name in kinds][:SHOWN]
        base = height - rows(hidden, looks, narrow)
        beneath = [*(below(width, base, INSIDE[narrow], narrow) if looks else ())]
        first = base + looks * INSIDE[narrow]
        maps = [
            (10, first + i * (MAPS[narrow] + ROW) + ROW - 6, ACROSS * MAPS[narrow], MAPS[narrow])
            for i in range(len(hidden))
        ]
        axes = iter(layout(fig, [*boxes(width, base, len(shown), narrow), *beneath, *maps]))
        parts = {
            "loss": (losses(next(axes), names), lambda r: (r.losses, r.tested)),
            "gradient": (magnitudes(next(axes), "← RMS of dZ[k]", names), lambda r: r.rms_dZ),
            "weights": (magnitudes(next(axes), "‖dW[k]‖", names, "layer k"), lambda r: r.norm_dW),
        }
        for i, name in enumerate(shown):
            title = name if len(names) > 1 else ""
            drawing = answers(next(axes), kinds[name], title, len(shown) == 1)
            parts[f"answer_{i}"] = drawing, lambda r, name=name: r.answers[name]
        if looks:
            parts |= inside(*(next(axes) for _ in range(PLACES)))
        for i, n in enumerate(hidden):
            of = f" of {units}" if len(names) > 1 else ""
            title = f"A[{i + 1}] of each unit{of}  ({style.BLANK} is 0)"
            parts[f"units_{i + 1}"] = small_maps(next(axes), title, n, ACROSS), lambda r, i=i: r.units[i]
        return Drawing.together(**parts)

    return watch


def boarding(first):
    """The plot of a board that was told what this result shows."""

    def board(fig):
        style = style_of(fig)
        width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
        axes = iter(
            layout(fig, boxes(width, height, len(first.answers), is_narrow(fig), int(bool(first.sizes))))
        )
        parts, line = {}, next(axes)
        parts["loss"] = losses(line, {"loss": None}), lambda r: (r.losses or NO_LOSS, {})
        if first.sizes:
            sizes = magnitudes(next(axes), "← ‖gradient‖", {"loss": None}, "", tuple(first.sizes))
            parts["gradient"] = sizes, lambda r: {"loss": np.array([[size] for size in r.sizes.values()])}
        for each in first.answers:
            parts["answer_0"] = answers(next(axes), first.kind), lambda r, each=each: r.answers[each]
        return Drawing.together(**parts)

    return board


def is_narrow(fig):
    """1 for a narrow picture; in a hall it is one later."""
    width = fig.get_size_inches()[0] * style_of(fig).PIXELS_PER_INCH
    return int(width < (IN_HALL[1] if zoom_of(fig) > 1 else NARROW))


def boxes(width, height, shown, narrow, stacked=2):
    """Loss, axes by layer above each other, and squares for the answers: beside them, or on a narrow page beneath."""
    left, top, foot = 48, 24, 42
    if narrow:
        side = min(ANSWER[1], width - left - 10) if shown == 1 else min(SMALL[1], width / max(shown, 1) - 16)
        answers = side + (top + foot if shown == 1 else 24) if shown else 0
        h = (height - answers - (1 + stacked) * 36 - foot) / (1 + stacked)
        tops = [top, *(top + 26 + i * (h + 30) + h + 30 for i in range(stacked))]
        at = left if shown == 1 else 10
        squares = [
            (at + i * (side + 12), height - side - (foot if shown == 1 else 4), side, side)
            for i in range(shown)
        ]
        return [*((left, y, width - left - 10, h) for y in tops), *squares]
    one = shown == 1
    side = (
        min(ANSWER[0], height - top - foot)
        if one
        else min(SMALL[0], (height - top - 10) / max(shown, 1) - 30)
    )
    taken = 0 if not shown else side + (34 if one else 0) + 16
    column = (width - taken) / (2 if stacked else 1)
    h = (height - top - 30 * (stacked - 1) - foot) / max(stacked, 1)
    return [
        (left, top, column - left - 20, height - top - foot),
        *((column + left, top + i * (h + 30), column - left - 14, h) for i in range(stacked)),
        *((width - side - 8, top + i * (side + 30), side, side) for i in range(shown)),
    ]


def below(width, top, height, narrow):
    """Places for the looks inside, side by side beneath `top`, or on a narrow page above each other."""
    left, head, foot = 56, 26, 40
    if narrow:
        each = height / PLACES
        return [
            (left, top + i * each + head, width - left - 14, each - head - foot + 6) for i in range(PLACES)
        ]
    each = width / PLACES
    return [(i * each + left, top + head, each - left - 12, height - head - foot) for i in range(PLACES)]
