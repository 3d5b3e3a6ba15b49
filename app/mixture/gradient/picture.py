"""One sample between the kernels, and the three parts of dZ it causes: bars from the equations, × by differences."""

import numpy as np

from app.experiment.words import fixed
from app.pictures.axes import label, pinned_line, plain
from app.pictures.density.cut import Peak
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.prepared import joined
from app.pictures.style import style_of
from app.widgets.picture import NARROW

PARTS = ("weights   π − γ", "means   γ (μ − y) / σ²", "widths   γ (1 − (y − μ)² / σ²) / 2")
MOST = 8


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    sample, *axes = layout(fig, boxes(width, height))
    drawings = {"kernels": (kernels_at_sample(sample), whole)}
    for i, (ax, name) in enumerate(zip(axes, PARTS, strict=True)):
        bars = dz_bars(ax, name, "kernel" if i == 2 else "")
        drawings[name.partition(" ")[0]] = bars, lambda r, i=i: (r.dZ[i], r.estimate[i])
    return Drawing.together(**drawings)


def kernels_at_sample(ax):
    """π_k N(y; μ_k, σ_k²) against y, and the sample as a line."""
    style = style_of(ax)
    plain(ax, "π N(φ; μ, σ²) at this AI", style.FORWARD, "porosity φ")
    peak = Peak(lambda end: (ax.set_ylim(0, end), ax.set_yticks([0, end / 2, end])))
    lines = [ax.plot([], [], color=c, ls=dash, lw=style.MEDIAN)[0] for c, dash in style.KERNELS[:MOST]]
    names = [label(ax, color=c, va="bottom", ha="center") for c, _ in style.KERNELS[:MOST]]
    before = pinned_line(ax)
    (line,) = ax.plot([], [], color=style.SECOND, lw=style.MEDIAN)
    name = label(ax, "y", color=style.SECOND, va="top", ha="left")

    def move(r, pinned=None):
        parts = np.nan_to_num(r.parts)
        end = peak.fit(min(parts.max() * 1.1, 1e4))
        ax.set_xlim(r.fine[0], r.fine[-1])
        before.set_data(*([], []) if pinned is None else joined(pinned.fine, pinned.parts.T))
        for k, (curve, text) in enumerate(zip(lines, names, strict=True)):
            there = k < len(parts)
            curve.set_data(*((r.fine, parts[k]) if there else ([], [])))
            text.set_visible(there)
            if there:
                top = int(parts[k].argmax())
                text.set_text(f"{k + 1}: γ = {fixed(r.answerable[k], 2)}")
                inside = r.fine[0] + np.array([0.13, 0.87]) * (r.fine[-1] - r.fine[0])
                text.set_position(
                    (np.clip(r.fine[top], *inside), min(parts[k, top], end * 0.9) + end * (0.01 + 0.02 * k))
                )
        line.set_data([r.target, r.target], [0, end])
        name.set_position((r.target + 0.004, end))

    return Drawing(move, before=before, lines=lines, target=line, names=names, name=name)


def dz_bars(ax, title, xlabel):
    """A bar for each kernel, down to the left of zero; × where central differences put it."""
    style = style_of(ax)
    plain(ax, title, style.BACKWARD, xlabel)
    bars = ax.bar(np.arange(1, MOST + 1), np.zeros(MOST), color=style.BACKWARD, width=0.5)
    (marks,) = ax.plot([], [], ls="", marker="x", ms=8, mew=2, color=style.THEORY)
    before = pinned_line(ax, ls="", marker="s", ms=6)
    zero = ax.axhline(0, color=style.MUTED, lw=0.8)
    state = {}

    def move(result, pinned=None):
        values, estimate = (np.nan_to_num(v) for v in result)
        K = len(values)
        if state.get("K") != K:
            state["K"] = K
            ax.set_xlim(0.4, max(K, 2) + 0.6)
            ax.set_xticks(range(1, K + 1))
        largest = max(np.abs(values).max(), 1e-3)
        end = next(m * 10.0**k for k in range(-3, 12) for m in (1, 2, 5) if m * 10.0**k >= min(largest, 1e11))
        if state.get("end") != end:
            state["end"] = end
            ax.set_ylim(-end * 1.1, end * 1.1)
            ax.set_yticks([-end, 0, end])
        for k, bar in enumerate(bars):
            bar.set_height(values[k] if k < K else 0)
        old = [] if pinned is None else np.nan_to_num(pinned[0])
        before.set_data(np.arange(1, len(old) + 1), old)
        marks.set_data(np.arange(1, K + 1), estimate)

    return Drawing(move, bars=bars, zero=zero, before=before, estimate=marks)


def boxes(width, height):
    left, top, foot = 50, 24, 44
    if width < NARROW:
        h = (height - 4 * top - 2 * foot - 50) / 4.2
        rows, y = [], top
        for i, part in enumerate((1.2 * h, h, h, h)):
            rows.append((left, y, width - left - 18, part))
            y += part + top + (foot if i == 0 else 16)
        return rows
    a = (width - left) * 0.44
    h = (height - top - foot - 2 * (top + 16)) / 3
    x = left + a + 62
    return [(left, top, a, height - top - foot)] + [
        (x, top + i * (h + top + 16), width - x - 12, h) for i in range(3)
    ]
