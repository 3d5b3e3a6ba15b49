"""Losses against the updates, and magnitudes by layer or by name, of nets side by side."""

import numpy as np

from app.pictures.axes import Decades, Layers, pinned_line, plain
from app.pictures.curves import Steps, above, apart, ceiling
from app.pictures.drawing import Drawing
from app.pictures.prepared import quantiles, thinned
from app.pictures.style import style_of
from mlcore import INITIALIZERS


def start_of(name, net=None):
    """The initializer that a net's colour comes from, by the net's name or by what it was drawn with; or None."""
    if isinstance(name, str) and name in INITIALIZERS:
        return INITIALIZERS[name].name
    return getattr(net, "scheme", None)


def looks(names, style):
    """(colour, dash) of each net: that of its start, as in the lessons; where it has none, or another net has that
    already, one that is left."""
    if len(names) == 1:
        return dict.fromkeys(names, (style.TEXT, "solid"))
    found = {}
    for name, start in names.items():
        look = style.STARTS.get(start)
        if look and look not in found.values():
            found[name] = look
    left = [look for look in [*style.STARTS.values()][::-1] if look not in found.values()]
    black = [(style.TEXT, "solid")] if style.STARTS["normal"] not in found.values() else []
    left = [*black, *left, style.OTHER_START]
    others = [name for name in names if name not in found]
    found |= {name: left[i % len(left)] for i, name in enumerate(others)}
    return {name: found[name] for name in names}


def losses(ax, names):
    """The loss of each net against the updates, its name at the end of its curve."""
    style = style_of(ax)
    title = plain(ax, "Loss", style.TEXT, "updates")
    steps, lines, dots, labels, (note, say) = Steps(ax), {}, {}, {}, above(ax)
    before = {name: pinned_line(ax) for name in names}
    for name, (color, dash) in looks(names, style).items():
        (lines[name],) = ax.plot(
            [], [], color=color, ls=dash, lw=style.MEDIAN, marker="o", ms=5, markevery=[-1]
        )
        (dots[name],) = ax.plot([], [], color=color, ls=(0, (1, 1.5)), lw=style.MEDIAN)
        labels[name] = ax.text(0, 0, name, color=color, fontsize=style.points(style.LABEL_SIZE), va="bottom")

    def move(both, pinned=None):
        result, tested = both
        title.set_text("Loss  (dotted: test)" if tested else "Loss")
        old = pinned[0] if pinned else {}
        last = max(at[-1] for at, _ in (*result.values(), *old.values()))
        steps.fit(last, last == 0)
        every = np.concatenate(
            [rows.ravel() for _, rows in (*result.values(), *tested.values(), *old.values())]
        )
        top = ceiling(every, 0.5)
        ax.set_ylim(lowest(every), top)
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
        for name, line in before.items():
            at, rows = old.get(name, ((), ()))
            keep = thinned(len(at))
            line.set_data(
                *(at[keep], quantiles(rows[keep])[1].clip(max=top * 0.985)) if len(at) else ((), ())
            )
        for label, (x, _), y in zip(
            labels.values(), ends, apart([y for _, y in ends], 0.07 * top), strict=True
        ):
            label.set_position((x, y))
            label.set_visible(len(result) > 1)

    return Drawing(move, before=before, lines=lines, tests=dots, names=labels, note=note)


def lowest(losses):
    """The foot of the loss axis: 0, or a round number below that of a density, which may be negative."""
    least = losses[np.isfinite(losses)].min(initial=0.0)
    return next((-foot for foot in (0, 0.5, 1, 2, 5, 10) if least >= -foot), -10)


def magnitudes(ax, title, names, xlabel="", ticks=()):
    """A magnitude of each net, layer by layer, on a log axis; `ticks` are names in place of numbers."""
    style = style_of(ax)
    plain(ax, title, style.BACKWARD, xlabel)
    layers, decades = Layers(ax, ticks=bool(xlabel)), Decades(ax)
    lines = {}
    for name, (color, dash) in looks(names, style).items():
        color = style.BACKWARD if len(names) == 1 else color
        (lines[name],) = ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN, marker="o", ms=3.5)

    def move(result, pinned=None):
        layers.fit(max(len(values) for values in result.values()))
        if ticks:
            ax.set_xticks(range(1, len(ticks) + 1), ticks)
        for name, values in result.items():
            middle = quantiles(values)[1]
            decades.fit(middle)
            lines[name].set_data(np.arange(1, len(values) + 1), decades.place(middle))

    return Drawing(move, lines=lines)
