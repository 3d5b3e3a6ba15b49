"""A magnitude by layer: median over the seeds, band from the 10th to the 90th percentile, theory dashed."""

import numpy as np
from matplotlib.patches import Polygon

from app.pictures.axes import Decades, Layers, plain
from app.pictures.drawing import Drawing
from app.pictures.prepared import outline, quantiles
from app.pictures.style import style_of


def by_layer(ax, title, color, xlabel="", zones=False, most=np.inf):
    """A drawing whose results are (layers, values (layers × seeds), theory (layers) or None, fresh, depth).

    layers: their numbers k, (layers); fresh: whether the run is another, whose limits begin anew; depth: L of the net.
    Of a pinned result the median is drawn, dotted. What is above `most` leaves the axes at their top.
    """
    style = style_of(ax)
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
        ends = np.concatenate([low, high, old, [] if expected is None else expected])
        decades.fit(ends[ends <= most])
        layers.fit(depth)
        low, middle, high = (decades.place(q) for q in (low, middle, high))
        band.set_xy(outline(k, low, high))
        median.set_data(k, middle)
        theory.set_data(*([], []) if expected is None else (k, decades.place(expected)))
        name.set_text(title if expected is None else f"{title}  (– – theory)")
        before.set_data([] if pinned is None else pinned[0], decades.place(old))

    return Drawing(move, band=band, before=before, theory=theory, median=median)
