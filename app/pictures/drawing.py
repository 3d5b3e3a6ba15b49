"""What a plot hands to a `View`: its moving artists by name, and how to move them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from matplotlib.artist import Artist
from matplotlib.text import Text

from app.pictures.cards import CachedText
from app.widgets.picture import NARROW


class Several(tuple):
    """More than one pinned run, or what a drawing picks of them; the newest is the last."""


class Drawing:
    """parts: {name: an artist, or a list or dict of them}. They are drawn anew in every frame, in this order; all else
    is background, kept until the limits of an axes change. A name says what is shown, "before" a pinned run.
    move(result, pinned): set the artists' data and, where needed, limits. `pinned` is a result to compare
    with, or None; a drawing that has nothing to show of it leaves it alone. Where several are pinned it is the last of
    them, for a drawing that `compares` them the `Several`.
    handles: {name: `app.pictures.hand.Handle`}, places that can be dragged or pressed."""

    def __init__(self, move: Callable, **parts: Any):
        self.move, self.parts, self.artists = move, parts, [artist for _, artist in named(parts)]
        self.texts = [
            artist
            for artist in self.artists
            if isinstance(artist, Text) and not isinstance(artist, CachedText)
        ]
        self.handles: dict[str, Any] = {}
        self.compares = False

    def comparing(self) -> "Drawing":
        """The same; it draws each of several pinned runs."""
        self.compares = True
        return self

    def with_handles(self, **handles: Any) -> "Drawing":
        """The same, with places for the hand."""
        self.handles = handles
        return self

    def part(self, part: Any) -> Any:
        """What has this name; or ("name", where, …), one of what has it."""
        name, *path = part if isinstance(part, tuple) else (part,)
        found = self.parts[name]
        for step in path:
            found = found[step]
        return found

    @staticmethod
    def together(**drawings):
        """Several as one: {name: (drawing, function that picks its result from the whole)}; its parts are called
        "name.part"."""

        def move(result, pinned=None):
            several = pinned if isinstance(pinned, Several) else Several(() if pinned is None else (pinned,))
            for drawing, pick in drawings.values():
                old = Several(map(pick, several))
                drawing.move(pick(result), old if drawing.compares else old[-1] if old else None)

        parts = {
            f"{name}.{part}": artists
            for name, (drawing, _) in drawings.items()
            for part, artists in drawing.parts.items()
        }
        handles = {
            f"{name}.{handle}": replace(each, to=partial(picked, each.to, pick))
            for name, (drawing, pick) in drawings.items()
            for handle, each in drawing.handles.items()
        }
        return Drawing(move, **parts).with_handles(**handles)


def picked(to, pick, x, y, result):
    """What a handle of a drawing asks for, which knows its own part of a result only."""
    return to(x, y, pick(result))


def named(parts, name=""):
    """(name, artist) of all parts, those in lists and dicts too."""
    if isinstance(parts, Artist):
        yield name, parts
    elif isinstance(parts, dict):
        for key, part in parts.items():
            yield from named(part, str(key))
    else:
        for part in parts:
            yield from named(part, name)


def whole(result):
    """The pick of a drawing that shows all of a result."""
    return result


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
