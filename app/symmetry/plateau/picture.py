"""Plateaus: median losses for each ε, and how long each took against log ε, every seed a dot.

Of a pinned run the updates are drawn, medians only; thirteen more curves of losses would hide those of now.
"""

import matplotlib
import numpy as np

from app.experiment.words import power
from app.pictures.axes import pinned_lines, plain
from app.pictures.curves import Steps
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.prepared import thinned
from app.pictures.style import style_of
from app.symmetry.plateau.noise import EPSILONS
from app.symmetry.plateau.round_off import WIDTHS
from app.symmetry.plateau.words import middle
from app.widgets.picture import NARROW

EXPONENTS = np.log10(EPSILONS)
NAMED = 0.58  # the loss at which a curve is named
ZERO = -15.5  # where ε = 0 stands on the axis of log₁₀ ε


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    loss, law = layout(fig, boxes(width, height))
    return Drawing.together(loss=(losses(loss), whole), updates=(updates(law), whole))


def shades(style):
    return matplotlib.colormaps["cividis"](
        np.linspace(*((0.3, 1) if style.DARK else (0, 0.85)), len(EPSILONS))
    )


def losses(ax):
    style = style_of(ax)
    plain(ax, "Loss, median of the seeds, for each ε", style.TEXT, "updates")
    steps = Steps(ax)
    ax.set_ylim(0, 0.8)
    size = style.points(11)
    goals = [ax.axhline(-1, color=style.MUTED, lw=1, ls=(0, (1, 2))) for _ in range(2)]
    goal_names = [
        ax.text(1, -1, "", transform=ax.get_yaxis_transform(), ha="right", va="bottom", color=style.MUTED)
        for _ in goals
    ]
    lines = [ax.plot([], [], lw=1.8, color=shade)[0] for shade in shades(style)]
    around = {"fc": style.PAPER, "ec": "none", "pad": 0.6}
    names = [ax.text(0, NAMED, "", ha="center", va="center", bbox=around) for _ in lines]
    for text in (*goal_names, *names):
        text.set_fontsize(size)

    def move(r, pinned=None):
        steps.fit(r.step, r.step == 0)
        for goal, name, level, words in zip(
            goals, goal_names, (*r.goals, -1)[:2], words_of(r.goals), strict=True
        ):
            goal.set_ydata([level, level])
            name.set(y=level, text=words)
        keep = thinned(r.step + 1)
        for i, (line, name) in enumerate(zip(lines, names, strict=True)):
            line.set_data(r.steps[keep], r.losses[keep, i].clip(max=0.79))
            under = np.flatnonzero(r.losses[:, i] < NAMED)
            name.set_visible(bool(under.size) and i % 3 == 0 and len(r.goals) == 1)
            if under.size:
                name.set(text=power(int(EXPONENTS[i])), x=under[0])

    return Drawing(move, goals=goals, goal_names=goal_names, lines=lines, names=names)


def words_of(goals):
    return ("learnt", "") if len(goals) == 1 else ("first step", "second step")


def updates(ax):
    """Squares for the (first) step, triangles for the second; at ε = 0 what round-off did, by the number of units."""
    style = style_of(ax)
    plain(ax, "Updates until learnt", style.TEXT, "noise ε")
    ax.set_xlim(ZERO - 2, 0.5)
    ax.set_xticks([ZERO, -12, -9, -6, -3, 0], ["0", *(power(e) for e in (-12, -9, -6, -3, 0))])
    ax.axvspan(ZERO - 2, ZERO + 2, color=style.LANE, zorder=0)
    dots = [ax.plot([], [], ls="", marker="o", ms=3, color=style.MUTED, alpha=0.5)[0] for _ in range(2)]
    medians = [ax.plot([], [], color=style.PARAMETER, lw=0.6, marker=m, ms=5)[0] for m in "s^"]
    before, remember = pinned_lines(ax, len(medians), marker="s", ms=6)
    (theory,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (rounded,) = ax.plot([], [], ls="", marker="D", ms=8, mfc="none", mew=1.8, color=style.SECOND)
    size = style.points(11)
    widths = [ax.text(ZERO, 0, "", fontsize=size, ha="center", va="bottom") for _ in WIDTHS]
    words = [
        ax.text(x, y, "", transform=ax.transAxes, ha=ha, va=va, fontsize=style.points(style.LABEL_SIZE))
        for x, y, ha, va in ((0.98, 0.97, "right", "top"), (0.24, 0.03, "left", "bottom"))
    ]
    words[1].set_color(style.SECOND)

    def move(r, pinned=None):
        jitter = np.linspace(-0.25, 0.25, r.firsts.shape[2]) if r.firsts.shape[2] > 1 else np.zeros(1)
        for k, (cloud, line) in enumerate(zip(dots, medians, strict=True)):
            first = r.firsts[k] if k < len(r.goals) else np.full((len(EPSILONS), len(jitter)), np.inf)
            through = np.isfinite(first)
            cloud.set_data((EXPONENTS[:, None] + jitter)[through], first[through])
            line.set_data(*law(first))
        old = [] if pinned is None else [law(first) for first in pinned.firsts]
        remember(old)
        reached = np.concatenate([r.firsts.ravel(), r.learnt, *(level for _, level in old)])
        highest = reached[np.isfinite(reached)].max(initial=100)
        top = next(t for t in (200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4) if highest * 1.1 <= t)
        ax.set_ylim(0, top)
        anchored = r.a_decade is not None and np.isfinite(r.medians[8])  # at ε = 1e-4
        small = EXPONENTS[:11]
        theory.set_data(*([small, r.medians[8] - r.a_decade * (small + 4)] if anchored else ([], [])))
        marks = "■ median" if len(r.goals) == 1 else "■ first step, ▲ second (medians)"
        words[0].set_text(f"{marks}   • a seed" + ("\ndashed: theory’s slope" if anchored else ""))
        here = np.isfinite(r.learnt)
        rounded.set_data(np.full(here.sum(), ZERO), r.learnt[here])
        for text, n, y, shown in zip(widths, WIDTHS, r.learnt, here, strict=True):
            text.set_visible(bool(shown))
            if shown:
                text.set(y=y + 0.03 * top, text=f"{n} units")
        words[1].set_text("◇ no noise: round-off broke it" if here.any() else "")

    return Drawing(
        move,
        seeds=dots,
        before=before,
        medians=medians,
        theory=theory,
        rounded=rounded,
        widths=widths,
        words=words,
    )


def law(first):
    """(log₁₀ ε, median updates) where half of the seeds are through."""
    level = middle(first)
    here = np.isfinite(level)
    return EXPONENTS[here], level[here]


def boxes(width, height):
    left, top, foot = 46, 26, 44
    if width < NARROW:
        h = (height - 2 * (top + foot)) / 2
        return [(left, top, width - left - 12, h), (left, 2 * top + h + foot, width - left - 12, h)]
    w = width * 0.5 - left - 12
    return [(left, top, w, height - top - foot), (width / 2 + left, top, w, height - top - foot)]
