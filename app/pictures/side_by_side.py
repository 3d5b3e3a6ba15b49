"""Nets side by side: signal forward, gradient back, and losses, with a line for each; every line carries its name."""

import numpy as np
from matplotlib.patches import Polygon

from app.pictures.axes import Decades, Layers, pinned_lines, plain, set_apart
from app.pictures.curves import Steps, above
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.prepared import outline, quantiles, thinned
from app.pictures.style import style_of
from app.widgets.picture import NARROW

POINTS = 150  # of each loss at the most


def picture(fig, most, decades=(-4, 1), theory=None):
    """Draws results as of `app.initialization.side_by_side`.

    :param most: nets in one picture
    :param decades: the exponents between which signal and gradient begin
    :param theory: function(result) -> what is expected of the signal and of the gradient of each net; None: nothing is
    """
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    signal, gradient, loss = layout(fig, boxes(width, height))
    narrow = width < NARROW
    forward, back = "Signal forward →   std of A[k]", "← Gradient back   RMS of dZ[k]"
    if narrow:  # a longer title would reach the numbers on the right
        forward, back = "Signal →  std of A[k]", "←  RMS of dZ[k]"
    common = {"most": most, "limits": decades, "theory": theory is not None, "narrow": narrow}
    theory = theory or (lambda r: (None, None))
    return Drawing.together(
        signal=(
            by_layer(signal, forward, style.FORWARD, **common),
            lambda r: (r, r.signal, theory(r)[0]),
        ),
        gradient=(
            by_layer(gradient, back, style.BACKWARD, ends="left", xlabel="layer k", **common),
            lambda r: (r, r.gradient, theory(r)[1]),
        ),
        loss=(losses(loss, most), whole),
    )


def lines(ax, most):
    """A band, a line and a name for each of the nets."""
    style = style_of(ax)
    bands = [
        ax.add_patch(Polygon([[0, 0]], closed=True, alpha=style.BAND_ALPHA / 2, lw=0)) for _ in range(most)
    ]
    drawn = [ax.plot([], [], lw=style.MEDIAN)[0] for _ in range(most)]
    size = style.points(style.LABEL_SIZE)
    names = [ax.text(0, 0, "", fontsize=size, va="center", clip_on=False) for _ in range(most)]
    return bands, drawn, names


def dress(r, bands, drawn, names):
    """Colour, dash and name of each net; what is left over is not drawn."""
    style = style_of(names[0])
    for i, parts in enumerate(zip(bands, drawn, names, strict=True)):
        for part in parts:
            part.set_visible(i < len(r.labels))
    looks = zip(r.labels, r.looks(style), strict=True)
    for (label, (color, dash)), band, line, name in zip(looks, bands, drawn, names, strict=False):
        line.set(color=color, linestyle=dash)
        band.set_facecolor(color)
        name.set(text=label, color=color)


def paint(lines, r):
    """A pinned run has the colours of its nets: six grey lines could not be told apart."""
    for line, (color, _) in zip(lines, r.looks(style_of(lines[0])) if r else (), strict=False):
        line.set_color(color)


def by_layer(ax, title, color, most, limits, theory, narrow, ends="right", xlabel=""):
    """A drawing whose results are (result, [values (layers × seeds) of each net], [theory (layers) of each net]);
    names stand at one end."""
    plain(ax, title, color, xlabel)
    layers, decades = Layers(ax, ticks=bool(xlabel)), Decades(ax, *limits)
    decades.STRIDE = 2 if limits[1] < 4 else 4
    (bands, drawn, names), (before, remember) = (
        lines(ax, most),
        pinned_lines(ax, most, marker="s", markevery=5),
    )
    dashed = [ax.plot([], [], lw=1.2, ls=(0, (2, 2)), alpha=0.8)[0] for _ in range(most * theory)]
    if ends == "left":
        ax.yaxis.tick_right()
        for name in names:
            name.set_ha("right")

    def move(result, pinned=None):
        r, values, expected = result
        depth = len(r.gradient[0])
        dress(r, bands, drawn, names)
        paint(before, pinned and pinned[0])
        if r.step == 0:
            decades.reset()
        parts = [quantiles(each) for each in values]
        old = [] if pinned is None else [quantiles(each)[1] for each in pinned[1]]
        decades.fit(np.concatenate([part.ravel() for part in (*parts, *old, *(expected or ()))]))
        remember([(np.arange(1, 1 + len(middle)), decades.place(middle)) for middle in old])
        layers.fit(depth)
        if narrow and depth > 20:
            ax.set_xticks([1, (depth + 1) // 2, depth])
        heights = []
        for part, band, line in zip(parts, bands, drawn, strict=False):
            low, middle, high = (decades.place(q) for q in part)
            k = np.arange(1, len(middle) + 1)
            band.set_xy(outline(k, low, high))
            line.set_data(k, middle)
            heights.append(middle[-1] if ends == "right" else middle[0])
        for line, there in zip(dashed, expected or (), strict=True):
            line.set_data(np.arange(1, len(there) + 1), decades.place(there))
        paint(dashed, r if theory else None)
        away = max(0.25, 0.03 * depth)
        set_apart(ax, names, len(values[0]) + away if ends == "right" else 0.65 - away, heights)

    parts = {"bands": bands, "before": before, "medians": drawn, "names": names}
    return Drawing(move, **(parts | {"theory": dashed} if theory else parts))


def losses(ax, most):
    """The loss of each net, its median over the seeds, against the updates; its name counts who has diverged."""
    style = style_of(ax)
    plain(ax, "Loss, median over the seeds", style.TEXT, "updates")
    steps = Steps(ax)
    (bands, drawn, names), (note, say) = lines(ax, most), above(ax)
    before, remember = pinned_lines(ax, most, marker="s", markevery=[-1])
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
        for name, label, rows in zip(names, r.labels, r.losses, strict=False):
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
    numbers = 50  # what stands at the left of the losses
    free = width - 3 * name - numbers
    w = min(290, 0.656 * free)
    x = 2 * name + w + numbers
    return [
        (name, top, w, h),
        (name, top + h + title, w, h),
        (x, top, width - x - name, height - top - 40),
    ]
