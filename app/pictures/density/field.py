"""A density over inputs and answers as an image, with the data it was learnt from."""

import numpy as np
from matplotlib.colors import PowerNorm

from app.pictures.axes import label, pinned_line, plain
from app.pictures.drawing import Drawing
from app.pictures.hand import Handle
from app.pictures.style import style_of

SHOWN = 500  # samples drawn


def ground(ax, ylabel=True):
    """fit(result): limits and names of axes over x and y of a problem, set when it is another."""
    style = style_of(ax)
    shown = {}

    def fit(r):
        if shown.get("problem") is not r.problem:
            shown["problem"] = r.problem
            ax.set_xlim(r.x[0], r.x[-1])
            ax.set_ylim(r.y[0], r.y[-1])
            ax.set_xlabel(r.problem.x, fontsize=style.points(style.AXIS_SIZE), labelpad=2)
            if ylabel:
                ax.set_ylabel(r.problem.y, fontsize=style.points(style.AXIS_SIZE), labelpad=2)

    return fit


def branches(ax):
    """A drawing of the first samples: those of a rock in its colour and mark and with its name, others plain."""
    style = style_of(ax)
    (plain_ones,) = ax.plot([], [], ls="", marker="o", ms=2.2, color=style.PARAMETER, alpha=0.35, mew=0)
    rocks = {
        rock: ax.plot([], [], ls="", marker=marker, ms=3, color=color, alpha=0.55, mew=0)[0]
        for rock, (color, marker, _) in style.ROCKS.items()
    }
    corners = (0.03, 0.13, "bottom", "left"), (0.98, 0.98, "top", "right")  # the rocks lie between
    words = [
        label(ax, color=color, va=va, ha=ha, transform=ax.transAxes)
        for (color, *_), (_, _, va, ha) in zip(style.ROCKS.values(), corners, strict=True)
    ]
    for text, (x, y, *_) in zip(words, corners, strict=True):
        text.set_position((x, y))

    def move(r, pinned=None):
        x, y = r.data.X[0, :SHOWN], r.data.Y[0, :SHOWN]
        known = set(r.problem.answers) <= set(style.ROCKS)
        plain_ones.set_data(*([], []) if known else (x, y))
        for text, (rock, points) in zip(words, rocks.items(), strict=True):
            mine = r.branch[:SHOWN] == r.problem.answers.index(rock) if known else np.zeros(len(x), bool)
            points.set_data(x[mine], y[mine])
            text.set_text(f"{style.ROCKS[rock][2]} {rock}" if known else "")

    return Drawing(move, points=plain_ones, rocks=rocks, rock_names=words)


def field(ax, title="", words=lambda r: "", ylabel=True):
    """A drawing of a result with image, data, branch, x, y, at, mean and mean_x; `words` stand at the foot."""
    style = style_of(ax)
    name = plain(ax, title, style.FORWARD)
    ax.grid(False)
    norm = PowerNorm(0.5, 0, 1)
    image = ax.imshow(
        [[0.0]], cmap=style.DENSITIES, norm=norm, origin="lower", aspect="auto", interpolation="bilinear"
    )
    points = branches(ax)
    (curve,) = ax.plot([], [], color=style.SECOND, lw=style.THIN, ls=(0, (4, 2)))
    (line,) = ax.plot([], [], color=style.TEXT, lw=style.THIN)
    (hollow,) = ax.plot([], [], ls="", marker="o", ms=9, mfc=style.PAPER, mec=style.SECOND, mew=2)
    said = label(ax, color=style.TEXT, va="bottom", ha="left")
    before, fit = pinned_line(ax), ground(ax, ylabel)

    def move(r, pinned=None):
        fit(r)
        name.set_text(in_symbols(title, r))
        before.set_data(*([], []) if pinned is None else (pinned.x, pinned.mean_x))
        said.set_text(words(r))
        said.set_position((r.x[0] + 0.03 * (r.x[-1] - r.x[0]), r.y[0] + 0.02 * (r.y[-1] - r.y[0])))
        image.set_extent((r.x[0], r.x[-1], r.y[0], r.y[-1]))
        finite = np.nan_to_num(r.image, nan=0.0, posinf=0.0)
        norm.vmax = max(float(np.percentile(finite, 99.5)), 1e-12)
        image.set_data(finite)
        points.move(r)
        curve.set_data(r.x, r.mean_x)
        line.set_data([r.at, r.at], [r.y[0], r.y[-1]])
        hollow.set_data([r.at], [r.mean])

    return Drawing(
        move,
        image=image,
        **points.parts,
        before=before,
        mean=curve,
        here=line,
        mean_here=hollow,
        words=said,
    ).with_handles(
        here=Handle(line, lambda x, y, r: {"at": x}, "ew-resize", "Drag the line to another input")
    )


def in_symbols(title, r):
    """A title that speaks of p(y | x), in the symbols of the problem."""
    x, y = r.problem.symbols
    return title.replace("p(y | x)", f"p({y} | {x})")
