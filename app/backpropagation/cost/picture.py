"""The cost of a gradient in forward passes against the number of parameters; laws dashed."""

import numpy as np

from app.backpropagation.cost.experiment import METHODS
from app.experiment.words import power
from app.pictures.axes import plain
from app.pictures.curves import apart
from app.pictures.drawing import Drawing, layout
from app.pictures.style import style_of
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    (ax,) = layout(fig, [(54, 28, width - 68, height - 74)])
    plain(ax, "Cost of one gradient, in forward passes", style.TEXT, "number of parameters P")
    ax.set(xlim=(0.7, 4.5), ylim=(-0.5, 5.4), xticks=range(1, 5), yticks=range(6))
    ax.set_xticklabels([power(t) for t in range(1, 5)])
    ax.set_yticklabels(["1", "10", *(power(t) for t in range(2, 6))])
    size = style.points(style.LABEL_SIZE if width >= NARROW else 11)
    P = np.array([0.7, 4.5])
    laws = []
    for y, text, x in ((P + np.log10(2), "2 P", 1.7), (np.log10([3, 3]), "3", 4.4)):
        laws += ax.plot(P, y, color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
        ax.text(x, np.interp(x, P, y) + 0.12, text, fontsize=size, ha="right", va="bottom")
    looks = (style.PARAMETER, "s"), (style.FORWARD, "^"), (style.BACKWARD, "o")
    marks = [ax.plot([], [], color=color, marker=marker, ms=7, lw=1.2)[0] for color, marker in looks]
    around = {"fc": style.PAPER, "ec": "none", "pad": 0.8}
    names = [ax.text(0, 0, "", color=color, fontsize=size, va="center", bbox=around) for color, _ in looks]
    shifts = np.array([0.42, -0.75, -0.34])  # above and beneath the ends, where no room is beside them

    def move(r, pinned=None):
        x, y = np.log10(r.rows[:, 0]), np.log10(r.passes)
        near = x[-1] > 2.9
        levels = y[-1] + shifts if near else apart(y[-1].clip(0), 0.3)
        for i, (mark, name) in enumerate(zip(marks, names, strict=True)):
            mark.set_data(x, y[:, i].clip(0))
            place = x[-1] + (0 if near else 0.08), levels[i]
            name.set(text=METHODS[i], position=place, ha="right" if near else "left")

    return Drawing(move, laws=laws, lines=marks, names=names)
