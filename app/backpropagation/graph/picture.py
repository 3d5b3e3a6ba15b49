"""The computational graph as boxes: values above in blue, gradients beneath in orange, one equation in two lines.

In a row where there is room; from top to bottom on a narrow page.
"""

import textwrap

import numpy as np
from matplotlib.patches import Rectangle

from app.backpropagation.graph.experiment import MOST
from app.backpropagation.graph.words import short
from app.experiment.words import aligned
from app.pictures.cards import cached_text, sheet
from app.pictures.drawing import Drawing
from app.pictures.hand import Handle
from app.pictures.style import style_of
from app.widgets.picture import NARROW

BOXES = 2 * MOST + 2  # x, z and a of every layer, l


class Box:
    """A frame with a name and a few lines of numbers."""

    def __init__(self, ax, color):
        style = self.style = style_of(ax)
        self.frame = ax.add_patch(Rectangle((0, 0), 1, 1, fc=style.PAPER, ec=color, lw=1))
        self.name = cached_text(
            ax, 0, 0, "", color=color, fontsize=style.points(12.5), fontweight="bold", va="top"
        )
        self.text = cached_text(
            ax, 0, 0, "", color=style.TEXT, fontsize=style.points(11.5), va="top", linespacing=1.15
        )
        self.color, self.artists = color, [self.frame, self.name, self.text]

    def put(self, x, y, w, h, size=11.5):
        style = self.style
        self.text.set_fontsize(style.points(size))
        self.frame.set_bounds(x, y, w, h)
        self.name.set_position((x + 6, y + 4))
        self.text.set_position((x + 6, y + 20))

    def say(self, name, text, lit=False, shown=True, color=None):
        style = self.style
        for artist in self.artists:
            artist.set_visible(shown)
        self.name.set_text(name)
        self.text.set_text(text)
        self.frame.set(lw=2.8 if lit else 1, fc=style.LANE if lit else style.PAPER, ec=color or self.color)


def picture(fig):
    style = style_of(fig)
    ax, width, height = sheet(fig)
    wide = width >= NARROW
    forward = [Box(ax, style.FORWARD) for _ in range(BOXES)]
    backward = [Box(ax, style.BACKWARD) for _ in range(BOXES)]
    parameters = [Box(ax, style.PARAMETER) for _ in range(MOST)]
    gradients = [
        cached_text(
            ax, 0, 0, "", color=style.BACKWARD, fontsize=style.points(11.5), va="top", linespacing=1.15
        )
        for _ in range(MOST)
    ]
    looks = (style.FORWARD, ">" if wide else "v"), (style.BACKWARD, "<" if wide else "^")
    ahead, behind = (ax.plot([], [], ls="", marker=m, ms=5, color=c)[0] for c, m in looks)
    links = [ax.plot([], [], color=style.BACKWARD, lw=1.2, ls=(0, (3, 2)), zorder=0)[0] for _ in range(MOST)]
    lines = equation(ax, width, height, wide)
    place = row if wide else column

    def move(r, pinned=None):
        names = ["x", *(f"{v}[{k}]" for k in range(1, r.layers + 1) for v in "za"), "l"]
        boxes = [place(i, len(names), width, height) for i in range(len(names))]
        size = {1: 14, 2: 14, 3: 12.5}.get(r.layers, 11.5) if wide else 11.5
        done, now = r.done | {"x"}, r.now
        for i in range(BOXES):
            here = i < len(names)
            name = names[i] if here else ""
            grad = f"d{name}" if 0 < i < len(names) - 1 else ""
            if here:
                forward[i].put(*boxes[i][0], size)
                backward[i].put(*boxes[i][1], size)
            values = numbers(r.values[name], wide) if name in done else ""
            forward[i].say(name, values, lit=name == now.name, shown=here)
            known = grad in done
            backward[i].say(
                grad, numbers(r.values[grad], wide) if known else "", lit=grad == now.name, shown=known
            )
        arrows = (
            [i for i in range(1, len(names)) if names[i] in done],
            [i for i in range(1, len(names) - 2) if f"d{names[i]}" in done],
        )
        for marks, lane in ((ahead, 0), (behind, 1)):
            marks.set_data(*np.array([between(boxes, i, lane, wide) for i in arrows[lane]]).reshape(-1, 2).T)
        for k in range(1, MOST + 1):
            here = k <= r.layers
            parameters[k - 1].say("", "", shown=False)
            gradients[k - 1].set_visible(here and f"dW[{k}]" in done)
            links[k - 1].set_visible(here and f"dW[{k}]" in done)
            if not here:
                continue
            box = span(boxes, k, wide)
            parameters[k - 1].put(*box, size)
            uses = {f"z[{k}]": style.FORWARD, f"da[{k - 1}]": style.BACKWARD}
            uses |= {f"dW[{k}]": style.BACKWARD, f"db[{k}]": style.BACKWARD}
            lit = now.name in uses
            text = beside(r.values[f"W[{k}]"], r.values[f"b[{k}]"])
            parameters[k - 1].say(f"W[{k}] | b[{k}]", text, lit, color=uses.get(now.name))
            bias = r.values[f"db[{k}]"] if f"db[{k}]" in done else None
            head = f"dW[{k}]" + (f" | db[{k}]" if bias is not None else "")
            gradients[k - 1].set_fontsize(style.points(size))
            gradients[k - 1].set_position((box[0] + 6, box[1] + 52))
            digits = 1 if r.layers == MOST or not wide else 2
            gradients[k - 1].set_text(f"{head}\n{beside(r.values[f'dW[{k}]'], bias, digits)}")
            links[k - 1].set_data(*link(boxes[2 * k - 2][0], box, wide))
            links[k - 1].set_lw(2.4 if now.name == f"dW[{k}]" else 1.0)
        lines.move(r)

    return Drawing(
        move,
        links=links,
        forward=[box.artists for box in forward],
        backward=[box.artists for box in backward],
        parameters=[box.artists for box in parameters],
        gradients=gradients,
        ahead=ahead,
        behind=behind,
        **lines.parts,
    ).with_handles(
        **{f"forward_{i}": to_operation(forward[i], i, "") for i in range(1, BOXES)},
        **{f"backward_{i}": to_operation(backward[i], i, "d") for i in range(1, BOXES)},
    )


def to_operation(box, i, prefix):
    """A press on a box goes to the operation that fills it."""

    def to(x, y, r):
        forward = [o.name for o in r.operations if o.forward]
        return [o.name for o in r.operations].index(prefix + forward[i - 1]) + 1

    return Handle(box.frame, to, "pointer", "Go to this operation")


def equation(ax, width, height, wide):
    """The lit operation: symbols, numbers, and why."""
    style = style_of(ax)
    top = height - (96 if wide else 132)
    frame = ax.add_patch(Rectangle((4, top), width - 8, height - top - 4, fc=style.LANE, lw=2))
    sizes = (16, 14, 12.5) if wide else (14, 12, 11.5)
    symbols, digits, why = (
        cached_text(ax, 14, 0, "", va="top", fontsize=style.points(size)) for size in sizes
    )
    symbols.set_fontweight("bold")
    symbols.set_y(top + 8)
    digits.set_y(top + (34 if wide else 30))
    why.set(y=height - 12, va="bottom", color=style.MUTED)

    def move(r, pinned=None):
        o = r.now
        color = style.FORWARD if o.forward else style.BACKWARD
        frame.set_edgecolor(color)
        symbols.set(text=f"{o.symbols}     ({o.shape})", color=color)
        # a narrow page breaks the line, at "=" where that is enough
        left, _, right = o.numbers.rpartition(" = ")
        most = 108 if wide else int(width / 6.6)  # of its letters, in a line
        shown = f"{left}\n= {right}" if len(o.numbers) > most and left else o.numbers
        digits.set_text("\n".join(textwrap.fill(line, most) for line in shown.split("\n")))
        why.set_text(textwrap.fill(o.why, most))

    return Drawing(move, frame=frame, symbols=symbols, numbers=digits, why=why)


def numbers(array, wide):
    """A column of numbers, lying down where boxes stand on each other."""
    texts = [two(v) for v in array[:, 0]]
    return "\n".join(aligned([text] for text in texts)) if wide else ", ".join(texts)


def beside(W, b, digits=2):
    """Rows of W with the bias behind a bar."""
    rows = aligned([two(v, digits) for v in line] for line in W)
    ends = [""] * len(rows) if b is None else [f" | {v}" for v in aligned([two(v, digits)] for v in b[:, 0])]
    return "\n".join(line + end for line, end in zip(rows, ends, strict=True))


def two(value, digits=2):
    """Short enough for a box; the equation has more digits."""
    return short(f"{float(value):.{digits}g}") if np.isfinite(value) else "–"


def row(i, n, width, height):
    """(forward, backward) box number i of n, side by side."""
    cell = width / n
    x, w = i * cell + 3, cell - 18
    return (x, 128, w, 72), (x, 222, w, 54)


def column(i, n, width, height):
    """The same from top to bottom."""
    cell, w = (height - 140) / n, 0.22 * width
    h = min(cell - 14, 40)
    return (4, i * cell + 4, w, h), (w + 10, i * cell + 4, 1.15 * w, h)


def span(boxes, k, wide):
    """The place of W[k] and b[k]: above the boxes of its layer, or on their right."""
    x, y, *_ = boxes[0 if k == 1 and wide else 2 * k - 1][0]
    x2, y2, w2, h2 = boxes[2 * k][0]
    if wide:
        return x, 8, x2 + w2 - x, 104
    left = 2.15 * w2 + 16
    return left, y, w2 / 0.22 - 4 - left, max(y2 + h2 - y, 92)


def between(boxes, i, lane, wide):
    """Where the arrow into box i stands."""
    x, y, w, h = boxes[i][lane]
    if wide:
        return (x - 9, y + h / 2) if lane == 0 else (x + w + 8, y + h / 2)
    return (x + w / 2, y - 7) if lane == 0 else (x + w / 2, y + h + 7)


def link(kept, box, wide):
    """A line from what the forward pass kept to the gradient that needs it."""
    x, y, w, h = kept
    if wide:
        return [x + w / 2, max(box[0] + 12, x + w / 2)], [y, box[1] + box[3]]
    return [x + w, box[0]], [y + h / 2, box[1] + 60]
