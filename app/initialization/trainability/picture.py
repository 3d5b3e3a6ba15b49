"""The trainability map: depth against variance, coloured by the loss; beside it the nets being trained."""

from urllib.parse import urlencode

import matplotlib
import numpy as np
from matplotlib.patheffects import withStroke

from app.experiment.words import number
from app.pictures.axes import plain
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.hand import Handle
from app.pictures.prepared import joined
from app.pictures.style import style_of
from app.widgets.picture import NARROW

MEMBERS = 64  # lines of nets in training, at most: 8 variances × 8 seeds


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    cells, strip, live = layout(fig, boxes(width, height))
    scale(strip)
    return Drawing.together(map=(heat(cells), whole), training=(training(live), whole))


def colors(style):
    cmap = matplotlib.colormaps[style.LOSSES].with_extremes(over=style.WORSE, bad=style.LANE)
    return {"cmap": cmap, "vmin": 0, "vmax": 1.001}


def box(style):
    """Behind words on a picture."""
    return {"facecolor": style.PAPER, "alpha": 0.85, "lw": 0, "pad": 1.5}


def heat(ax):
    """The cells, theory's 6 ξ_c over them, and a cross where seeds diverged."""
    style = style_of(ax)
    plain(ax, "Loss after T updates", style.TEXT, r"$\sigma_w^2$   (n × variance of a weight)")
    ax.grid(False)
    ax.set_ylabel("depth", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    image = ax.imshow([[np.nan]], origin="lower", aspect="auto", interpolation="nearest", **colors(style))
    halo = [withStroke(linewidth=4.5, foreground=style.PAPER)]
    (theory,) = ax.plot([], [], color=style.THEORY, lw=2, ls=(0, (4, 2)), path_effects=halo)
    name = ax.text(0, 0, r"theory $6\,\xi_c$", fontsize=style.points(style.LABEL_SIZE), bbox=box(style))
    (lost,) = ax.plot([], [], ls="", marker="x", ms=5, mew=1.5, color=style.LOST)

    def move(r, pinned=None):
        x, dx = np.log2(r.variances), np.diff(np.log2(r.variances[:2]))[0]
        dy = (r.depths[-1] - r.depths[0]) / (len(r.depths) - 1)
        extent = (x[0] - dx / 2, x[-1] + dx / 2, r.depths[0] - dy / 2, r.depths[-1] + dy / 2)
        image.set_data(np.where(np.isinf(r.shown), 9, r.shown))
        image.set_extent(extent)
        ax.set_xlim(extent[:2])
        ax.set_ylim(extent[2:])
        ticks = np.arange(np.ceil(extent[0]), np.floor(extent[1]) + 1)
        ax.set_xticks(ticks, [number(2.0**t, 4) for t in ticks])
        theory.set_data(np.log2(r.theory_variances), np.minimum(r.theory, 10 * extent[3]))
        shallow = np.flatnonzero(r.theory < extent[3])
        name.set_visible(bool(shallow.size))
        if shallow.size:  # the label stands above the line, on the side where it is lower
            at = shallow[np.argmin(np.abs(r.theory[shallow] - 0.7 * extent[3]))]
            rises = at > 0 and r.theory[at - 1] < r.theory[at]
            side, room = ("right", -0.4) if rises and at > len(r.theory) // 5 else ("left", 0.4)
            name.set_horizontalalignment(side)
            name.set_position((np.log2(r.theory_variances[at]) + room * dx, r.theory[at] + 0.4 * dy))
        rows, columns = np.nonzero(r.diverged)
        lost.set_data(x[columns], r.depths[rows])

    cell = Handle(ax, open_above, "pointer", "Press a cell to see such a net in the first picture")
    return Drawing(move, image=image, diverged=lost, theory=theory, name=name).with_handles(cell=cell)


def open_above(x, y, r):
    """A link that shows the net of a cell in the lesson's first panel."""
    i = np.argmin(np.abs(np.log2(r.variances) - x))
    s, depth = r.settings, int(r.depths[np.argmin(np.abs(r.depths - y))])
    settings = {"depth": depth, "width": s["width"], "variance": r.variances[i] / s["width"]}
    return "?" + urlencode(
        {f"signal.{k}": v for k, v in settings.items()} | {"signal.activation": s["activation"]}
    )


def scale(ax):
    """What the colours mean: a strip, drawn once."""
    style = style_of(ax)
    values = np.linspace(0, 1.12, 200)[:, None]
    ax.imshow(values, origin="lower", aspect="auto", extent=(0, 1, 0, 1.12), **colors(style))
    ax.set_xticks([])
    ax.yaxis.tick_right()
    size = style.points(style.TICK_SIZE)
    ax.set_yticks([0, 0.5, 1, 1.09], ["0 learnt", "half", "guessing", "worse"], fontsize=size)
    ax.tick_params(length=3, color=style.MUTED)
    ax.spines[:].set_color(style.GRID)


def training(ax):
    """The losses of the nets being trained, as shares of guessing."""
    style = style_of(ax)
    plain(ax, "Being trained now", style.PARAMETER, "updates")
    ax.set_ylim(0, 1.5)
    ax.set_yticks([0, 0.5, 1], ["learnt", "half", "guessing"])
    guessing = ax.axhline(1, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    words = ax.text(0.02, 0.98, "", transform=ax.transAxes, va="top", fontsize=style.points(style.LABEL_SIZE))
    words.set_bbox(box(style))  # losses run beneath it
    (lines,) = ax.plot([], [], color=style.PARAMETER, lw=1, alpha=0.6)

    def move(r, pinned=None):
        ax.set_xlim(0, r.settings["updates"])
        words.set_text(f"depth {r.now_depth}" if r.now_depth else "whole: these came last")
        losses = np.minimum(r.now_losses[:, :MEMBERS], 1.48)
        lines.set_data(*joined(r.now_steps, losses))

    return Drawing(move, guessing=guessing, lines=lines, words=words)


def boxes(width, height):
    """Map and strip, and the nets in training beside them or beneath."""
    left, top, foot, strip, names = 50, 26, 44, 14, 62
    if width < NARROW:
        below = 130
        h = height - top - foot - below - 28 - 40
        w = width - left - strip - names - 18
        return [
            (left, top, w, h),
            (left + w + 8, top, strip, h),
            (left + 16, height - below - 40, width - left - 28, below),
        ]
    w, h = (width - left) * 0.54, height - top - foot
    x = left + w + strip + names + 76
    return [(left, top, w, h), (left + w + 8, top, strip, h), (x, top, width - x - 12, h)]
