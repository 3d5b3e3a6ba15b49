"""Every weight on its way: where it began, where it is, where the next step leads; and the loss, step by step."""

import numpy as np

from app.backpropagation.descent.experiment import Descent, names
from app.backpropagation.graph.downhill import NEAR
from app.backpropagation.graph.words import short
from app.pictures.axes import pinned_line, plain
from app.pictures.curves import Steps, above, ceiling
from app.pictures.drawing import Drawing, columns, layout, whole
from app.pictures.prepared import thinned
from app.pictures.style import style_of


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    weights, loss = layout(fig, columns(width, height, left=62))
    return Drawing.together(weights=(parameters(weights), whole), loss=(fall(loss), whole))


def parameters(ax):
    style = style_of(ax)
    labels = names(Descent().graph().net())
    rows = np.arange(len(labels))
    plain(
        ax, "Weights and biases, and their next step", style.PARAMETER, "○ start   ● now   orange: next step"
    )
    ax.set(ylim=(len(labels) - 0.4, -0.6))
    ax.set_yticks(rows, labels)
    (trail,) = ax.plot([], [], color=style.PARAMETER, lw=1)
    (start,) = ax.plot([], [], ls="", marker="o", ms=5, mfc=style.PAPER, mec=style.MUTED)
    (ahead,) = ax.plot([], [], color=style.BACKWARD, lw=style.MEDIAN)
    (tips,) = ax.plot([], [], ls="", marker=".", ms=5, color=style.BACKWARD)
    (now,) = ax.plot([], [], ls="", marker="o", ms=6, color=style.PARAMETER)

    def move(r, pinned=None):
        first, here, there = (np.clip(v, -1e3, 1e3) for v in (r.thetas[0], r.thetas[-1], r.next))
        reach = max(1.0, *(np.abs(v[np.isfinite(v)]).max(initial=0.0) for v in (r.thetas, there)))
        reach = min(2.0 ** np.ceil(np.log2(reach)), 1e3)
        ax.set_xlim(-1.08 * reach, 1.08 * reach)
        ax.set_xticks([-reach, 0, reach], [short(-reach), "0", short(reach)])
        trail.set_data(*segments(first, here, rows))
        ahead.set_data(*segments(here, there, rows))
        start.set_data(first, rows)
        now.set_data(here, rows)
        tips.set_data(there, rows)

    return Drawing(move, trail=trail, ahead=ahead, start=start, tips=tips, now=now)


def segments(here, there, rows):
    """One line of many pieces: from here to there in each row."""
    gaps = np.full_like(here, np.nan)
    return np.c_[here, there, gaps].ravel(), np.c_[rows, rows, gaps].ravel()


def fall(ax):
    style = style_of(ax)
    plain(ax, "Loss", style.TEXT, "steps")
    steps = Steps(ax, first=20)
    size = style.points(11)
    level = ax.axhline(0, color=style.CRITICAL, lw=1, ls=(0, (1, 2)))
    name = ax.text(
        1, 0, "learnt", transform=ax.get_yaxis_transform(), ha="right", va="bottom", color=style.CRITICAL
    )
    name.set_fontsize(size)
    before = pinned_line(ax)
    (curve,) = ax.plot([], [], color=style.TEXT, lw=style.MEDIAN, marker="o", ms=5)
    (promise,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    around = {"fc": style.PAPER, "ec": "none", "pad": 0.6}
    words = ax.text(0, 0, "if the slopes stayed", fontsize=size, color=style.THEORY, va="bottom", bbox=around)
    note, say = above(ax)

    def move(r, pinned=None):
        fresh = r.step == 0
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), fresh)
        top = ceiling(r.losses, r.losses[0] / 1.4)
        ax.set_ylim(0, top)
        say(r.losses, top)
        goal = -np.log(1 - NEAR) if "cross-entropy" in r.settings["head"] else NEAR**2 / 2
        level.set_ydata([goal, goal])
        name.set_y(goal)
        keep = thinned(r.step + 1)
        with np.errstate(invalid="ignore"):
            curve.set_data(keep, np.minimum(r.losses[keep], top * 0.985))
        curve.set_markersize(5 if r.step <= 50 else 0)
        before.set_data(
            *(
                ([], [])
                if pinned is None
                else (range(pinned.step + 1), np.minimum(pinned.losses, top * 0.985))
            )
        )
        there = r.losses[-1] - r.promised[-1]
        shown = bool(np.isfinite(there)) and r.losses[-1] < top and not r.learnt
        promise.set_visible(shown)
        words.set_visible(shown and fresh)
        if shown:
            promise.set_data([r.step, r.step + 1], [r.losses[-1], there])
            words.set_position((r.step + steps.end * 0.06, max(there, 0.04 * top)))

    return Drawing(
        move, before=before, promise=promise, curve=curve, words=words, goal=level, names=name, note=note
    )
