"""Names beside the ends of lines."""

import numpy as np

from app.pictures.style import style_of


def set_apart(ax, names, x, heights):
    """Names beside the ends of their lines, moved apart where they would lie on each other."""
    style = style_of(ax)
    bottom, top = ax.get_ylim()
    gap = (top - bottom) * 15 / (ax.bbox.height * style.PIXELS_PER_INCH / ax.figure.dpi)
    order = np.argsort(np.nan_to_num(heights, nan=top))
    places, at = {}, bottom - gap
    for i in order:
        at = places[i] = max(at + gap, np.nan_to_num(heights[i], nan=top))
    limit = top - gap / 2  # what stands above the axes moves down, and pushes what lies under it
    for i in order[::-1]:
        places[i] = min(places[i], limit)
        limit = places[i] - gap
    for i, y in places.items():
        names[i].set_position((x, y))
