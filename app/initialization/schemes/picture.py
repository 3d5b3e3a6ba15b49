"""Up to six schemes on one net: signal forward, gradient back, and losses; every line carries its name."""

import numpy as np
from matplotlib.patches import Polygon

from app.initialization.schemes.experiment import MOST
from app.pictures.axes import Decades, Layers, pinned_lines, plain
from app.pictures.curves import Steps, above
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.line_ends import set_apart
from app.pictures.prepared import outline, quantiles, thinned
from app.pictures.style import style_of
from app.widgets.picture import NARROW

POINTS = 150  # of each of six losses at the most


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    signal, gradient, loss = layout(fig, boxes(width, height))
    forward, back = "Signal forward →   std of A[k]", "← Gradient back   RMS of dZ[k]"
    if width < NARROW:  # a longer title would reach the numbers on the right
        forward, back = "Signal →  std of A[k]", "←  RMS of dZ[k]"
    return Drawing.together(
        signal=(by_layer(signal, forward, style.FORWARD), lambda r: (r, r.signal)),
        gradient=(
            by_layer(gradient, back, style.BACKWARD, ends="left", xlabel="layer k"),
            lambda r: (r, r.gradient),
        ),
        loss=(losses(loss), whole),
    )


def lines(ax):
    """A band, a line and a name for each of the schemes."""
    style = style_of(ax)
    bands = [
        ax.add_patch(Polygon([[0, 0]], closed=True, alpha=style.BAND_ALPHA / 2, lw=0)) for _ in range(MOST)
    ]
    drawn = [ax.plot([], [], lw=style.MEDIAN)[0] for _ in range(MOST)]
    size = style.points(style.LABEL_SIZE)
    names = [ax.text(0, 0, "", fontsize=size, va="center", clip_on=False) for _ in range(MOST)]
    return bands, drawn, names


def dress(r, bands, drawn, names):
    """Colour, dash and name of each scheme; what is left over is not drawn."""
    style = style_of(names[0])
    for i, parts in enumerate(zip(bands, drawn, names, strict=True)):
        for part in parts:
            part.set_visible(i < len(r.entries))
    for entry, band, line, name in zip(r.entries, bands, drawn, names, strict=False):
        color, dash = style.start_style(entry.scheme.name)
        line.set(
            color=color, linestyle=dash if entry.label == entry.scheme.name else style.FANS[entry.scheme.fan]
        )
        band.set_facecolor(color)
        name.set(text=entry.label, color=color)


def paint(before, pinned):
    """A pinned run has the colours of its schemes: six grey lines could not be told apart."""
    style = style_of(before[0])
    for line, entry in zip(before, pinned.entries if pinned else (), strict=False):
        line.set_color(style.start_style(entry.scheme.name)[0])


def by_layer(ax, title, color, ends="right", xlabel=""):
    """A drawing whose results are (result, [values (layers × seeds) of each scheme]); names stand at one end."""
    plain(ax, title, color, xlabel)
    layers, decades = Layers(ax, ticks=bool(xlabel)), Decades(ax, low=-4, high=1)
    decades.STRIDE = 2
    (bands, drawn, names), (before, remember) = lines(ax), pinned_lines(ax, MOST, marker="s")
    if ends == "left":
        ax.yaxis.tick_right()
        for name in names:
            name.set_ha("right")

    def move(result, pinned=None):
        r, values = result
        dress(r, bands, drawn, names)
        paint(before, pinned and pinned[0])
        if r.step == 0:
            decades.reset()
        parts = [quantiles(each) for each in values]
        old = [] if pinned is None else [quantiles(each)[1] for each in pinned[1]]
        decades.fit(np.concatenate([part.ravel() for part in (*parts, *old)]))
        remember([(np.arange(1, 1 + len(middle)), decades.place(middle)) for middle in old])
        layers.fit(len(r.widths) - 1)
        heights = []
        for part, band, line in zip(parts, bands, drawn, strict=False):
            low, middle, high = (decades.place(q) for q in part)
            k = np.arange(1, len(middle) + 1)
            band.set_xy(outline(k, low, high))
            line.set_data(k, middle)
            heights.append(middle[-1] if ends == "right" else middle[0])
        x = len(values[0]) + 0.25 if ends == "right" else 0.4
        set_apart(ax, names, x, heights)

    return Drawing(move, bands=bands, before=before, medians=drawn, names=names)


def losses(ax):
    style = style_of(ax)
    plain(ax, "Loss, median over the seeds", style.TEXT, "updates")
    steps = Steps(ax)
    (bands, drawn, names), (note, say) = lines(ax), above(ax)
    before, remember = pinned_lines(ax, MOST, marker="s", markevery=[-1])
    guessing = ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    ax.set_ylim(0, 1)

    def move(r, pinned=None):
        dress(r, bands, drawn, names)
        paint(before, pinned)
        steps.mark(r.rates.changes)
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        ax.set_xlim(0, steps.end)
        say(np.concatenate([rows.ravel() for rows in r.losses]), 1)
        guessing.set_ydata([r.guessing] * 2)
        ends = []
        for n, rows, band, line in zip(r.steps, r.losses, bands, drawn, strict=False):
            n, low, middle, high = curve(n, rows)
            band.set_xy(outline(n, low, high))
            line.set_data(n, middle)
            here = np.flatnonzero(np.isfinite(middle))
            ends.append(middle[here[-1]] if here.size else np.nan)
        for name, entry, rows in zip(names, r.entries, r.losses, strict=False):
            gone = int(np.isnan(rows[-1]).sum())
            name.set_text(f"{entry.label} ×{gone}" if gone else entry.label)
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


def curve(n, rows):
    """Updates, and the quantiles of the losses, as they are drawn."""
    keep = thinned(len(n), POINTS)
    return n[keep], *(q.clip(max=0.985) for q in quantiles(rows[keep]))


def boxes(width, height):
    """Signal above gradient, names on either side; the losses beside them or beneath."""
    top, title, name = 26, 34, 108
    if width < NARROW:
        h = (height - top - 2 * title - 2 * 40) / 3
        w = width - 2 * name
        return [
            (name, top, w, h),
            (name, top + h + title, w, h),
            (40, top + 2 * h + 2 * title + 38, width - 40 - name, h),
        ]
    h = (height - top - title - 40) / 2
    x = 580
    return [
        (name, top, 290, h),
        (name, top + h + title, 290, h),
        (x - 24, top, width - x - name + 24, height - top - 40),
    ]
