"""A decision boundary with the data: where the net says class 1, and the samples it was trained on."""

from app.pictures.drawing import Drawing
from app.pictures.style import style_of


def regions(ax, title, color):
    """A drawing whose results are (map of P(class 1) (n × n), extent, X, Y, words under the title)."""
    style = style_of(ax)
    ax.set_title(
        title, loc="left", fontsize=style.points(style.AXIS_SIZE), color=color, pad=4, fontweight="bold"
    )
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color(style.GRID)
    image = ax.imshow(
        [[0.5]],
        vmin=0,
        vmax=1,
        cmap=style.CLASS_SHADES,
        origin="lower",
        alpha=0.75,
        interpolation="bilinear",
        aspect="auto",
    )
    points = [
        ax.plot([], [], ls="", marker=marker, ms=3.6, color=shade, mec=style.EDGE, mew=0.4)[0]
        for shade, marker in zip(style.CLASSES, style.CLASS_MARKERS, strict=True)
    ]
    words = ax.text(
        0.02,
        0.02,
        "",
        transform=ax.transAxes,
        fontsize=style.points(style.LABEL_SIZE),
        va="bottom",
        bbox={"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 1.5},
    )

    def move(result, pinned=None):
        values, extent, X, Y, text = result
        image.set_data(values)
        image.set_extent(extent)
        ax.set_xlim(extent[:2])
        ax.set_ylim(extent[2:])
        for label, line in enumerate(points):
            line.set_data(*X[:, Y[0] == label])
        words.set_text(text)

    return Drawing(move, image=image, points=points, words=words)
