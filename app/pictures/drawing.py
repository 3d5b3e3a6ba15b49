"""What a plot hands to a `View`: its moving artists, and how to move them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.widgets.picture import NARROW


@dataclass(frozen=True, eq=False)
class Drawing:
    """artists: drawn anew in every frame; all else is background, kept until the limits of an axes change.
    move(result, pinned): set the artists' data and, where needed, limits. `pinned` is a result to compare
    with, or None; a drawing that has nothing to show of it leaves it alone."""

    artists: list
    move: Callable

    @staticmethod
    def together(*parts):
        """Several drawings as one; each part is (drawing, function that picks its result from the whole)."""

        def move(result, pinned=None):
            for drawing, pick in parts:
                drawing.move(pick(result), None if pinned is None else pick(pinned))

        return Drawing([artist for drawing, _ in parts for artist in drawing.artists], move)


def layout(fig, boxes):
    """Axes at boxes given in CSS pixels from the top left: (left, top, width, height)."""
    from app.pictures.style import PIXELS_PER_INCH

    W, H = (inches * PIXELS_PER_INCH for inches in fig.get_size_inches())
    return [fig.add_axes([x / W, 1 - (y + h) / H, w / W, h / H]) for x, y, w, h in boxes]


def columns(width, height, left=50, top=24, foot=44, right=14, shares=(1, 1)):
    """Boxes side by side, their widths in these shares, or one above the other on a narrow picture."""
    n = len(shares)
    if width < NARROW:
        h = (height - n * (top + foot)) / n
        return [(left, top + i * (h + top + foot), width - left - 18, h) for i in range(n)]
    w = (width - n * left - right) / sum(shares)
    return [
        (left * (i + 1) + w * sum(shares[:i]), top, w * share, height - top - foot)
        for i, share in enumerate(shares)
    ]
