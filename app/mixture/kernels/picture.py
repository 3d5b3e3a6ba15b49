"""Inside the mixture: means, widths and weights over the input, and who answers for what at the slider."""

import numpy as np
from matplotlib.patches import Polygon

from app.pictures.axes import label, pinned_line, plain
from app.pictures.density.field import branches, ground
from app.pictures.density.nats import nats
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.prepared import joined
from app.pictures.style import style_of
from app.widgets.picture import NARROW

MOST = 8


def picture(fig):
    """Means ± widths over the data; weights; responsibilities; losses."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    means, weights, who, losses = layout(fig, boxes(width, height))
    return Drawing.together(
        means=(bands(means), whole),
        weights=(
            curves(weights, "Weights π(x)", lambda r: (r.x, r.pi_x, r.problem.x, r.at)),
            whole,
        ),
        responsibilities=(
            curves(
                who, "Responsibilities γ(y) here", lambda r: (r.fine, r.responsibilities, r.problem.y, None)
            ),
            whole,
        ),
        loss=(nats(losses, "Loss, every seed"), whole),
    )


def bands(ax):
    """A drawing of each kernel's mean over x, with a band of one width on either side."""
    style = style_of(ax)
    plain(ax, "Means μ ± widths σ", style.FORWARD)
    points = branches(ax)
    areas, lines, names = [], [], []
    for color, dash in style.KERNELS[:MOST]:
        areas.append(ax.add_patch(Polygon([[0, 0]], closed=True, color=color, alpha=style.BAND_ALPHA, lw=0)))
        lines += ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN)
        names.append(label(ax, color=color, va="center", ha="center"))
    (line,) = ax.plot([], [], color=style.TEXT, lw=1)
    before, fit = pinned_line(ax), ground(ax)

    def move(r, pinned=None):
        fit(r)
        before.set_data(*([], []) if pinned is None else joined(pinned.x, pinned.mu_x.T))
        points.move(r)
        line.set_data([r.at, r.at], [r.y[0], r.y[-1]])
        for k, (area, curve, name) in enumerate(zip(areas, lines, names, strict=True)):
            there = k < len(r.mu_x)
            for artist in (area, curve, name):
                artist.set_visible(there)
            if there:
                mu, sigma = (np.nan_to_num(v[k], nan=0, posinf=1e6, neginf=-1e6) for v in (r.mu_x, r.sigma_x))
                curve.set_data(r.x, mu)
                area.set_xy(np.r_[np.c_[r.x, mu - sigma], np.c_[r.x, mu + sigma][::-1]])
                at = int((0.06 + 0.1 * k) * len(r.x))
                name.set_position((r.x[at], mu[at]))
                name.set_text(str(k + 1) if r.y[0] < mu[at] < r.y[-1] else "")

    return Drawing(move, **points.parts, widths=areas, before=before, means=lines, names=names, here=line)


def curves(ax, title, pick):
    """A drawing of shares between 0 and 1, a line for each kernel; pick(result) -> (x, rows, label, mark)."""
    style = style_of(ax)
    plain(ax, title, style.FORWARD)
    ax.set_ylim(-0.03, 1.08)
    ax.set_yticks([0, 0.5, 1])
    lines = [ax.plot([], [], color=c, ls=dash, lw=style.MEDIAN)[0] for c, dash in style.KERNELS[:MOST]]
    (line,) = ax.plot([], [], color=style.TEXT, lw=1)
    before, shown = pinned_line(ax), {}

    def move(r, pinned=None):
        x, rows, name, mark = pick(r)
        old = ([], np.empty((0, 0))) if pinned is None else pick(pinned)
        before.set_data(*joined(old[0], old[1].T))
        if shown.get("name") != name:
            shown["name"] = name
            ax.set_xlim(x[0], x[-1])
            ax.set_xlabel(name, fontsize=style.points(style.AXIS_SIZE), labelpad=2)
        for k, curve in enumerate(lines):
            curve.set_data(*((x, rows[k]) if k < len(rows) else ([], [])))
        line.set_data(*(([mark, mark], [0, 1]) if mark is not None else ([], [])))

    return Drawing(move, before=before, lines=lines, here=line)


def boxes(width, height):
    left, top, foot = 58, 24, 44
    if width < NARROW:
        h = (height - 4 * (top + foot)) / 3.2
        heights, y, out = (1.1 * h, 0.6 * h, 0.6 * h, 0.9 * h), top, []
        for part in heights:
            out.append((left, y, width - left - 18, part))
            y += part + top + foot
        return out
    a = (width - left) * 0.34
    b = (width - left) * 0.23
    half = (height - 2 * (top + foot)) / 2
    x, h = left + a + 44, height - top - foot
    z = x + b + 60
    return [
        (left, top, a, h),
        (x, top, b, half),
        (x, top + half + top + foot, b, half),
        (z, top, width - z - 12, h),
    ]
