"""The hero of lesson 4: σ(z), both losses and their slopes over one z axis, a ball on each; outputs beside them."""

import numpy as np

from app.pictures.axes import pinned_line, plain
from app.pictures.curves import Steps
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.hand import Handle
from app.pictures.prepared import joined
from app.pictures.style import style_of
from app.took_off.neuron.experiment import LOSSES, Z
from app.widgets.picture import NARROW


def picture(fig):
    """Three curves over z; beside them a and |dz| against updates."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    unit, loss, slope, output, gradient = layout(fig, boxes(width, height))
    return Drawing.together(
        unit=(over_z(unit, "a = σ(z), and σ′(z) dotted", sigma), whole),
        loss=(over_z(loss, "Loss over z", losses), whole),
        slope=(over_z(slope, "Its slope dz: a − y,  and (a − y) σ′(z)", slopes, "z"), whole),
        output=(outputs(output), whole),
        gradient=(gradients(gradient), whole),
    )


def looks(style):
    return ((style.FORWARD, "solid", "o"), (style.SECOND, (0, (5, 2)), "^"))


def sigma(r):
    return [r.curve, r.curve], r.a[-1], r.curve * (1 - r.curve)


def losses(r):
    return r.losses, r.loss, None


def slopes(r):
    return r.slopes, r.dz[-1], None


def over_z(ax, title, pick, xlabel=""):
    """A drawing of two curves over z with a ball on each; pick(result) -> (curves, heights of the balls, dotted)."""
    style = style_of(ax)
    plain(ax, title, style.TEXT, xlabel)
    ax.set_xlim(Z[0], Z[-1])
    ax.set_xticks(range(-8, 9, 4))
    if not xlabel:
        ax.set_xticklabels([])
    lines = [ax.plot([], [], color=c, ls=d, lw=style.MEDIAN)[0] for c, d, _ in looks(style)]
    (dotted,) = ax.plot([], [], color=style.MUTED, lw=style.THIN, ls=(0, (1, 1.5)))
    balls = [
        ax.plot([], [], color=c, ls="", marker=m, ms=11, mec=style.PAPER, mew=1.5)[0]
        for c, _, m in looks(style)
    ]
    before, state = pinned_line(ax, ls="", marker="s", ms=7), {}

    def move(r, pinned=None):
        curves, heights, extra = pick(r)
        old = ([], []) if pinned is None else (pinned.z, pick(pinned)[1])
        before.set_data(*old)
        low, high = min(0, curves_min(curves)), max(curve.max() for curve in curves)
        if state.get("limits") != (low, high):
            state["limits"] = low, high
            ax.set_ylim(low - 0.08 * (high - low), high + 0.14 * (high - low))
        for line, ball, curve, z, height in zip(lines, balls, curves, r.z, heights, strict=True):
            line.set_data(Z, curve)
            ball.set_data([np.clip(z, Z[0] + 0.2, Z[-1] - 0.2)], [np.clip(height, low, high)])
        dotted.set_data(*((Z, extra) if extra is not None else ([], [])))

    handles = {  # z = w · 1 + b, so b stays and w follows
        name: Handle(
            ball, lambda x, y, r: {"w": x - r.settings["b"]}, "ew-resize", "Drag the ball to begin there"
        )
        for name, ball in zip(("cross_entropy", "squared_error"), balls, strict=True)
    }
    return Drawing(move, dotted=dotted, curves=lines, before=before, here=balls).with_handles(**handles)


def curves_min(curves):
    return min(curve.min() for curve in curves)


def outputs(ax):
    """a against updates; hollow rings are the published values."""
    style = style_of(ax)
    plain(ax, "Output a (○ published)", style.TEXT)
    ax.set_ylim(-0.03, 1.06)
    steps = Steps(ax, 50)
    target = ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    (rings,) = ax.plot([], [], ls="", marker="o", ms=9, mfc="none", mec=style.THEORY, mew=1.5)
    lines, names = series(ax), key(ax)
    before = pinned_line(ax)

    def move(r, pinned=None):
        steps.mark(r.rates.changes)
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        target.set_ydata([r.settings["y"]] * 2)
        rings.set_data([*r.published], [*r.published.values()])
        for line, values in zip(lines, r.a.T, strict=True):
            line.set_data(r.steps, values)
        before.set_data(*([], []) if pinned is None else joined(pinned.steps, pinned.a))

    return Drawing(
        move,
        target=target,
        published=rings,
        before=before,
        lines=lines,
        names=names,
        changes=steps.changes,
    )


def gradients(ax):
    """|dz| on a log axis."""
    style = style_of(ax)
    plain(ax, "Size of the slope |dz| (log axis)", style.BACKWARD, "updates")
    ax.set_ylim(-5, 0.6)
    ax.set_yticks([-4, -2, 0], ["10⁻⁴", "10⁻²", "1"])
    steps = Steps(ax, 50)
    before, lines = pinned_line(ax), series(ax)

    def move(r, pinned=None):
        steps.mark(r.rates.changes)
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        for line, values in zip(lines, size(r), strict=True):
            line.set_data(r.steps, values)
        before.set_data(*([], []) if pinned is None else joined(pinned.steps, size(pinned).T))

    return Drawing(move, before=before, lines=lines, changes=steps.changes)


def size(r):
    """log₁₀ |dz| of both losses, (2 × updates)."""
    return np.log10(np.maximum(np.abs(r.dz.T), 1e-5))


def key(ax):
    """What the marks stand for."""
    style = style_of(ax)
    size = style.points(style.LABEL_SIZE)
    places = zip(LOSSES, looks(style), ("●", "▲"), (0.62, 0.46), strict=True)
    return [
        ax.text(0.98, y, f"{mark} {loss}", color=c, fontsize=size, ha="right", transform=ax.transAxes)
        for loss, (c, _, _), mark, y in places
    ]


def series(ax):
    """The two lines, a mark at their ends."""
    style = style_of(ax)
    return [
        ax.plot([], [], color=c, ls=d, lw=style.MEDIAN, marker=m, ms=8, markevery=[-1])[0]
        for c, d, m in looks(style)
    ]


def boxes(width, height):
    left, top, foot, title = 50, 24, 42, 30
    if width < NARROW:
        h = (height - top - 4 * title - 2 * foot - 6) / 5
        y, out = top, []
        for i in range(5):
            out.append((left, y, width - left - 12, h))
            y += h + title + {2: foot - 12, 3: 18}.get(i, 0)
        return out
    column = (width - left) * 0.5
    h3, h2 = (height - top - 2 * title - foot) / 3, (height - top - title - foot - 12) / 2
    x = left + column + 50
    return [(left, top + i * (h3 + title), column - 10, h3) for i in range(3)] + [
        (x, top + i * (h2 + title + 12), width - x - 12, h2) for i in range(2)
    ]
