"""Loss against width, and the measured time of an update against its operations with a straight law."""

import numpy as np

from app.experiment.words import number
from app.pictures.axes import pinned_line, plain, says
from app.pictures.drawing import Drawing, columns, layout, whole
from app.pictures.groups import groups
from app.pictures.style import style_of
from app.took_off.larger_nets.experiment import WIDTHS
from app.took_off.more_data.picture import looks, round_up

TICKS = {float(np.log2(n)): str(n) for n in WIDTHS}


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    loss, cost = layout(fig, columns(width, height, left=58))
    return Drawing.together(
        loss=(groups(loss, "Loss", looks(style), "width (log axis)", 0.24, "o", TICKS), losses),
        time=(times(cost), whole),
    )


def losses(r):
    highest = max(np.nanmedian(r.test, axis=1).max(), np.nanmedian(r.learnt, axis=1).max(), 0.2)
    top = 0.5 if highest <= 0.5 else round_up(highest)
    x = np.log2(WIDTHS)
    return x, {"held out": r.test, "learnt from": r.learnt}, (x[0], x[-1]), (0, top)


def times(ax):
    """Both axes logarithmic; dashed is overhead plus operations over speed."""
    style = style_of(ax)
    plain(ax, "Time of an update, measured", style.TEXT, "operations (log axis)")
    ax.set(xlim=(3.5, 8.2), xticks=[4, 5, 6, 7, 8], ylim=(-5.3, -0.4))
    ax.set_xticklabels(["10⁴", "10⁵", "10⁶", "10⁷", "10⁸"])
    says(ax, y=lambda y: f"{number(10.0 ** (y + 3))} ms")
    ax.set_yticks([-5, -4, -3, -2, -1], ["10 µs", "0.1 ms", "1 ms", "10 ms", "0.1 s"])
    (law,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (marks,) = ax.plot([], [], color=style.FORWARD, ls="", marker="o", ms=7)
    before = pinned_line(ax, ls="", marker="s", ms=6)
    name = ax.text(
        0.03, 0.95, "dashed: overhead + operations / speed", transform=ax.transAxes, va="top",
        fontsize=style.points(style.LABEL_SIZE),
    )  # fmt: skip

    def move(r, pinned=None):
        old = [] if pinned is None else np.array([pinned.operations, pinned.seconds])
        before.set_data(*np.log10(old) if len(old) else ([], []))
        if not np.isfinite(r.seconds).all():
            law.set_data([], [])
            marks.set_data([], [])
            return
        marks.set_data(np.log10(r.operations), np.log10(r.seconds))
        overhead, speed = r.law
        x = np.linspace(3.5, 8.2, 60)
        law.set_data(x, np.log10(overhead + 10**x / speed))

    return Drawing(move, law=law, before=before, seconds=marks, name=name)
