"""A magnitude by layer: median over the seeds, band from the 10th to the 90th percentile, theory dashed."""

import warnings

import numpy as np
from matplotlib.patches import Polygon

from app.pictures import style
from app.pictures.axes import Decades, Layers, plain
from app.pictures.drawing import Drawing


def by_layer(ax, title, color, xlabel="", zones=False):
    """A drawing whose results are (layers, values (layers × seeds), theory (layers) or None, fresh, depth).

    layers: their numbers k, (layers); fresh: whether the run is another, whose limits begin anew; depth: L of the net.
    Of a pinned result the median is drawn, dotted.
    """
    name = plain(ax, title, color, xlabel)
    layers, decades = Layers(ax, ticks=bool(xlabel)), Decades(ax, zones=zones)
    band = ax.add_patch(Polygon([[0, 0]], closed=True, color=color, alpha=style.BAND_ALPHA, lw=0))
    (median,) = ax.plot([], [], color=color, lw=style.MEDIAN, marker="o", ms=3.5)
    (before,) = ax.plot([], [], **style.PINNED)
    (theory,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))

    def move(result, pinned=None):
        k, values, expected, fresh, depth = result
        low, middle, high = quantiles(values)
        if fresh:
            decades.reset()
        old = np.array([]) if pinned is None else quantiles(pinned[1])[1]
        decades.fit(np.concatenate([low, high, old]))
        layers.fit(depth)
        low, middle, high = (decades.place(q) for q in (low, middle, high))
        inside = np.isfinite(low) & np.isfinite(high)
        edge = np.concatenate([np.c_[k, low][inside], np.c_[k, high][inside][::-1]])
        band.set_xy(edge if len(edge) else [[0, 0]])
        median.set_data(k, middle)
        theory.set_data(*([], []) if expected is None else (k, decades.place(expected)))
        name.set_text(title if expected is None else f"{title}  (– – theory)")
        before.set_data([] if pinned is None else pinned[0], decades.place(old))

    return Drawing(move, band=band, before=before, theory=theory, median=median)


def quantiles(values):
    """10th, 50th and 90th percentile over the last axis, (3, …); members that are not finite are left out."""
    finite = np.isfinite(values)
    if finite.all():  # much faster
        return np.percentile(values, (10, 50, 90), axis=-1)
    values = np.where(finite, values, np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a layer in which no member is finite gives nan
        return np.nanpercentile(values, (10, 50, 90), axis=-1)
