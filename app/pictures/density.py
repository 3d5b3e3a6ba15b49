"""A density that a net gives for each input: as an image over the data, and as a slice at one input."""

import numpy as np
from matplotlib.colors import PowerNorm
from matplotlib.patches import Polygon

from app.experiment.words import fixed, percent
from app.pictures.axes import pinned_line, plain, says
from app.pictures.drawing import Drawing
from app.pictures.hand import Handle
from app.pictures.prepared import joined
from app.pictures.style import style_of

SHOWN = 500  # samples drawn
EMPTY = 0.05  # of the exact peak: nothing is there


def label(ax, text="", **kwargs):
    """Text in the axes' own data, halo behind it, 12 px."""
    style = style_of(ax)
    return ax.text(
        0,
        0,
        text,
        fontsize=style.points(style.LABEL_SIZE),
        bbox={"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 1},
        **kwargs,
    )


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


class Peak:
    """The axis of a density: its end is 1, 2 or 5 times a power of ten, so that it seldom changes."""

    def __init__(self, set_limits):
        self.set_limits, self.end = set_limits, None

    def fit(self, peak):
        """Limits from 0 to a round number above `peak`, which is given back."""
        peak = peak if np.isfinite(peak) and peak > 0 else 1.0
        end = next(e for e in (m * 10.0**k for k in range(-3, 9) for m in (1, 2, 5)) if e >= min(peak, 1e8))
        if end != self.end:
            self.end = end
            self.set_limits(end)
        return end


def cut(ax, words=True):
    """A drawing of the slice at `at`: y goes up as in the field beside it, the density goes to the right. The exact
    part of each rock is filled in its colour, and named with its probability."""
    style = style_of(ax)
    plain(ax, "")
    peak = Peak(lambda end: (ax.set_xlim(0, end * 1.02), ax.set_xticks([0, end / 2, end])))
    area = ax.add_patch(Polygon([[0, 0]], closed=True, color=style.FORWARD, alpha=style.BAND_ALPHA, lw=0))
    parts = [ax.plot([], [], color=style.FORWARD, lw=1)[0] for _ in range(8)]
    rocks = [
        ax.add_patch(Polygon([[0, 0]], closed=True, color=color, alpha=0.3, lw=0))
        for color, *_ in style.ROCKS.values()
    ]
    shares = [
        label(ax, color=color, va=va, ha="right")
        for (color, *_), va in zip(style.ROCKS.values(), ("top", "bottom"), strict=True)
    ]
    (true,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    (net,) = ax.plot([], [], color=style.FORWARD, lw=style.MEDIAN)
    before = pinned_line(ax)
    (level,) = ax.plot([], [], color=style.SECOND, lw=1, ls=(0, (4, 2)))
    (hollow,) = ax.plot(
        [], [], ls="", marker="o", ms=9, mfc=style.PAPER, mec=style.SECOND, mew=2, clip_on=False
    )
    said = label(ax, color=style.SECOND, va="bottom", ha="left")
    name = label(ax, "dashed: exact" if words else "– – exact", color=style.THEORY, va="top", ha="right")
    shown = {}

    def move(r, pinned=None):
        if shown.get("problem") is not r.problem:
            shown["problem"] = r.problem
            ax.set_ylim(r.y[0], r.y[-1])
            ax.set_xlabel("density", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
        p, exact = np.nan_to_num(r.parts.sum(axis=0)), r.exact_parts.sum(axis=0)
        end = peak.fit(max(exact.max() * 1.05, min(p.max(), 4 * max(exact.max(), 1.0))))
        area.set_xy(np.c_[np.r_[0, p, 0], np.r_[r.fine[0], r.fine, r.fine[-1]]])
        net.set_data(p, r.fine)
        known = set(r.problem.answers) <= set(style.ROCKS)
        for area_of, text, i in zip(rocks, shares, range(2), strict=True):
            part = r.exact_parts[i] if known else np.zeros(len(r.fine))
            area_of.set_xy(np.c_[np.r_[0, part, 0], np.r_[r.fine[0], r.fine, r.fine[-1]]])
            share = r.shares[i] if known else 0
            text.set_text(f"{r.problem.answers[i]} {percent(share)}" if words and share > 0.005 else "")
            text.set_position((end, r.fine[part.argmax()] + (-0.012, 0.012)[i]))
        true.set_data(exact, r.fine)
        for line, part in zip(parts, [*r.parts, *([[]] * len(parts))], strict=False):
            line.set_data(part, r.fine if len(part) else [])
        before.set_data(*([], []) if pinned is None else (pinned.parts.sum(axis=0), pinned.fine))
        empty = exact.max() > 0 and r.emptiness < EMPTY
        level.set_data([0, end], [r.mean, r.mean])
        hollow.set_data([0], [r.mean])
        rock = "no rock here" if r.problem.name == "petroelastic" else "no answer here"
        gap = " " if ax.bbox.width > 1.5 * ax.figure.dpi else "\n"
        said.set_text(f"the mean:{gap}{rock}" if empty else "the mean")
        said.set_visible(words)
        said.set_position((end * 0.1, r.mean + (r.y[-1] - r.y[0]) * 0.012))
        name.set_position((end, r.y[-1]))

    return Drawing(
        move,
        area=area,
        rocks=rocks,
        parts=parts,
        exact=true,
        before=before,
        density=net,
        mean=level,
        mean_here=hollow,
        shares=shares,
        words=said,
        name=name,
    )


def nats(ax, title="Loss  −ln p(y | x), every seed", xlabel="updates (log axis)"):
    """A drawing of losses over a log axis of updates: learnt from thin, held out thick, floors named."""
    style = style_of(ax)
    heading = plain(ax, title, style.TEXT, xlabel)
    floors = [
        ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=dash)[0]
        for dash in ((0, (4, 2)), (0, (1, 1.5)))
    ]
    names = [label(ax, color=style.THEORY, va="top", ha="left") for _ in floors]
    (single,) = ax.plot([], [], color=style.FORWARD, lw=0.9, alpha=0.6)
    (tests,) = ax.plot([], [], color=style.TEXT, lw=1.6)
    (ends,) = ax.plot([], [], color=style.TEXT, ls="", marker="o", ms=4)  # seen before there is a line
    before = pinned_line(ax)
    key = [
        label(ax, text, color=c, va="top", ha="right")
        for text, c in (("held out", style.TEXT), ("learnt from", style.FORWARD))
    ]
    shown = {}

    def fit(r):
        last = r.settings["updates"]
        high = min(r.floor, r.gaussian_floor) + 2.45
        low = min(high - 2.7, shown.get("key", (last, 0))[1] if shown.get("high") == high else 0)
        finite = r.losses[np.isfinite(r.losses)]
        if finite.size and finite.min() < low:  # learnt by heart
            low = max(np.floor(finite.min()), high - 12)
        shown["high"] = high
        if shown.get("key") != (last, low):
            shown["key"] = last, low
            heading.set_text(in_symbols(title, r))
            ax.set_xlim(np.log10(0.5), np.log10(last) * 1.01)
            says(ax, x=lambda x: f"update {10.0**x if x >= 0 else 0:,.0f}")
            ticks = [t for t in (1, 10, 100, 1000) if t <= last]
            ax.set_xticks([np.log10(0.5), *np.log10(ticks)], ["0", *(f"{t:,}" for t in ticks)])
            ax.set_ylim(low, high)
        return np.log10(last), low, high

    def lines(steps, rows, low, high):
        x = np.log10(np.maximum(steps, 0.5))
        return joined(x, np.clip(rows, low, high - 0.02))

    def thinned(r):
        keep = np.unique(
            np.searchsorted(r.steps, np.geomspace(1, max(r.steps[-1], 1), 150).astype(int)).clip(
                0, len(r.steps) - 1
            )
        )
        keep = np.r_[0, keep[keep > 0]]
        return r.steps[keep], r.losses[keep]

    def move(r, pinned=None):
        end, low, high = fit(r)
        start = np.log10(0.5)
        for line, name, at, text in zip(
            floors,
            names,
            (r.floor, r.gaussian_floor),
            ("exact posterior", "best single Gaussian"),
            strict=True,
        ):
            line.set_data([start, end], [at, at])
            name.set_position((start + 0.03 * (end - start), at - 0.04))
            name.set_text(f"{text} {fixed(at, 2)}")
        single.set_data(*lines(*thinned(r), low, high))
        tests.set_data(*lines(r.test_steps, r.test_losses, low, high))
        last = np.clip(r.test_losses[-1], low, high - 0.02)
        ends.set_data(np.full(last.size, np.log10(max(r.test_steps[-1], 0.5))), last)
        before.set_data(
            *([], []) if pinned is None else lines(pinned.test_steps, pinned.test_losses, low, high)
        )
        for i, text in enumerate(key):
            text.set_position((end, high - 0.02 - 0.1 * (high - low) * i))

    return Drawing(
        move,
        floors=floors,
        learnt=single,
        before=before,
        held_out=tests,
        ends=ends,
        names=names,
        key=key,
    )
