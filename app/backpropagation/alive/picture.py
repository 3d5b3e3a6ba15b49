"""The net as Σ|σ nodes: colour is a value's sign, thickness its size; one arrow forward, one back."""

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle

from app.backpropagation.alive.experiment import MOST
from app.experiment.words import fixed, number
from app.pictures.cards import sheet
from app.pictures.drawing import Drawing
from app.pictures.style import style_of
from app.widgets.picture import NARROW

COLUMNS = 4


def picture(fig):
    style = style_of(fig)
    ax, width, height = sheet(fig)
    wide = width >= NARROW
    xs = np.linspace(0.08, 0.78 if wide else 0.76, COLUMNS) * width
    top, foot, full = 44, 84, 22 if wide else 17
    cmap, size = style.SIGNED, style.points(11)
    box = {"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 0.6}
    edges = [ax.add_collection(LineCollection([], zorder=1)) for _ in range(3)]
    nodes = [[ax.add_patch(Circle((0, 0), full, zorder=2, lw=1.5)) for _ in range(MOST)] for _ in xs]
    split = [[ax.plot([], [], color=style.MUTED, lw=0.8, zorder=3)[0] for _ in range(MOST)] for _ in xs]
    values = [
        [ax.text(0, 0, "", ha="center", va="top", fontsize=size, zorder=4, bbox=box) for _ in range(MOST)]
        for _ in xs
    ]
    heads = [
        ax.text(x, 12, text, ha="center", va="top", fontsize=style.points(14), fontweight="bold")
        for x, text in zip(xs, ("x", "f[1]", "f[2]", "f[3]"), strict=True)
    ]
    loss = ax.text(
        width * 0.985, 0, "", ha="right", va="center", fontsize=style.points(14), fontweight="bold"
    )
    ways = [
        ax.annotate(
            "",
            xy=(xs[-1] if forward else xs[0], y),
            xytext=(xs[0] if forward else xs[-1], y),
            arrowprops={"arrowstyle": "-|>", "color": color, "lw": 2.5},
        )
        for y, color, forward in ((height - 52, style.FORWARD, True), (height - 22, style.BACKWARD, False))
    ]
    names = [
        ax.text(xs[0], y - 5, text, color=color, fontsize=style.points(12), va="bottom")
        for y, color, text in (
            (height - 52, style.FORWARD, "forward propagation"),
            (height - 22, style.BACKWARD, "backward propagation"),
        )
    ]

    def move(r, pinned=None):
        counts = [len(a) for a in r.A]
        middle = top + (height - top - foot) / 2
        gap = min((height - top - foot) / max(counts), 74)
        radius = min(full, (gap - 15) / 2)
        places = [
            [(x, middle + (i - (n - 1) / 2) * gap) for i in range(MOST)]
            for x, n in zip(xs, counts, strict=True)
        ]
        for c in range(COLUMNS):
            reached, returned = c <= r.at, c > 0 and c >= r.back_to
            heads[c].set_color(style.BACKWARD if returned else style.FORWARD if reached else style.MUTED)
            for i in range(MOST):
                here = i < counts[c]
                x, y = places[c][i]
                for artist in (nodes[c][i], split[c][i], values[c][i]):
                    artist.set_visible(here)
                if not here:
                    continue
                value = float(r.dZ[c][i] if returned else r.A[c][i])
                limit = max(abs(r.dZ[c] if returned else r.A[c]).max(), 1e-12)
                nodes[c][i].set(center=(x, y), radius=radius)
                nodes[c][i].set_facecolor(cmap(0.5 + 0.35 * value / limit) if reached else style.PAPER)
                nodes[c][i].set_edgecolor(style.BACKWARD if returned else style.FORWARD)
                split[c][i].set_data([x, x], [y - radius, y + radius])
                split[c][i].set_visible(c > 0)
                name = "dz " if returned else ""
                values[c][i].set_text(f"{name}{number(value)}" if reached else "")
                values[c][i].set_position((x, y + radius + 1))
                values[c][i].set_color(style.BACKWARD if returned else style.TEXT)
        for k in (1, 2, 3):
            returned = k >= r.back_to
            W = r.dW[k] if returned else r.W[k]
            share = W / max(abs(W).max(), 1e-300)
            lines = [(places[k - 1][j], places[k][i]) for i in range(W.shape[0]) for j in range(W.shape[1])]
            edges[k - 1].set_segments(lines)
            edges[k - 1].set_linewidths(0.5 + 4 * abs(share.ravel()))
            edges[k - 1].set_linestyles(["-" if v >= 0 else (0, (2, 1)) for v in share.ravel()])
            color = style.BACKWARD if returned else style.PARAMETER if k <= r.at else style.GRID
            edges[k - 1].set_color(color)
        loss.set(
            text=f"L(y, f_θ(x))\n= {fixed(r.loss)}" if r.at >= 4 else "",
            y=middle if wide else top + 24,
            color=style.FORWARD,
        )
        for way, name, shown in zip(ways, names, (r.at > 0, r.at > 4), strict=True):
            way.set_visible(shown)
            name.set_visible(shown)

    return Drawing(
        move,
        edges=edges,
        nodes=nodes,
        split=split,
        values=values,
        heads=heads,
        loss=loss,
        ways=ways,
        names=names,
    )
