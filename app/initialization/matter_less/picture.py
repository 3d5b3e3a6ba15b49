"""Four nets from one start: signal forward and gradient back with theory dashed, and losses; each line has its name."""

import numpy as np
from matplotlib.patches import Polygon

from app.initialization.schemes.picture import boxes, curve
from app.pictures.axes import Decades, Layers, pinned_lines, plain
from app.pictures.curves import Steps, above
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.line_ends import set_apart
from app.pictures.prepared import outline, quantiles
from app.pictures.style import style_of
from app.widgets.picture import NARROW

N = 4  # nets


def looks(style):
    """(colour, dash) of plain, skip, layer norm and batch norm."""
    long, dotted = (0, (5, 2)), (0, (6, 1.5, 1, 1.5))
    return (style.THEORY, "solid"), (style.SECOND, long), (style.FORWARD, dotted), (style.CRITICAL, "solid")


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    signal, gradient, loss = layout(fig, boxes(width, height))
    forward, back = "Signal forward →   std of A[k]", "← Gradient back   RMS of dZ[k]"
    if width < NARROW:  # a longer title would reach the numbers on the right
        forward, back = "Signal →  std of A[k]", "←  RMS of dZ[k]"
    return Drawing.together(
        signal=(
            by_layer(signal, forward, style.FORWARD, width < NARROW),
            lambda r: (r, r.signal, r.theory_A),
        ),
        gradient=(
            by_layer(gradient, back, style.BACKWARD, width < NARROW, ends="left", xlabel="layer k"),
            lambda r: (r, r.gradient, r.theory_dZ),
        ),
        loss=(losses(loss), whole),
    )


def lines(ax):
    """A band, a line and a name for each net, in its colour and dash."""
    style, parts = style_of(ax), []
    size = style.points(style.LABEL_SIZE)
    for color, dash in looks(style):
        band = Polygon([[0, 0]], closed=True, alpha=style.BAND_ALPHA / 2, lw=0, facecolor=color)
        (line,) = ax.plot([], [], lw=style.MEDIAN, color=color, ls=dash)
        name = ax.text(0, 0, "", fontsize=size, va="center", clip_on=False, color=color)
        parts.append((ax.add_patch(band), line, name))
    return [list(kind) for kind in zip(*parts, strict=True)]


def by_layer(ax, title, color, few, ends="right", xlabel=""):
    """A drawing whose results are (result, values (layers × seeds) of each net, theory of each);
    few: ticks of layers, where there is little room."""
    style = style_of(ax)
    plain(ax, title, color, xlabel)
    layers, decades = Layers(ax, ticks=bool(xlabel)), Decades(ax, low=-4, high=4)
    decades.STRIDE = 4
    (bands, drawn, names), (before, remember) = lines(ax), pinned_lines(ax, N, marker="s", markevery=5)
    theory = [ax.plot([], [], color=c, lw=1.2, ls=(0, (2, 2)), alpha=0.8)[0] for c, _ in looks(style)]
    if ends == "left":
        ax.yaxis.tick_right()
        for name in names:
            name.set_ha("right")

    def move(result, pinned=None):
        r, values, expected = result
        if r.step == 0:
            decades.reset()
        parts = [quantiles(each) for each in values]
        old = [] if pinned is None else [quantiles(each)[1] for each in pinned[1]]
        decades.fit(np.concatenate([part.ravel() for part in (*parts, *old, *expected)]))
        remember([(np.arange(1, 1 + len(middle)), decades.place(middle)) for middle in old])
        depth = r.settings["depth"]
        layers.fit(depth)
        if few:
            ax.set_xticks([1, (depth + 1) // 2, depth])
        heights = []
        for part, there, band, line, dashed in zip(parts, expected, bands, drawn, theory, strict=True):
            low, middle, high = (decades.place(q) for q in part)
            k = np.arange(1, len(middle) + 1)
            band.set_xy(outline(k, low, high))
            line.set_data(k, middle)
            dashed.set_data(k, decades.place(there))
            heights.append(middle[-1] if ends == "right" else middle[0])
        for name, label in zip(names, r.labels, strict=True):
            name.set_text(label)
        x = depth * 1.03 if ends == "right" else -0.01 * depth
        set_apart(ax, names, x, heights)

    return Drawing(move, bands=bands, before=before, medians=drawn, theory=theory, names=names)


def losses(ax):
    style = style_of(ax)
    plain(ax, "Loss, median over the seeds", style.TEXT, "updates")
    steps = Steps(ax)
    (bands, drawn, names), (note, say) = lines(ax), above(ax)
    before, remember = pinned_lines(ax, N, marker="s", markevery=[-1])
    guessing = ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    ax.set_ylim(0, 1)

    def move(r, pinned=None):
        steps.mark(r.rates.changes)
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        ax.set_xlim(0, steps.end)
        say(np.concatenate([rows.ravel() for rows in r.losses]), 1)
        guessing.set_ydata([r.guessing] * 2)
        ends = []
        for n, rows, band, line in zip(r.steps, r.losses, bands, drawn, strict=True):
            n, low, middle, high = curve(n, rows)
            band.set_xy(outline(n, low, high))
            line.set_data(n, middle)
            here = np.flatnonzero(np.isfinite(middle))
            ends.append(middle[here[-1]] if here.size else np.nan)
        for name, label, rows in zip(names, r.labels, r.losses, strict=True):
            gone = int(np.isnan(rows[-1]).sum())
            name.set_text(f"{label} ×{gone}" if gone else label)
        old = () if pinned is None else map(curve, pinned.steps, pinned.losses)
        remember([(n, middle) for n, _, middle, _ in old])
        set_apart(ax, names, steps.end * 1.02, ends)

    return Drawing(
        move,
        guessing=guessing,
        bands=bands,
        before=before,
        medians=drawn,
        names=names,
        note=note,
        changes=steps.changes,
    )
