"""Two initializers on the digits: test accuracy above loss, a column for each depth; every seed is drawn."""

import numpy as np

from app.initialization.digits.experiment import EPOCHS
from app.pictures.axes import plain, set_apart
from app.pictures.drawing import Drawing, layout
from app.pictures.prepared import joined
from app.pictures.style import style_of
from app.widgets.picture import NARROW

COLUMNS = 3


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    axes = layout(fig, boxes(width, height))
    parts = {}
    for i in range(COLUMNS):
        right, loss = axes[2 * i], axes[2 * i + 1]
        last = width >= NARROW or i == COLUMNS - 1
        above, below = curves(right, "right", 1.0), curves(loss, "loss", 3.0, last)
        parts[f"accuracy_{i}"] = above, lambda r, i=i: (r, i, r.epochs[i], r.accuracy[i])
        parts[f"loss_{i}"] = below, lambda r, i=i: (r, i, r.epochs[i], r.losses[i])
        if last and width < NARROW:
            right.set_xlabel("epochs", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    return Drawing.together(**parts)


def curves(ax, what, top, epochs=False):
    """A drawing whose results are (result, column, epochs (n), values (n × initializers × seeds))."""
    style = style_of(ax)
    plain(ax, "", style.TEXT, "epochs" if epochs else "")
    ax.set_xlim(0, EPOCHS)
    ax.set_ylim(0, top)
    ax.set_xticks([0, EPOCHS // 2, EPOCHS])
    size = style.points(style.LABEL_SIZE)
    floor = ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    title = ax.text(
        0, 1.03, "", transform=ax.transAxes, fontsize=style.points(style.AXIS_SIZE), fontweight="bold"
    )
    medians = [ax.plot([], [], lw=style.MEDIAN)[0] for _ in range(2)]
    singles = [ax.plot([], [], lw=style.SINGLE + 0.3, alpha=0.7)[0] for _ in range(2)]
    names = [ax.text(0, 0, "", fontsize=size, va="center", clip_on=False) for _ in range(2)]

    def move(result, pinned=None):
        r, column, n, values = result
        floor.set_ydata([r.guessing if what == "loss" else 0.1] * 2)
        title.set_text(
            f"{what}, depth {r.depths[column]}" if what == "loss" else f"depth {r.depths[column]}, test"
        )
        ends = []
        for j, scheme in enumerate(r.schemes):
            color, dash = style.start_style(scheme)
            rows = np.minimum(values[:, j], top * 0.985)
            middle = np.median(rows, axis=1)
            medians[j].set(color=color, linestyle=dash, data=(n, middle))
            singles[j].set(color=color, data=joined(n, rows))
            names[j].set(text=scheme if np.isfinite(middle[-1]) else f"{scheme} ×", color=color)
            here = middle[np.isfinite(middle)]
            ends.append(here[-1] if here.size else top)
        set_apart(ax, names, n[-1] + 2, ends)

    return Drawing(move, guessing=floor, title=title, seeds=singles, medians=medians, names=names)


def boxes(width, height):
    """A column for each depth, accuracy above loss; on a narrow page a row for each, loss beside accuracy."""
    left, top, title, names = 40, 26, 42, 58
    if width < NARROW:
        w = (width - 2 * left - 2 * names + 10) / 2
        h = (height - top - 2 * title - 42) / COLUMNS
        rows = [top + i * (h + title) for i in range(COLUMNS)]
        return [(left + j * (w + names + left - 14), y, w, h) for y in rows for j in (0, 1)]
    step = (width - left) / COLUMNS
    h = (height - top - title - 42) / 2
    return [
        (left + i * step, top + j * (h + title), step - names - 22, h) for i in range(COLUMNS) for j in (0, 1)
    ]
