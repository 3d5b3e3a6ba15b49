"""The losses of nets that give densities, in nats, beside what no net can do better."""

import numpy as np

from app.experiment.words import fixed
from app.pictures.axes import label, pinned_line, plain, says
from app.pictures.density.field import in_symbols
from app.pictures.drawing import Drawing
from app.pictures.prepared import joined
from app.pictures.style import style_of


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
