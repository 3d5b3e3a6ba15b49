"""The net's answer over the plane of the data, or its curve over the line, with the samples."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from app.experiment.words import number
from app.pictures.axes import plain, says
from app.pictures.drawing import Drawing
from app.pictures.style import style_of

MARKERS = ("o", "^", "s", "D", "v", "P", "X", "<", ">", "p")  # of each class
FEW = 4  # classes of the data in the playground
TITLES = {0: "The answer, from − to +", 2: "The answer: which class"}


def looks_of(style, count):
    """(marker, colour) of the first classes."""
    return [*zip(MARKERS, (*style.CLASSES, *style.MORE_CLASSES), strict=True)][:count]


def ramps(style, count):
    """From paper to each class's colour, between whole numbers: 2.9 is class 2, nearly sure."""
    stops = []
    for i, (_, color) in enumerate(looks_of(style, count)):
        stops += [(i / count, style.PAPER), ((i + 1) / count - (i < count - 1) * 1e-9, color)]
    return LinearSegmentedColormap.from_list("classes", stops, N=256 * count)


def answer(ax, count=FEW):
    """A drawing of answers that tell at most so many classes apart."""
    style = style_of(ax)
    title = plain(ax, TITLES[2], style.TEXT, "x₁")
    ax.set_ylabel("x₂", fontsize=style.points(style.AXIS_SIZE), labelpad=0, rotation=0)
    ax.locator_params(nbins=5)
    ax.grid(False)
    says(ax, x=lambda x: f"x₁ {number(x)}", y=lambda y: f"x₂ {number(y)}")
    image = ax.imshow([[0.5]], origin="lower", aspect="auto", alpha=0.8, interpolation="nearest")
    maps = {0: style.SIGNED, 2: style.CLASS_SHADES, count: ramps(style, count)}
    looks = {"ls": "", "mec": style.EDGE, "mew": 0.5}
    classes = [
        ax.plot([], [], marker=marker, ms=4.6, color=color, **looks)[0]
        for marker, color in looks_of(style, count)
    ]
    tests = [
        ax.plot([], [], marker=marker, ms=5.2, color=color, ls="", mfc="none", mew=1.1)[0]
        for marker, color in looks_of(style, count)
    ]
    dots, hollow = (
        ax.scatter(
            [], [], c=[], s=size, cmap=style.SIGNED, edgecolors=style.EDGE, linewidths=0.5, marker=marker
        )
        for size, marker in ((22, "o"), (26, "s"))
    )
    (points,) = ax.plot([], [], marker="o", ms=4, color=style.MUTED, ls="", mew=0)
    (others,) = ax.plot([], [], marker="s", ms=4, mec=style.MUTED, ls="", mfc="none")
    (curve,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)

    def move(r, pinned=None):
        line = len(r.y) == 1
        kept = r.settings["shown"] == "training and test samples"
        learn = r.settings["shown"] != "no samples"
        title.set_text("The answer over x₁" if line else TITLES[min(r.classes, 2)])
        curve.set_data(*((r.x, r.answer[0]) if line else ([], [])))
        points.set_data(*((r.learn.X[0], r.learn.Y[0]) if line and learn else ([], [])))
        others.set_data(*((r.kept.X[0], r.kept.Y[0]) if line and kept else ([], [])))
        image.set_visible(not line)
        for artists, data, shown in ((classes, r.learn, learn), (tests, r.kept, kept)):
            labels = labels_of(data) if r.classes else np.full(data.N_s, -1)
            for c, artist in enumerate(artists):
                artist.set_data(*(data.X[:, labels == c] if shown and not line else ([], [])))
        ax.set_xlim(r.x[0], r.x[-1])
        if line:
            low, high = (f(r.learn.Y.min(), r.learn.Y.max()) for f in (min, max))
            room = 0.15 * (high - low)
            ax.set_ylim(low - room, high + room)
        else:
            ax.set_ylim(r.y[0], r.y[-1])
        size = most(r)
        for artist, data, shown in ((dots, r.learn, learn), (hollow, r.kept, kept)):
            there = shown and not line and not r.classes
            artist.set_offsets(data.X.T if there else np.empty((0, 2)))
            artist.set_array(data.Y[0] if there else np.empty(0))
            artist.set_clim(-size, size)
        if not line:
            image.set_interpolation("nearest" if r.classes > 2 else "bilinear")
            image.set_cmap(maps[count if r.classes > 2 else r.classes])
            image.set_clim(*((-size, size) if not r.classes else (0, 1) if r.classes == 2 else (0, count)))
            image.set_data(discrete(r, size) if r.settings["surface"] == "discretized" else r.answer)
            image.set_extent((r.x[0], r.x[-1], r.y[0], r.y[-1]))

    return Drawing(
        move,
        image=image,
        points=points,
        others=others,
        curve=curve,
        dots=dots,
        hollow=hollow,
        classes=classes,
        tests=tests,
    )


def labels_of(data):
    """The class of each sample."""
    return data.Y[0] if len(data.Y) == 1 else data.Y.argmax(axis=0)


def most(r):
    """The largest number of the data: that of the fullest colour."""
    return float(np.abs(r.learn.Y).max()) or 1.0


def discrete(r, size):
    """The answer, decided: a class, or a sign."""
    if not r.classes:
        return np.sign(r.answer) * size
    return (r.answer > 0.5) * 1.0 if r.classes == 2 else np.floor(r.answer) + 0.999
