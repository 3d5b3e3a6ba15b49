"""Plateaus: median losses for each ε, and how long each took against log ε, every seed a dot."""

import matplotlib
import numpy as np

from app import style
from app.experiments.plateau import EPSILONS, LEARNT
from app.widgets.picture import NARROW

from .axes import plain, power
from .curves import SEGMENTS, Steps
from .drawing import Drawing, layout

EXPONENTS = np.log10(EPSILONS)


def plateau(fig):
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    loss, law = layout(fig, boxes(width, height))
    return Drawing.together((losses(loss), lambda r: r), (updates(law), lambda r: r))


def shades():
    return matplotlib.colormaps["cividis"](np.linspace(0, 0.85, len(EPSILONS)))


def losses(ax):
    plain(ax, "Loss, median of the seeds, for each ε", style.TEXT, "updates")
    steps = Steps(ax)
    ax.set_ylim(0, 0.8)
    goal = ax.axhline(LEARNT, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    goal_name = ax.text(
        1, LEARNT, "learnt", transform=ax.get_yaxis_transform(), ha="right", va="bottom", color=style.MUTED
    )
    lines = [ax.plot([], [], lw=1.8, color=shade)[0] for shade in shades()]
    size = style.points(11)
    goal_name.set_fontsize(size)
    names = [ax.text(0, 0, "", fontsize=size, ha="center", va="bottom") for _ in lines]

    def move(r, pinned=None):
        steps.fit(r.step, r.step == 0)
        keep = np.unique(np.linspace(0, r.step, min(r.step + 1, SEGMENTS)).round().astype(int))
        for i, (line, name) in enumerate(zip(lines, names, strict=True)):
            line.set_data(r.steps[keep], r.losses[keep, i].clip(max=0.79))
            under = np.flatnonzero(r.losses[:, i] < 0.2)
            name.set_visible(bool(under.size) and i % 3 == 0)
            if under.size:
                name.set(text=power(int(EXPONENTS[i])), position=(under[0], 0.2))

    return Drawing([goal, goal_name, *lines, *names], move)


def updates(ax):
    plain(ax, "Updates until learnt", style.TEXT, "noise ε")
    ax.set_xlim(-12.5, 0.5)
    ax.set_xticks([-12, -9, -6, -3, 0], [power(e) for e in (-12, -9, -6, -3, 0)])
    (dots,) = ax.plot([], [], ls="", marker="o", ms=3, color=style.MUTED, alpha=0.5)
    (medians,) = ax.plot([], [], color=style.PARAMETER, lw=0.6, marker="s", ms=5)
    (theory,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    words = ax.text(0.98, 0.97, "", transform=ax.transAxes, ha="right", va="top")
    words.set_fontsize(style.points(style.LABEL_SIZE))

    def move(r, pinned=None):
        through = np.isfinite(r.first)
        jitter = np.linspace(-0.25, 0.25, r.first.shape[1]) if r.first.shape[1] > 1 else np.zeros(1)
        dots.set_data((EXPONENTS[:, None] + jitter)[through], r.first[through])
        middle = r.medians
        here = np.isfinite(middle)
        medians.set_data(EXPONENTS[here], middle[here])
        highest = r.first[through].max(initial=100)
        ax.set_ylim(0, next(t for t in (200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4) if highest * 1.1 <= t))
        anchored = r.a_decade is not None and here[8]  # at ε = 1e-4
        small = EXPONENTS[:11]
        theory.set_data(*([small, middle[8] - r.a_decade * (small + 4)] if anchored else ([], [])))
        words.set_text("■ median   • a seed" + ("\ndashed: theory’s slope" if anchored else ""))

    return Drawing([dots, medians, theory, words], move)


def boxes(width, height):
    left, top, foot = 46, 26, 44
    if width < NARROW:
        h = (height - 2 * (top + foot)) / 2
        return [(left, top, width - left - 12, h), (left, 2 * top + h + foot, width - left - 12, h)]
    w = width * 0.5 - left - 12
    return [(left, top, w, height - top - foot), (width / 2 + left, top, w, height - top - foot)]
