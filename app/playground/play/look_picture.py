"""A look inside, by layer: magnitudes, shares or histograms; one of them is seen, and only that is drawn."""

import numpy as np

from app.pictures.axes import plain
from app.pictures.drawing import Drawing
from app.pictures.groups import groups
from app.pictures.layers import by_layer
from app.pictures.style import style_of
from app.playground.looks import EDGES_A, EDGES_dZ

HEALTHY = -3  # log₁₀ of the change of a weight in an update, by its size: what is often recommended


def looks(inside):
    """{name: (drawing, pick)} of the four kinds of axes: each draws the results that ask for it."""
    magnitude, ratio, share, table = inside
    style = style_of(magnitude)
    at = ratio.axhline(HEALTHY, color=style.CRITICAL, lw=style.THIN, ls=(0, (4, 2)))
    ratio.text(
        0.99, HEALTHY, "10⁻³", transform=ratio.get_yaxis_transform(), ha="right", va="bottom", color=style.CRITICAL,
        fontsize=style.points(style.LABEL_SIZE), clip_on=True,
    )  # fmt: skip
    at.set_zorder(0)
    half = {"saturated": (style.SECOND, "solid"), "dead": (style.TEXT, (0, (5, 2)))}
    kinds = {
        "magnitude": (magnitude, by_layer(magnitude, "", style.BACKWARD, "layer k"), in_layers),
        "ratio": (
            ratio,
            by_layer(ratio, "", style.PARAMETER, "layer k"),
            in_layers,
        ),
        "share": (share, groups(share, "", half, "layer k", 0.3, "o"), in_shares),
        "table": (table, histograms(table), lambda r: (r.looked, r.settings["look"] == "activations")),
    }
    return {
        name: (only(ax, drawing, KINDS[name], pick), lambda r: r)
        for name, (ax, drawing, pick) in kinds.items()
    }


KINDS = {
    "magnitude": {"gradient by layer": "RMS of dZ[k]", "‖dW‖ by layer": "‖dW[k]‖"},
    "ratio": {"update by weight": "‖ΔW[k]‖ / ‖W[k]‖ of the last update"},
    "share": {"saturated and dead units": "Hidden units and samples, share"},
    "table": {
        "activations": "A[k]: how its entries are spread",
        "gradients": "|dZ[k]|: how its entries are spread",
    },
}


def only(ax, drawing, titles, pick):
    """The drawing, for results that look at one of `titles`; for all others it and its axes are not seen."""
    style = style_of(ax)
    title = ax.set_title("", loc="left", fontsize=style.points(style.AXIS_SIZE), fontweight="bold", pad=4)
    shown = dict.fromkeys(drawing.artists, True)

    def move(r, pinned=None):
        look = r.settings["look"]
        seen = look in titles
        if ax.get_visible():
            shown.update({artist: artist.get_visible() for artist in drawing.artists})
        ax.set_visible(seen)
        for artist in drawing.artists:
            artist.set_visible(seen and shown[artist])
        if seen:
            same = pinned is not None and pinned.settings["look"] == look
            drawing.move(pick(r), pick(pinned) if same else None)
        title.set_text(titles.get(look, ""))

    return Drawing(move, **drawing.parts)


def in_layers(r):
    return np.arange(1, r.layers + 1), r.looked, None, r.step == 0, r.layers


def in_shares(r):
    hidden = r.layers - 1
    names = ("saturated", "dead") if hidden else ()
    return np.arange(1, hidden + 1), dict(zip(names, r.looked, strict=False)), (1, max(hidden, 2)), (0, 1)


def histograms(ax):
    """A drawing whose results are (shares (layers × bins), whether they are of A): a row for each layer."""
    style = style_of(ax)
    plain(ax, "", style.TEXT, " ")
    ax.grid(False)
    image = ax.imshow([[0.0]], origin="lower", aspect="auto", cmap=style.DENSITIES, interpolation="nearest")

    def move(result, pinned=None):
        values, of_A = result
        edges = EDGES_A if of_A else EDGES_dZ
        n = max(len(values), 1)
        image.set_data(values if len(values) else np.zeros((1, 1)))
        image.set_extent((edges[0], edges[-1], 0.5, n + 0.5))
        image.set_clim(0, max(float(np.nanmax(values, initial=0.0)), 1e-9))
        ax.set_xlim(edges[0], edges[-1])
        ax.set_ylim(0.5, n + 0.5)
        ax.set_yticks(range(1, n + 1), [f"layer {k}" if n < 7 else str(k) for k in range(1, n + 1)])
        ticks = [-2, -1, 0, 1, 2] if of_A else [-8, -6, -4, -2, 0]
        ax.set_xticks(
            ticks, [str(t).replace("-", "−") for t in ticks] if of_A else [POWERS[t] for t in ticks]
        )

    return Drawing(move, image=image)


POWERS = {-8: "10⁻⁸", -6: "10⁻⁶", -4: "10⁻⁴", -2: "10⁻²", 0: "1"}
