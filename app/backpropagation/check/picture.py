"""Errors of each gradient array against central differences, and the worst of them against ε."""

import numpy as np

from app.backpropagation.check.experiment import FAILS, SWEEP
from app.experiment.words import power
from app.pictures.axes import Decades, plain
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.widgets.picture import NARROW

NAMED = 15  # at this ε of the sweep the two curves are far apart
ARRAYS = ("dW[3]", "db[3]", "dW[2]", "db[2]", "dW[1]", "db[1]")  # in the order computed


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    arrays, sweep = layout(fig, boxes(width, height))
    return Drawing.together(arrays=(errors(arrays), whole), sweep=(against_epsilon(sweep), whole))


def errors(ax):
    style = style_of(ax)
    plain(ax, "← Error of each array", style.BACKWARD)
    ax.set(xlim=(-0.5, 5.5), xticks=range(6))
    ax.set_xticklabels(ARRAYS)
    decades = Decades(ax, low=-12, high=2)
    fails = ax.axhline(np.log10(FAILS), color=style.MUTED, lw=1, ls=(0, (1, 2)))
    size = style.points(11)
    ax.text(
        5.45, np.log10(FAILS) + 0.1, "wrong above", ha="right", va="bottom", color=style.MUTED, fontsize=size
    )
    (good,) = ax.plot([], [], ls="", marker="o", ms=10, color=style.CRITICAL)
    (bad,) = ax.plot([], [], ls="", marker="X", ms=13, color=style.SECOND)
    (unknown,) = ax.plot([], [], ls="", marker="$?$", ms=12, color=style.MUTED)

    def move(r, pinned=None):
        values = np.array([check.error if r.looked else np.nan for check in r.checks])
        decades.fit(values)
        x, y, wrong = np.arange(6), decades.place(values), values > FAILS
        good.set_data(x[~wrong], y[~wrong])
        bad.set_data(x[wrong], y[wrong])
        nothing = np.array([not (check.checked and r.looked) for check in r.checks])
        unknown.set_data(x[nothing], np.full(nothing.sum(), np.log10(FAILS) - 1))

    return Drawing(move, fails=fails, right=good, wrong=bad, unknown=unknown)


def against_epsilon(ax):
    style = style_of(ax)
    plain(ax, "Worst error against ε", style.TEXT, "ε")
    ax.set_xlim(-12.2, 0.2)
    ax.set_xticks([-12, -9, -6, -3, 0], [power(e) for e in (-12, -9, -6, -3, 0)])
    decades = Decades(ax, low=-12, high=2)
    dash = (0, (5, 2))
    looks = {"float64": (style.PARAMETER, "solid", "."), "float32": (style.MUTED, dash, "^")}
    lines = [
        ax.plot([], [], color=c, ls=ls, lw=style.MEDIAN, marker=m, ms=6)[0] for c, ls, m in looks.values()
    ]
    (here,) = ax.plot([], [], ls="", marker="o", ms=9, color=style.FORWARD)
    size = style.points(style.LABEL_SIZE)
    names = [
        ax.text(0, 0, name, ha="left", va="bottom", fontsize=size, color=color, fontweight="bold")
        for name, (color, *_) in looks.items()
    ]
    words = [
        ax.text(x, y, text, transform=ax.transAxes, ha=ha, va="top", fontsize=size, color=style.MUTED)
        for x, y, ha, text in (
            (0.03, 0.3, "left", "round-off ∝ 1/ε"),
            (0.98, 0.97, "right", "truncation ∝ ε²"),
        )
    ]

    def move(r, pinned=None):
        now = max((check.error for check in r.checks if check.checked and r.looked), default=np.nan)
        decades.fit(np.append(r.sweep, now))
        for line, name, errors in zip(lines, names, (r.sweep, r.single), strict=True):
            x, y = np.log10(SWEEP[: len(errors)]), decades.place(errors)
            line.set_data(x, y)
            name.set_visible(len(x) > NAMED and np.isfinite(y[NAMED]))
            if name.get_visible():
                name.set_position((x[NAMED], y[NAMED] + 0.5))
        first, second = names
        (x, y), under = first.get_position(), second.get_position()[1]
        close = second.get_visible() and abs(y - under) < 1.2
        first.set_text(
            "float64 and" if close else "float64"
        )  # both as wrong: two lines of words beneath the line
        if close:
            first.set_position((x, y - 2.2))
            second.set_position((x, y - 3.4))
        here.set_data([np.log10(r.settings["epsilon"])], decades.place(np.array([now])))

    return Drawing(move, lines=lines, here=here, names=names, words=words)


def boxes(width, height):
    left, top, foot = 48, 26, 44
    if width < NARROW:
        h = (height - 2 * (top + foot)) / 2
        return [(left, top, width - left - 10, h), (left, 2 * top + h + foot, width - left - 10, h)]
    w = width / 2 - left - 14
    return [(left, top, w, height - top - foot), (width / 2 + left, top, w, height - top - foot)]
