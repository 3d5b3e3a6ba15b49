"""All sets of switches sorted by what came of them, which switches are on beneath; and each switch alone and last."""

import numpy as np

from app.pictures.axes import pinned_line, plain
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.took_off.factorial.experiment import ENOUGH
from app.took_off.switches import NAMES, SETS
from app.widgets.picture import NARROW

LOW, HIGH = 0.4, 1.03  # of the axis of shares
TICKS = [0.5, 0.75, 1.0]


def picture(fig):
    """Sets are columns on a wide picture, rows on a narrow one, the best on top."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    narrow = width < NARROW
    outcomes, matrix, effects = layout(fig, boxes(width, height))
    return Drawing.together(
        outcomes=(dots(outcomes, narrow), whole),
        switches=(switches(matrix, narrow), whole),
        effects=(arrows(effects), whole),
    )


def place(narrow, rank, value):
    """Data for a line, whichever way the sets run."""
    return (value, rank) if narrow else (rank, value)


def dots(ax, narrow):
    """Every seed, and the median, a triangle where the compared switch is on; × for what has diverged."""
    style = style_of(ax)
    title = "Share right in the end: ▲ with, ○ without" if not narrow else "Right: ▲ with, ○ without"
    plain(ax, title, style.TEXT)
    along, across = ("y", "x") if narrow else ("x", "y")
    ax.set(**{f"{along}lim": (-0.7, len(SETS) - 0.3), f"{along}ticks": [], f"{across}lim": (LOW, HIGH)})
    ax.set(**{f"{across}ticks": TICKS, f"{across}ticklabels": [f"{t:.0%}" for t in TICKS]})
    enough = (ax.axvline if narrow else ax.axhline)(ENOUGH, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    (seeds,) = ax.plot([], [], ls="", marker="o", ms=2.6, color=style.MUTED, alpha=0.7, mew=0)
    before = pinned_line(ax, ls="", marker="s")
    compared = (style.SECOND, "^"), (style.FORWARD, "o")  # the switch that is compared: on, off
    medians = [
        ax.plot([], [], ls="", marker=m, ms=8, color=c, mec=style.PAPER, mew=0.8)[0] for c, m in compared
    ]
    medians[1].set(mfc=style.PAPER, mec=style.FORWARD, mew=1.8)
    (lost,) = ax.plot([], [], ls="", marker="x", ms=6, mew=1.6, color=style.TEXT)

    def move(r, pinned=None):
        order, rank = r.order, np.arange(len(SETS))
        shares, m, on = r.shares[order], r.medians[order], r.on(r.compared)[order]
        seeds.set_data(*place(narrow, np.repeat(rank, shares.shape[1]), np.maximum(shares, LOW).ravel()))
        for line, side in zip(medians, (on, ~on), strict=True):
            line.set_data(*place(narrow, rank[side], np.maximum(m[side], LOW)))
        old = np.full(len(SETS), np.nan) if pinned is None else pinned.medians[order]
        before.set_data(*place(narrow, rank, np.maximum(old, LOW)))
        gone = rank[r.done[order] & np.isnan(shares).any(axis=1)]
        lost.set_data(*place(narrow, gone, np.full(len(gone), LOW + 0.02)))

    return Drawing(move, enough=enough, seeds=seeds, before=before, off=medians[1], on=medians[0], lost=lost)


def switches(ax, narrow):
    """A dot for each switch that is on; pale for sets that are still to come."""
    style = style_of(ax)
    plain(ax, "", style.TEXT)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    along, across = ("y", "x") if narrow else ("x", "y")
    n = len(NAMES)
    ax.set(**{f"{along}lim": (-0.7, len(SETS) - 0.3), f"{along}ticks": [], f"{across}lim": (-0.6, n - 0.4)})
    places = np.arange(n) if narrow else np.arange(n)[::-1]
    ax.set(**{f"{across}ticks": places, f"{across}ticklabels": [*NAMES.values()]})
    ax.tick_params(length=0)
    if narrow:
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", rotation=90)
    off, coming, on = (
        ax.plot([], [], ls="", marker="o", ms=size, color=color, mew=0)[0]
        for size, color in ((3, style.GRID), (6, style.GRID), (7, style.TEXT))
    )
    (compared,) = ax.plot([], [], ls="", marker="^", ms=7.5, color=style.SECOND, mew=0)

    def move(r, pinned=None):
        order = r.order
        lit, rank = np.array(SETS)[order], np.arange(len(SETS))[:, None] + np.zeros(n)
        where = np.broadcast_to(places, lit.shape)
        done, mine = r.done[order][:, None], np.arange(n) == r.compared
        for line, chosen in (
            (off, ~lit),
            (coming, lit & ~done),
            (on, lit & done & ~mine),
            (compared, lit & done & mine),
        ):
            line.set_data(*place(narrow, rank[chosen], where[chosen]))

    return Drawing(move, off=off, coming=coming, on=on, compared=compared)


def arrows(ax):
    """For each switch a line from what is without it to what is with it: in 1986, and as the last of five."""
    style = style_of(ax)
    plain(ax, "Alone ● and last ▲", style.TEXT)
    n = len(NAMES)
    ax.set(xlim=(LOW, HIGH), ylim=(-0.75, n - 0.3), yticks=[], xticks=TICKS)
    ax.set_xticklabels([f"{t:.0%}" for t in TICKS])
    size, looks = (
        style.points(style.LABEL_SIZE),
        ((style.FORWARD, "solid", "o", 0.1), (style.TEXT, (0, (4, 2)), "^", -0.18)),
    )
    names = [
        ax.text(LOW + 0.01, i + 0.42, name, fontsize=size, va="center")
        for i, name in enumerate(reversed(NAMES.values()))
    ]
    lines = [
        [ax.plot([], [], color=c, ls=d, lw=2, marker=m, ms=7, markevery=[-1])[0] for _ in range(n)]
        for c, d, m, _ in looks
    ]

    heights = [n - 1 - np.arange(n) + up for *_, up in looks]
    before = pinned_line(ax, ls="", marker="s", ms=6)

    def move(r, pinned=None):
        for group, ys, all_ends in zip(lines, heights, ends(r), strict=True):
            for line, y, pair in zip(group, ys, all_ends, strict=True):
                line.set_data(*((pair, [y, y]) if np.isfinite(pair).all() else ([], [])))
        old = np.empty((2, 0, 2)) if pinned is None else ends(pinned)
        before.set_data(old[..., 1].ravel(), np.ravel(heights)[: old[..., 1].size])

    return Drawing(move, before=before, alone=lines[0], last=lines[1], names=names)


def ends(r):
    """Without and with each switch: (alone and last × switches × 2)."""
    sides = [[r.medians[~r.on(i)], r.medians[r.on(i)]] for i in range(len(NAMES))]
    return np.maximum(np.array(sides)[..., [0, -1]].transpose(2, 0, 1), LOW)


def boxes(width, height):
    """Outcomes, the matrix beneath or beside them, and the effects."""
    top, foot, names = 26, 30, 96
    if width < NARROW:
        below = 220
        h = height - 96 - foot - below - top - 40
        return [
            (names + 46, 96, width - names - 60, h),
            (8, 96, names + 30, h),
            (14, height - below - foot, width - 28, below),
        ]
    matrix, side = 104, 190
    w, h = width - names - side - 40, height - top - matrix - foot + 14
    return [
        (names, top, w, h),
        (names, top + h + 6, w, matrix),
        (names + w + 30, top, side, height - top - foot),
    ]
