"""Histograms as ridges, a layer above the other: median over the seeds, band from the 10th to the 90th percentile."""

import numpy as np
from matplotlib.patches import Polygon

from app.experiment.words import number, percent, power
from app.initialization.histograms.experiment import BINS, RIDGES
from app.pictures.axes import plain
from app.pictures.drawing import Drawing, layout
from app.pictures.prepared import outline, quantiles
from app.pictures.style import style_of
from app.widgets.picture import NARROW

OVERLAP = 1.35  # a ridge may reach into the one above


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    left, right = layout(fig, boxes(width, height))
    return Drawing.together(left=(ridges(left), lambda r: r.left), right=(ridges(right), lambda r: r.right))


def ridges(ax):
    """A drawing whose results are `Ridges`: the axis of layers runs upwards, as the signal does."""
    style = style_of(ax)
    colors = dict.fromkeys(("Z", "A"), style.FORWARD) | dict.fromkeys(("dZ", "dW"), style.BACKWARD)
    colors["W"] = style.PARAMETER
    plain(ax, "", style.TEXT)
    ax.grid(False)
    ax.set_ylabel("layer k", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    size = style.points(11)
    title = ax.text(
        0, 1.02, "", transform=ax.transAxes, fontsize=style.points(style.AXIS_SIZE), fontweight="bold"
    )
    bands = [
        ax.add_patch(Polygon([[0, 0]], closed=True, alpha=style.SINGLE_ALPHA, lw=0)) for _ in range(RIDGES)
    ]
    bodies = [ax.add_patch(Polygon([[0, 0]], closed=True, lw=1, ec=style.PAPER)) for _ in range(RIDGES)]
    zeros = [
        ax.text(1.01, 0, "", transform=ax.get_yaxis_transform(), fontsize=size, color=style.MUTED)
        for _ in range(RIDGES)
    ]
    middle = ax.axvline(0, color=style.GRID, lw=0.8)

    def move(r, pinned=None):
        color, k = colors[r.what], r.layers
        gap = float(np.diff(k).min()) if len(k) > 1 else 1.0
        x = np.repeat(r.edges, 2)[1:-1]
        ax.set_xlim(r.edges[0], r.edges[-1])
        ax.set_ylim(k[0] - 0.15 * gap, k[-1] + OVERLAP * gap)
        ax.set_yticks(k, [str(n) for n in k])
        low, high = r.edges[0], r.edges[-1]
        ticks = np.arange(low, high + 1, -(-(high - low) // 5)) if r.log else np.array([low, 0, high])
        ax.set_xticks(ticks, [power(int(t)) if r.log else number(t, 4) for t in ticks])
        title.set(text=f"|{r.what}[k]|" if r.log else f"{r.what}[k]", color=color)
        for i in range(RIDGES):
            there = i < len(k)
            for artist in (bands[i], bodies[i], zeros[i]):
                artist.set_visible(there)
            if not there:
                continue
            low, median, high = (np.repeat(q, 2) for q in quantiles(r.shares[i]))
            scale = OVERLAP * gap / max(high.max(), 1 / BINS)
            bands[i].set_xy(outline(x, k[i] + low * scale, k[i] + high * scale))
            bodies[i].set_xy(outline(x, np.full(len(x), float(k[i])), k[i] + median * scale))
            for artist in (bands[i], bodies[i]):
                artist.set(facecolor=color, zorder=20 - i)
            bodies[i].set_alpha(0.75)
            zeros[i].set_position((1.01, k[i]))
            zeros[i].set_text(f"{percent(r.zeros[i])} zero" if r.zeros[i] > 0.005 else "")

    return Drawing(
        move,
        zero=middle,
        ridges=[(bodies[i], bands[i]) for i in reversed(range(RIDGES))],  # the upper ones lie behind
        title=title,
        zeros=zeros,
    )


def boxes(width, height):
    left, top, foot, zeros = 46, 24, 26, 58
    if width < NARROW:
        h = (height - 2 * (top + foot)) / 2
        return [(left, top + i * (h + top + foot), width - left - zeros, h) for i in range(2)]
    step = width / 2
    return [(left + i * step, top, step - left - zeros, height - top - foot) for i in range(2)]
