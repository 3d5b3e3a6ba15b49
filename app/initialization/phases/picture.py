"""The plane of weight and bias variance with its two phases; beside it variance and correlation by layer."""

import numpy as np
from matplotlib.patches import Polygon
from matplotlib.patheffects import withStroke

from app.pictures.axes import Decades, Layers, plain, set_apart
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.hand import Handle
from app.pictures.prepared import mean, outline, quantiles
from app.pictures.style import style_of
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    where, variance, correlation = layout(fig, boxes(width, height))
    return Drawing.together(
        plane=(plane(where), whole),
        variance=(
            by_layer(variance, "Variance q of z", Height(variance)),
            lambda r: (r.q, r.theory_q, r.settings["depth"]),
        ),
        correlation=(
            by_layer(correlation, "Correlation c of two inputs", Share(correlation), xlabel="layer"),
            lambda r: (r.c, r.theory_c, r.settings["depth"]),
        ),
    )


def plane(ax):
    """χ₁ in colours, blank where it is 1; the critical line; and where the settings are."""
    style = style_of(ax)
    plain(ax, "The two phases", style.TEXT, r"$\sigma_w^2$")
    ax.grid(False)
    ax.set_ylabel(r"$\sigma_b^2$", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    cmap = style.SIGNED.with_extremes(bad=style.NOWHERE)
    image = ax.imshow([[np.nan]], cmap=cmap, vmin=-0.8, vmax=0.8, origin="lower", aspect="auto", alpha=0.8)
    (line,) = ax.plot([], [], color=style.CRITICAL, lw=style.MEDIAN, marker="o", ms=5, markevery=[0])
    halo = [withStroke(linewidth=3.5, foreground=style.PAPER)]
    (here,) = ax.plot([], [], ls="", marker="*", ms=15, color=style.TEXT, mec=style.PAPER, mew=1.2)
    size = style.points(style.LABEL_SIZE)
    names = [
        ax.text(0, 0, name, fontsize=size, ha="center", va="center", color=color, path_effects=halo)
        for name, color in (
            ("ordered", style.TEXT),
            ("chaotic", style.TEXT),
            ("no fixed point", style.TEXT),
            ("χ₁ = 1", style.CRITICAL),
            ("you are here", style.TEXT),
        )
    ]

    def move(r, pinned=None):
        var_w, var_b, chi_1, critical = r.plane
        side, top = var_w[-1] + var_w[0], var_b[-1] + var_b[0]
        with np.errstate(divide="ignore"):
            image.set_data(np.log(chi_1))
        image.set_extent((0, side, 0, top))
        ax.set_xlim(0, side)
        ax.set_ylim(0, top)
        line.set_data(*critical)
        regions = [chi_1 < 1, chi_1 > 1, np.isnan(chi_1)]
        for name, region in zip(names, regions, strict=False):
            rows, columns = np.nonzero(region)
            name.set_visible(region.mean() > 0.05)
            if columns.size:
                row = rows >= 0.6 * len(var_b)  # high up, where nothing else stands
                at = columns[row] if row.any() else columns
                name.set_position((var_w[int(at.mean())], top * 0.8))
        ends = np.flatnonzero((critical[1] > 0.35 * top) & (critical[0] < 0.85 * side))
        names[3].set_visible(bool(ends.size))
        if ends.size:
            names[3].set_position((critical[0][ends[0]] + 0.12 * side, critical[1][ends[0]]))
        x, y = r.settings["var_w"], r.settings["var_b"]
        here.set_data([x], [y])
        names[4].set_position(
            (np.clip(x, 0.2 * side, 0.8 * side), y + (0.09 if y < 0.85 * top else -0.09) * top)
        )

    star = Handle(here, lambda x, y, r: {"var_w": x, "var_b": y}, "move", "Drag the star to other variances")
    return Drawing(move, image=image, critical=line, here=here, names=names).with_handles(here=star)


class Height:
    """A variance on a log axis."""

    def __init__(self, ax):
        self.decades = Decades(ax, low=-4, high=1)
        self.decades.STRIDE = 2

    def place(self, *curves):
        self.decades.reset()
        self.decades.fit(np.concatenate(curves))
        return [self.decades.place(curve) for curve in curves]


class Share:
    """A correlation, as it is."""

    def __init__(self, ax):
        self.ax = ax

    def place(self, *curves):
        low = min(0.0, np.nanmin([np.nanmin(c) if np.isfinite(c).any() else 0 for c in curves]))
        self.ax.set_ylim(np.floor(low * 2) / 2 - 0.03, 1.05)
        return curves


def by_layer(ax, title, axis, xlabel=""):
    """A drawing whose results are (values (layers × nets), theory (layers), depth)."""
    style = style_of(ax)
    plain(ax, title, style.FORWARD, xlabel)
    layers = Layers(ax, ticks=bool(xlabel))
    band = ax.add_patch(Polygon([[0, 0]], closed=True, color=style.FORWARD, alpha=style.BAND_ALPHA, lw=0))
    (median,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    (plain_mean,) = ax.plot([], [], color=style.PARAMETER, lw=style.THIN, marker="^", ms=4, markevery=4)
    (theory,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    drawn = [median, plain_mean, theory]
    names = [
        ax.text(0, 0, name, fontsize=style.points(style.LABEL_SIZE), va="center", color=line.get_color())
        for name, line in zip(("median", "mean", "theory"), drawn, strict=True)
    ]

    def move(result, pinned=None):
        values, expected, depth = result
        layers.fit(depth)
        k = np.arange(1, depth + 1)
        low, middle, high = quantiles(values)
        low, middle, high, average, wide = axis.place(low, middle, high, mean(values), expected)
        band.set_xy(outline(k, low, high))
        for line, curve in zip(drawn, (middle, average, wide), strict=True):
            line.set_data(k, curve)
        set_apart(ax, names, depth + 0.5 + 0.02 * depth, [middle[-1], average[-1], wide[-1]])

    return Drawing(move, band=band, mean=plain_mean, theory=theory, median=median, names=names)


def boxes(width, height):
    """The plane, and two pictures by layer beside it or beneath."""
    left, top, title, names = 52, 26, 32, 58
    if width < NARROW:
        side = width - left - 14
        rest = (height - top - side * 0.8 - 44 - 2 * title - 40) / 2
        below = top + side * 0.8 + 44 + title
        w = width - left - names
        return [
            (left, top, side, side * 0.8),
            (left, below, w, rest),
            (left, below + rest + title, w, rest),
        ]
    h = (height - top - title - 42) / 2
    x = 440
    w = width - x - names
    return [(left, top, 310, height - top - 42), (x, top, w, h), (x, top + h + title, w, h)]
