"""Many small maps over the input plane, one for each unit of a layer."""

import numpy as np
from matplotlib.patches import Rectangle

from app.pictures.drawing import Drawing
from app.pictures.style import style_of

GAP = 0.06  # between two maps, as a share of one


def small_maps(ax, title, units, across):
    """A drawing whose results are maps (units × n × n): blank is 0, and all of a layer have one scale."""
    style = style_of(ax)
    size = style.points(style.AXIS_SIZE)
    ax.set_title(title, loc="left", fontsize=size, color=style.FORWARD, pad=4, fontweight="bold")
    ax.axis("off")
    images, words = [], []
    for i in range(units):
        x, y = i % across, i // across
        images.append(
            ax.imshow(
                [[0.0]],
                extent=(x, x + 1 - GAP, y + 1 - GAP, y),
                origin="lower",
                cmap=style.SIGNED,
                interpolation="bilinear",
                aspect="auto",
            )
        )
        ax.add_patch(
            Rectangle((x, y), 1 - GAP, 1 - GAP, fill=False, ec=style.MUTED, lw=0.6, clip_on=False, zorder=3)
        )
        words.append(
            ax.text(
                x + 0.5 - GAP / 2,
                y + 0.5 - GAP / 2,
                "",
                ha="center",
                va="center",
                fontsize=style.points(style.LABEL_SIZE),
                color=style.MUTED,
            )
        )
    ax.set(xlim=(0, across), ylim=(-(-units // across), 0))

    def move(maps, pinned=None):
        size = np.abs(maps[np.isfinite(maps)]).max(initial=0.0) or 1.0
        for image, word, values in zip(images, words, maps, strict=True):
            image.set_data(values)
            image.set_clim(-size, size)
            word.set_text("0" if not values.any() else "" if np.isfinite(values).all() else "×")

    return Drawing(move, images=images, words=words)
