"""A net inside, by layer, with what the playground looks at it through: activations and gradients as they are spread,
saturated and dead units, and how large an update is beside its weights."""

import numpy as np

from app.pictures.axes import plain
from app.pictures.drawing import Drawing
from app.pictures.groups import groups
from app.pictures.layers import by_layer
from app.pictures.style import style_of
from app.playground.play.look_picture import HEALTHY, KINDS, histograms

PLACES = 4  # axes


def inside(spread, back, shares, ratio):
    """{name: (drawing, pick)} in these four axes, for results with `inside`, `rms_dZ` and `step`."""
    style = style_of(spread)
    healthy(ratio)
    looks = {"saturated": (style.SECOND, "solid"), "dead": (style.TEXT, (0, (5, 2)))}
    by = by_layer(ratio, "‖ΔW[k]‖ / ‖W[k]‖", style.PARAMETER, "layer k")
    return {
        "activations": (titled(spread, "activations", style.FORWARD), lambda r: (r.inside.activations, True)),
        "gradients": (titled(back, "gradients", style.BACKWARD), lambda r: (r.inside.gradients, False)),
        "shares": (groups(shares, "Hidden units, share", looks, "layer k", 0.4, "o"), in_shares),
        "ratio": (by, in_layers),
    }


def titled(ax, look, color):
    """A drawing of histograms, a row for each layer, under its short name."""
    drawing = histograms(ax)
    plain(ax, KINDS["table"][look].partition(":")[0], color)
    ax.grid(False)

    def move(result, pinned=None):
        drawing.move(result)
        ax.set_xticks(*([-2, 0, 2], ["−2", "0", "2"]) if result[1] else ([-8, -4, 0], ["10⁻⁸", "10⁻⁴", "1"]))

    return Drawing(move, **drawing.parts)


def healthy(ax):
    """A line at what is often recommended."""
    style = style_of(ax)
    ax.axhline(HEALTHY, color=style.CRITICAL, lw=style.THIN, ls=(0, (4, 2)), zorder=0)


def in_shares(r):
    """What `groups` draws of a result."""
    hidden = r.inside.shares.shape[1]
    curves = dict(zip(("saturated", "dead"), r.inside.shares, strict=True)) if hidden else {}
    return np.arange(1, hidden + 1), curves, (1, max(hidden, 2)), (0, 1)


def in_layers(r):
    """What `by_layer` draws of a result."""
    depth = len(r.inside.ratio)
    return np.arange(1, depth + 1), r.inside.ratio, None, r.step == 0, depth
