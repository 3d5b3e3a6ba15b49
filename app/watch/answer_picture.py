"""What a net answers, as its task wants it drawn: the playground's answer, lesson 5's density, or digits in tiles."""

import numpy as np

from app.experiment.words import number
from app.pictures.axes import plain, says
from app.pictures.density.field import field
from app.pictures.drawing import Drawing
from app.pictures.style import style_of
from app.playground.play.answer_picture import answer
from app.watch.region_numbers import region_numbers
from app.watch.task import CLASSES, TILES

ACROSS = 5  # tiles of a large picture, else fewer
FEW = 3
GAP = 0.45  # above a tile, as a share of one: what the net says
TITLES = {"line": "The answer over x", "density": "p(y | x)", "plane": "The answer", "tiles": "What it says"}


def answers(ax, kind, name="", large=True):
    """A drawing of the answers to a task of this kind; `name` is the net's, where there are several, `large` whether
    there is room for ticks."""
    if kind == "tiles":
        drawing = tiles(ax, TILES if large else FEW**2, ACROSS if large else FEW)
    else:
        drawing = field(ax, "", ylabel=False) if kind == "density" else numbered(ax)
        drawing = Drawing(with_title(drawing.move, ax, name or TITLES[kind], kind, large), **drawing.parts)
    style = style_of(ax)
    ax.set_title(
        name or TITLES[kind], loc="left", fontsize=style.points(style.AXIS_SIZE), pad=4, fontweight="bold"
    )
    if kind in ("line", "density"):
        says(ax, x=lambda x: f"x {number(x)}", y=lambda y: f"y {number(y)}")
    if not large:
        ax.set(xticks=[], yticks=[])
    return drawing


def numbered(ax):
    """The playground's drawing of an answer, with the number of each class in its region."""
    regions, numbers = answer(ax, CLASSES), region_numbers(ax, CLASSES)

    def move(result, pinned=None):
        regions.move(result)
        numbers.move(result)

    return Drawing(move, **regions.parts, **numbers.parts)


def with_title(move, ax, title, kind, large):
    """The move of a drawing that goes on under a title and beside names of ours."""

    def moved(result, pinned=None):
        move(result, pinned)
        ax._left_title.set_text(title)
        ax.set_xlabel("" if not large else "x₁" if kind == "plane" else "x")
        ax.set_ylabel("x₂" if large and kind == "plane" else "")

    return moved


def tiles(ax, most, across):
    """A drawing of `Tiles`: each digit with what the net says above it, and what it is where that is another."""
    style = style_of(ax)
    plain(ax, "")
    ax.axis("off")
    size = {"fontsize": style.points(style.LABEL_SIZE), "ha": "center", "va": "bottom"}
    places = [(i % across, i // across * (1 + GAP) + GAP) for i in range(most)]
    images = [
        ax.imshow([[0.0]], extent=(x, x + 0.9, y + 0.9, y), cmap=style.DENSITIES, aspect="auto")
        for x, y in places
    ]
    words = [ax.text(x + 0.45, y - 0.03, "", **size) for x, y in places]
    ax.set(xlim=(0, across), ylim=(-(-most // across) * (1 + GAP), 0))

    def move(result, pinned=None):
        top = float(np.abs(result.images).max()) or 1.0
        for i, (image, word) in enumerate(zip(images, words, strict=True)):
            there = i < len(result.images)
            image.set_visible(there)
            if there:
                image.set_data(result.images[i])
                image.set_clim(0, top)
                right = result.said[i] == result.labels[i]
                word.set_text(f"{result.said[i]}" if right else f"{result.said[i]} ≠ {result.labels[i]}")
                word.set(
                    color=style.TEXT if right else style.SECOND, fontweight="normal" if right else "bold"
                )

    return Drawing(move, images=images, words=words)
