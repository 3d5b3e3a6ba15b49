"""What a live-coded net does: losses, gradients by layer, and the decision boundary where the data are flat."""

import numpy as np

from app.pictures.axes import Decades, Layers, plain
from app.pictures.curves import Steps, above, apart, ceiling
from app.pictures.drawing import Drawing, layout
from app.pictures.prepared import quantiles, thinned
from app.pictures.regions import regions
from app.pictures.small_maps import small_maps
from app.pictures.style import style_of
from app.watch.experiment import SHOWN
from app.widgets.picture import NARROW

PLACES = (96, 44)  # pixels of a unit's map on a wide and on a narrow page
ROW = 28  # pixels above each row of them
ACROSS = 8


def room(hidden, place):
    """Pixels that the maps of these hidden layers take, a row for each."""
    return len(hidden) * (place + ROW)


def watching(names, flat, hidden=()):
    """The plot of these nets; `flat` adds a boundary for each of the first three, `hidden` a row of maps for each
    layer that has so many units to be shown."""

    def watch(fig):
        style = style_of(fig)
        width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
        shown = list(names)[:SHOWN] if flat else []
        place = PLACES[int(width < NARROW)]
        base = height - room(hidden, place)
        rows = [(10, base + i * (place + ROW) + ROW - 6, ACROSS * place, place) for i in range(len(hidden))]
        loss, signal, weights, *maps = layout(fig, [*boxes(width, base, len(shown)), *rows])
        parts = {
            "loss": (losses(loss, names), lambda r: (r.losses, r.tested)),
            "gradient": (magnitudes(signal, "← RMS of dZ[k]", names), lambda r: r.rms_dZ),
            "weights": (magnitudes(weights, "‖dW[k]‖", names, "layer k"), lambda r: r.norm_dW),
        }
        for i, n in enumerate(hidden):
            title = f"A[{i + 1}] of each unit  ({style.BLANK} is 0)"
            parts[f"units_{i + 1}"] = (
                small_maps(maps[len(shown) + i], title, n, ACROSS),
                lambda r, i=i: r.units[i],
            )
        for i, (name, ax) in enumerate(zip(shown, maps, strict=False)):
            title = name if len(names) > 1 else "decision boundary"
            boundary = regions(ax, title, style.TEXT)
            parts[f"map_{i}"] = boundary, lambda r, name=name: (*r.maps[name], r.X, r.Y, "")
        return Drawing.together(**parts)

    return watch


def looks(names, style):
    """(colour, dash) of each net: the starts' looks, in turn."""
    styles = [(style.TEXT, "solid"), *list(style.STARTS.values())[::-1], style.OTHER_START]
    return {name: styles[i % len(styles)] for i, name in enumerate(names)}


def losses(ax, names):
    """The loss of each net against the updates, its name at the end of its curve."""
    style = style_of(ax)
    title = plain(ax, "Loss", style.TEXT, "updates")
    steps, lines, dots, labels, (note, say) = Steps(ax), {}, {}, {}, above(ax)
    for name, (color, dash) in looks(names, style).items():
        (lines[name],) = ax.plot(
            [], [], color=color, ls=dash, lw=style.MEDIAN, marker="o", ms=5, markevery=[-1]
        )
        (dots[name],) = ax.plot([], [], color=color, ls=(0, (1, 1.5)), lw=style.MEDIAN)
        labels[name] = ax.text(0, 0, name, color=color, fontsize=style.points(style.LABEL_SIZE), va="bottom")

    def move(both, pinned=None):
        result, tested = both
        title.set_text("Loss  (dotted: test)" if tested else "Loss")
        last = max(at[-1] for at, _ in result.values())
        steps.fit(last, last == 0)
        every = np.concatenate([rows.ravel() for _, rows in (*result.values(), *tested.values())])
        top = ceiling(every, 0.5)
        ax.set_ylim(0, top)
        say(every, top)
        ends = []
        for name, (at, rows) in result.items():
            keep = thinned(len(at))
            middle = quantiles(rows[keep])[1].clip(max=top * 0.985)
            lines[name].set_data(at[keep], middle)
            ends.append((at[-1], middle[-1] if np.isfinite(middle[-1]) else top * 0.9))
        for name, (at, rows) in tested.items():
            keep = thinned(len(at))
            dots[name].set_data(at[keep], quantiles(rows[keep])[1].clip(max=top * 0.985))
        for label, (x, _), y in zip(
            labels.values(), ends, apart([y for _, y in ends], 0.07 * top), strict=True
        ):
            label.set_position((x, y))
            label.set_visible(len(result) > 1)

    return Drawing(move, lines=lines, tests=dots, names=labels, note=note)


def magnitudes(ax, title, names, xlabel=""):
    """A magnitude of each net, layer by layer, on a log axis."""
    style = style_of(ax)
    plain(ax, title, style.BACKWARD, xlabel)
    layers, decades = Layers(ax, ticks=bool(xlabel)), Decades(ax)
    lines = {}
    for name, (color, dash) in looks(names, style).items():
        color = style.BACKWARD if len(names) == 1 else color
        (lines[name],) = ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN, marker="o", ms=3.5)

    def move(result, pinned=None):
        layers.fit(max(len(values) for values in result.values()))
        for name, values in result.items():
            middle = quantiles(values)[1]
            decades.fit(middle)
            lines[name].set_data(np.arange(1, len(values) + 1), decades.place(middle))

    return Drawing(move, lines=lines)


def boxes(width, height, maps):
    """Loss, two stacked layer axes, and squares for the boundaries."""
    left, top, foot = 48, 24, 42
    if width < NARROW:
        h = (height - 4 * 36 - foot - (150 if maps else 0)) / 3
        tops = [top, top + h + 56, top + 2 * h + 86]
        side = min(130, (width - 30) / max(maps, 1) - 10)
        squares = [(10 + i * (side + 12), height - side - 4, side, side) for i in range(maps)]
        return [*((left, y, width - left - 10, h) for y in tops), *squares]
    squares_width = 0 if not maps else 190 if maps == 1 else 120
    column = (width - squares_width - (16 if maps else 0)) / 2
    h2 = (height - top - 30 - foot) / 2
    side = squares_width if maps == 1 else min(squares_width, (height - top - 10) / max(maps, 1) - 30)
    squares = [(width - side - 6, top + i * (side + 30), side, side) for i in range(maps)]
    return [
        (left, top, column - left - 20, height - top - foot),
        (column + left, top, column - left - 14, h2),
        (column + left, top + h2 + 30, column - left - 14, h2),
        *squares,
    ]
