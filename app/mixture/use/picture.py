"""Samples and intervals at the slider, coverage on held-out data, and the facies, each beside the exact answer."""

import numpy as np
from matplotlib.patches import Rectangle

from app.mixture.inverse import AI_AXIS
from app.mixture.use.experiment import NOMINAL
from app.pictures.axes import label, pinned_line, plain
from app.pictures.density.cut import Peak
from app.pictures.drawing import Drawing, columns, layout, whole
from app.pictures.style import style_of

BINS, MOST = 45, 6


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    here, cover, rock = layout(fig, columns(width, height, left=44, shares=(1.3, 0.85, 0.85)))
    return Drawing.together(
        here=(at_slider(here), whole), coverage=(coverage(cover), whole), facies=(facies(rock), whole)
    )


def at_slider(ax):
    """A histogram of samples, the densities, and the smallest sets as bars beneath."""
    style = style_of(ax)
    plain(ax, "Samples and smallest sets", style.FORWARD, "porosity φ")
    peak = Peak(lambda end: (ax.set_ylim(-0.25 * end, end), ax.set_yticks([0, end / 2, end])))
    bars = ax.bar(np.zeros(BINS), np.zeros(BINS), color=style.DENSITY, width=1)
    (true,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (net,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    before = pinned_line(ax)
    rocks = [label(ax, color=color, va="bottom", ha="center") for color, *_ in style.ROCKS.values()]
    sets = [
        [ax.add_patch(Rectangle((0, 0), 0, 0, fc=color, ec=edge, lw=1.2)) for _ in range(MOST)]
        for color, edge in ((style.FORWARD, style.FORWARD), (style.PAPER, style.THEORY))
    ]
    names = [
        label(ax, t, color=c, va="center", ha="left")
        for t, c in (("net", style.FORWARD), ("exact", style.THEORY))
    ]

    def move(r, pinned=None):
        low, high = r.fine[0], r.fine[-1]
        ax.set_xlim(low, high)
        p, exact = np.nan_to_num(r.parts.sum(axis=0)), r.exact_parts.sum(axis=0)
        counts, edges = np.histogram(r.samples, BINS, (low, high))
        counts = counts / (len(r.samples) * (edges[1] - edges[0]))
        end = peak.fit(max(exact.max(), min(p.max(), 4 * max(exact.max(), 1)), counts.max()) * 1.05)
        for bar, count, edge in zip(bars, counts, edges, strict=False):
            bar.set(x=edge, width=edges[1] - edges[0], height=count)
        true.set_data(r.fine, exact)
        net.set_data(r.fine, p)
        before.set_data(*([], []) if pinned is None else (pinned.fine, pinned.parts.sum(axis=0)))
        for text, part, rock, share in zip(rocks, r.exact_parts, style.ROCKS, r.shares, strict=True):
            text.set_text(rock if share > 0.005 else "")
            inside = np.clip(r.fine[part.argmax()], low + 0.1 * (high - low), high - 0.1 * (high - low))
            text.set_position((inside, min(part.max() * 1.05, 0.9 * end)))
        for row, (group, found) in enumerate(zip(sets, (r.set_net, r.set_exact), strict=True)):
            for patch, part in zip(group, [*found, *([(low, low)] * MOST)], strict=False):
                patch.set_bounds(part[0], -end * (0.1 + 0.1 * row), part[1] - part[0], end * 0.06)
                patch.set_visible(part[1] > part[0])
            names[row].set_position((low + 0.01 * (high - low), -end * (0.07 + 0.1 * row)))

    return Drawing(
        move,
        samples=bars,
        exact=true,
        before=before,
        density=net,
        set_net=sets[0],
        set_exact=sets[1],
        names=names,
        rocks=rocks,
    )


def coverage(ax):
    """How often the truth lies in a set of each probability: on the diagonal the net knows what it knows."""
    style = style_of(ax)
    plain(ax, "Coverage, measured", style.FORWARD, "probability of the set")
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    (honest,) = ax.plot([0, 1], [0, 1], color=style.MUTED, lw=1)
    (true,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (net,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN, marker="o", ms=3.5)
    (here,) = ax.plot([], [], color=style.TEXT, lw=1)
    before = pinned_line(ax)

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else (NOMINAL, pinned.coverage))
        true.set_data(NOMINAL, r.coverage_exact)
        net.set_data(NOMINAL, r.coverage)
        here.set_data([r.settings["share"]] * 2, [0, 1])

    return Drawing(move, honest=honest, here=here, exact=true, before=before, net=net)


def facies(ax):
    """P(soft sand | AI) from the kernels and exactly."""
    style = style_of(ax)
    plain(ax, "P(soft sand | AI)", style.FORWARD, AI_AXIS)
    ax.set(ylim=(-0.03, 1.03), yticks=[0, 0.5, 1])
    (true,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (net,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    (here,) = ax.plot([], [], color=style.TEXT, lw=1)
    name = label(ax, "dashed: exact", color=style.THEORY, va="top", ha="right")
    before = pinned_line(ax)

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else (pinned.x, np.clip(pinned.soft, 0, 1)))
        ax.set_xlim(r.x[0], r.x[-1])
        name.set_position((r.x[-1], 1.0))
        true.set_data(r.x, r.exact_soft)
        net.set_data(r.x, np.clip(r.soft, 0, 1))
        here.set_data([r.at, r.at], [0, 1])

    return Drawing(move, here=here, before=before, net=net, exact=true, name=name)
