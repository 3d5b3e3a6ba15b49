"""Gradient maps of both losses over (z, y), and the two densities whose −ln they are."""

from app.experiment.words import number
from app.pictures.axes import pinned_line, plain
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.hand import Handle
from app.pictures.style import style_of
from app.took_off.likelihood.experiment import FINE, GRID_Y, GRID_Z
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    first, second, coin, bell = layout(fig, boxes(width, height))
    return Drawing.together(
        cross_entropy=(gradient_map(first, "|dz|, cross-entropy"), lambda r: (r, 0)),
        squared_error=(gradient_map(second, "|dz|, squared error"), lambda r: (r, 1)),
        coin=(bernoulli(coin), whole),
        gaussian=(gaussian(bell), whole),
    )


def gradient_map(ax, title):
    """Blank is asleep, dark is a gradient of 1; contours of the same values in both maps."""
    style = style_of(ax)
    plain(ax, title, style.BACKWARD, "z")
    ax.grid(False)
    ax.set(xlim=(-8, 8), ylim=(0, 1), yticks=[0, 1], ylabel="y", xticks=[-8, 0, 8])
    image = ax.imshow(
        [[0.0]],
        cmap=style.DENSITIES,
        vmin=0,
        vmax=1,
        origin="lower",
        aspect="auto",
        extent=(GRID_Z[0], GRID_Z[-1], GRID_Y[0], GRID_Y[-1]),
        interpolation="bilinear",
    )
    (ball,) = ax.plot(
        [], [], ls="", marker="o", ms=10, mfc=style.PAPER, mec=style.SECOND, mew=2, clip_on=False
    )
    before = pinned_line(ax, marker="s", ms=7, clip_on=False)
    words = ax.text(
        0.5,
        0.5,
        "",
        transform=ax.transAxes,
        ha="center",
        fontsize=style.points(style.LABEL_SIZE),
        va="center",
    )
    words.set_bbox({"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 1})

    def move(result, pinned=None):
        r, i = result
        image.set_data(r.maps[i])
        ball.set_data([r.z], [r.settings["y"]])
        before.set_data(*([], []) if pinned is None else ([pinned[0].z], [pinned[0].settings["y"]]))
        words.set_text(f"here {number(abs(r.dz[i]))}")

    to = Handle(ball, lambda x, y, picked: {"z": x, "y": y}, "move", "Drag the ball to another z and y")
    return Drawing(move, image=image, before=before, here=ball, words=words).with_handles(here=to)


def bernoulli(ax):
    """Two bars: how probable 0 and 1 are."""
    style = style_of(ax)
    plain(ax, "A coin: p(y) = aʸ (1 − a)¹⁻ʸ", style.FORWARD, "y")
    ax.set(xlim=(-0.6, 1.6), xticks=[0, 1], ylim=(0, 1.08), yticks=[0, 0.5, 1])
    bars = ax.bar([0, 1], [0, 0], width=0.5, color=style.DENSITY, edgecolor=style.FORWARD, lw=1.5)
    line = ax.axvline(0, color=style.SECOND, lw=1.5, ls=(0, (4, 2)))
    before = pinned_line(ax, ls="", marker="s", ms=7, clip_on=False)

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else ([0, 1], [1 - pinned.a, pinned.a]))
        bars[0].set_height(1 - r.a)
        bars[1].set_height(r.a)
        line.set_xdata([r.settings["y"]] * 2)

    return Drawing(move, bars=bars, target=line, before=before)


def gaussian(ax):
    """The bell around z, and the target."""
    style = style_of(ax)
    plain(ax, "A Gaussian: p(y) = N(y; z, σ²)", style.FORWARD, "y")
    ax.set(xlim=(-8, 8), xticks=[-8, 0, 8], ylim=(0, 1.4), yticks=[0, 0.5, 1])
    (curve,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    before = pinned_line(ax)
    line = ax.axvline(0, color=style.SECOND, lw=1.5, ls=(0, (4, 2)))
    name = ax.text(0, 1.3, " y", color=style.SECOND, fontsize=style.points(style.LABEL_SIZE), va="center")

    def move(r, pinned=None):
        curve.set_data(FINE, r.gaussian)
        before.set_data(*([], []) if pinned is None else (FINE, pinned.gaussian))
        line.set_xdata([r.settings["y"]] * 2)
        name.set_x(r.settings["y"])

    return Drawing(move, curve=curve, before=before, target=line, name=name)


def boxes(width, height):
    left, top, foot = 36, 24, 42
    n = 1 if width < NARROW else 2
    w = (width - n * (left + 14)) / n
    h = (height - (4 / n) * (top + foot)) / (4 / n)
    return [(left + (i % n) * (w + left + 14), top + (i // n) * (h + top + foot), w, h) for i in range(4)]
