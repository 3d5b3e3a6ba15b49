"""The 2-n-1 net with its numbers, and beside it the chain of four implications."""

import numpy as np
from matplotlib.patches import Circle

from app.pictures.cards import Card, sheet
from app.pictures.drawing import Drawing
from app.pictures.style import style_of
from app.symmetry.proof.experiment import three
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    ax, width, height = sheet(fig)
    wide = width >= NARROW
    net_box = (0, 0, 330, height) if wide else (0, 0, width, 300)
    left, top = (344, 8) if wide else (6, 312)
    w, h = (width - left - 6) if wide else width - 12, (height - top - 8) / 4 - 12
    colors = style.FORWARD, style.BACKWARD, style.BACKWARD, style.PARAMETER
    cards = [Card(ax, left, top + i * (h + 14), w, h, color) for i, color in enumerate(colors)]
    links = [
        ax.text(
            left + 16, top + (i + 1) * (h + 14) - 6, "⇓", fontsize=style.points(14), ha="center", va="center"
        )
        for i in range(3)
    ]
    net = drawn_net(ax, *net_box)

    def move(r, pinned=None):
        net.move(r)
        for i, (card, (symbols, numbers)) in enumerate(zip(cards, r.cards, strict=True)):
            card.show(symbols, numbers, "lit" if i == r.stage else "done" if i < r.stage else "waiting")

    return Drawing(move, **net.parts, cards=[card.artists for card in cards], links=links)


def drawn_net(ax, x, y, w, h):
    """Two inputs, the first two hidden units, one output; a weight's thickness and dash are its size and sign."""
    style = style_of(ax)
    xs, middle, gap = (x + 0.12 * w, x + 0.5 * w, x + 0.87 * w), y + h * 0.47, min(h * 0.26, 80)
    at = [
        (xs[0], middle - gap),
        (xs[0], middle + gap),
        (xs[1], middle - gap),
        (xs[1], middle + gap),
        (xs[2], middle),
    ]
    size = style.points(style.LABEL_SIZE)
    edges = [(0, 2), (1, 2), (0, 3), (1, 3), (2, 4), (3, 4)]
    lines = [ax.plot(*zip(at[i], at[j], strict=True), color=style.PARAMETER, zorder=1)[0] for i, j in edges]
    rings = [ax.add_patch(Circle(p, 27, fc=style.PAPER, ec=style.FORWARD, lw=1.5, zorder=2)) for p in at]
    values = [ax.text(*p, "", ha="center", va="center", fontsize=size, zorder=3) for p in at]
    shares = (0.36, 0.3, 0.3, 0.36, 0.45, 0.45)  # where on its line a weight's number stands
    numbers, box = [], {"facecolor": style.PAPER, "lw": 0, "pad": 0.8}  # lines run beneath numbers
    for (i, j), share in zip(edges, shares, strict=True):
        place = np.array(at[i]) * (1 - share) + np.array(at[j]) * share
        numbers.append(
            ax.text(*place, "", ha="center", va="center", fontsize=style.points(11), bbox=box, zorder=3)
        )
    below = [ax.text(p[0], p[1] + 38, "", ha="center", va="center", fontsize=size, bbox=box) for p in at[2:]]
    words = ax.text(x + 12, y + h - 14, "", fontsize=size, color=style.MUTED, va="bottom")

    def move(r, pinned=None):
        s, u = r.settings, r.units
        shown = [("x₁", s["x1"]), ("x₂", s["x2"]), ("a₁", u["a"][0]), ("a₂", u["a"][1]), ("a[2]", r.a2)]
        for text, (name, value) in zip(values, shown, strict=True):
            text.set_text(f"{name}\n{three(value)}")
        weights = [*u["W"][0], *u["W"][1], *u["w"][:2]]
        for line, text, value in zip(lines, numbers, weights, strict=True):
            width = 0.6 + 3 * min(abs(value), 2) if np.isfinite(value) else 0.6
            line.set(lw=width / 2, ls="-" if value >= 0 else (0, (3, 1.5)))
            text.set_text(three(value))
        rings[2].set_ec(style.FORWARD)
        back = r.stage >= 1
        for text, name, value in zip(below, ("dz₁", "dz₂", "dz[2]"), (*u["dz"][:2], r.dz2), strict=True):
            text.set(text=f"{name} {three(value)}" if back else "", color=style.BACKWARD)
        more = s["width"] - 2
        words.set_text(f"y = {s['y']}    dashed: negative" + (f"    and {more} more units" if more else ""))

    return Drawing(
        move, edges=lines, rings=rings, values=values, weights=numbers, gradients=below, words=words
    )
