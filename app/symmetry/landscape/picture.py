"""The loss on a plane through zero as a map with level lines, the line of equal units, and the path of training."""

import matplotlib
import numpy as np

from app.pictures.axes import pinned_line, plain
from app.pictures.curves import Steps
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.symmetry.landscape.experiment import EDGE
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    surface, loss = layout(fig, boxes(width, height))
    return Drawing.together(plane=(plane(surface), whole), loss=(curve(loss), whole))


def plane(ax):
    """Of a pinned run nothing is drawn here: its plane is another, through a valley of its own."""
    style = style_of(ax)
    plain(ax, "Loss on a plane through zero", style.TEXT, "share of the valley θ*")
    ax.grid(False)
    ax.set(xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
    ax.set_ylabel("share of its twin", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    image = ax.imshow(
        [[0.0]],
        origin="lower",
        extent=(EDGE[0], EDGE[-1]) * 2,
        cmap=matplotlib.colormaps[style.LOSSES],
        aspect="auto",
    )
    white = {"facecolor": style.PAPER, "alpha": 0.85, "lw": 0, "pad": 1.2}
    (equal,) = ax.plot([EDGE[0], EDGE[-1]], [EDGE[0], EDGE[-1]], color=style.LOST, lw=1.5, ls=(0, (2, 2)))
    (path,) = ax.plot([], [], color=style.SECOND, lw=2.4)
    (here,) = ax.plot([], [], color=style.SECOND, marker="o", ms=8, mec=style.PAPER, ls="")
    (marks,) = ax.plot([0, 1, 0], [0, 0, 1], ls="", marker="+", ms=11, mew=2, color=style.THEORY)
    size = style.points(style.LABEL_SIZE)
    names = [
        ax.text(x + dx, y + dy, text, fontsize=size, ha=ha, va="center", bbox=white)
        for x, y, dx, dy, ha, text in (
            (0, 0, -0.07, -0.09, "right", "zero"),
            (1, 0, 0.07, -0.09, "left", "valley"),
            (0, 1, -0.07, 0.09, "right", "twin"),
            (1.1, 1.1, 0, 0, "center", "equal units"),
        )
    ]

    def move(r, pinned=None):
        image.set_data(r.surface)
        lowest = r.surface.min() if r.learnt else 0  # else the plateau would be as bright as a valley
        image.set_clim(lowest, max(r.zero, lowest + 1e-9) * 1.5)
        path.set_data(*r.path.T)
        here.set_data(r.path[-1:, 0], r.path[-1:, 1])

    return Drawing(move, image=image, equal=equal, path=path, marks=marks, here=here, names=names)


def curve(ax):
    style = style_of(ax)
    plain(ax, "Loss on the way", style.TEXT, "updates")
    steps = Steps(ax)
    zero = ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    name = ax.text(
        1, 0, "at zero", transform=ax.get_yaxis_transform(), ha="right", va="bottom", color=style.MUTED
    )
    name.set_fontsize(style.points(11))
    before = pinned_line(ax, marker="s", markevery=[-1])
    (line,) = ax.plot([], [], color=style.SECOND, lw=style.MEDIAN, marker="o", ms=6, markevery=[-1])

    def move(r, pinned=None):
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        old = [] if pinned is None else pinned.losses.clip(max=0.985)
        before.set_data(np.arange(len(old)), old)
        ax.set_ylim(0, 1)
        zero.set_ydata([r.zero] * 2)
        name.set_y(r.zero)
        line.set_data(np.arange(len(r.losses)), r.losses.clip(max=0.985))

    return Drawing(move, zero=zero, name=name, before=before, line=line)


def boxes(width, height):
    left, top, foot = 56, 26, 44
    if width < NARROW:
        return [
            (left, top, width - left - 10, 300),
            (left, top + 372, width - left - 10, height - top - 372 - foot),
        ]
    side = height - top - foot
    x = left + side + 110
    return [(left, top, side + 60, side), (x + 30, top, width - x - 40, side)]
