"""The number of each class in the middle of its region: colours alone do not tell ten of them apart."""

import numpy as np

from app.pictures.drawing import Drawing
from app.pictures.style import style_of


def region_numbers(ax, most):
    """A drawing for an `Answer`: a number in each region of more than two classes."""
    style = style_of(ax)
    box = {"boxstyle": "round,pad=0.15", "fc": style.PAPER, "ec": style.MUTED, "lw": 0.5}
    size = {"fontsize": style.points(style.LABEL_SIZE), "ha": "center", "va": "center"}
    texts = [ax.text(0, 0, str(c), color=style.TEXT, bbox=box, visible=False, **size) for c in range(most)]

    def move(r, pinned=None):
        labels = np.floor(r.answer) if r.classes > 2 else np.full_like(r.answer, -1)
        there, rows, columns = middles(labels[None] == np.arange(most)[:, None, None])
        for c, text in enumerate(texts):
            text.set_visible(bool(there[c]))
            text.set_position((r.x[columns[c]], r.y[rows[c]]))

    return Drawing(move, numbers=texts)


def middles(regions):
    """Of each region (regions × y × x, true inside): whether there is any of it, and the (row, column) of a point of
    it that is as far from its border as any, counted in steps to one of the eight neighbours."""
    left, last = regions.copy(), regions
    while left.any():
        last = np.where(left.any(axis=(1, 2), keepdims=True), left, last)
        left = eroded(left)
    at = last.reshape(len(last), -1).argmax(axis=1)
    return regions.any(axis=(1, 2)), *np.unravel_index(at, regions.shape[1:])


def eroded(regions):
    """What is left of the regions without their border; the grid's edge is one."""
    inside = np.zeros_like(regions)
    core = regions[:, 1:-1, 1:-1].copy()
    for i in range(3):
        for j in range(3):
            core &= regions[:, i : i + core.shape[1], j : j + core.shape[2]]
    inside[:, 1:-1, 1:-1] = core
    return inside
