"""What happens inside the three starts: rows of [W[1] | b[1]] over time, distinct units, effective rank,
‖dW‖ per layer over time."""

import numpy as np

from app.experiment.words import number
from app.pictures.axes import Decades, pinned_lines, plain
from app.pictures.curves import Steps, apart, rate_marks
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.style import style_of
from app.symmetry.starts.picture import LOOKS
from app.widgets.picture import NARROW

COLUMNS = 120  # moments that a heat map shows


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    *maps, units, rank, sizes = layout(fig, boxes(width, height))
    parts = {
        name: (
            heat(ax, f"{name}: rows of W[1]", style.start_style(look)[0], i == 0),
            lambda r, i=i: (r, r.rows[:, i]),
        )
        for i, (ax, (name, look)) in enumerate(zip(maps, LOOKS.items(), strict=True))
    }
    marks = {
        f"rate_{i}": (rate_marks(ax), lambda r: r.rates.changes) for i, ax in enumerate((units, rank, sizes))
    }
    return Drawing.together(
        **parts,
        distinct=(counts(units, "Distinct hidden units"), lambda r: (r, r.distinct)),
        rank=(counts(rank, "Effective rank of A[1]"), lambda r: (r, r.rank)),
        gradient=(gradients(sizes), whole),
        **marks,
    )


def around(style):
    """For words that something may lie beneath."""
    return {"fc": style.PAPER, "ec": "none", "pad": 0.6}


def heat(ax, title, color, first):
    """A drawing whose results are (result, rows (moments × units × 3)): a unit's two weights under each other."""
    style = style_of(ax)
    plain(ax, title, color, "updates")
    ax.grid(False)
    ax.set_yticks([])
    if first:
        ax.set_ylabel("units", fontsize=style.points(style.LABEL_SIZE), labelpad=2)
    steps = Steps(ax)
    image = ax.imshow([[0.0]], cmap=style.SIGNED, vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    words = ax.text(
        0.98, 0.04, "", transform=ax.transAxes, ha="right", fontsize=style.points(11), bbox=around(style)
    )

    def move(picked, pinned=None):
        r, rows = picked
        steps.fit(r.step, r.step == 0)
        moments = np.searchsorted(r.at, np.linspace(0, r.at[-1], COLUMNS)).clip(max=len(rows) - 1)
        values = rows[moments, :, :2].reshape(COLUMNS, -1).T
        limit = max(abs(np.nan_to_num(values, posinf=0, neginf=0)).max(), 1e-12)
        image.set_data(np.clip(np.nan_to_num(values / limit), -1, 1))
        image.set_extent((0, max(r.at[-1], 1), values.shape[0], 0))
        ax.set_xlim(0, steps.end)
        ax.set_ylim(values.shape[0], 0)
        words.set_text(f"±{number(limit)}" if values.any() else "exactly 0")

    return Drawing(move, image=image, words=words)


def names_at_ends(ax):
    """(artists, put): `put(r, steps, heights)` names the starts where their lines end, and leaves room for it."""
    style = style_of(ax)
    size = style.points(11)
    names = [
        ax.text(0, 0, name, fontsize=size, color=style.start_style(look)[0], va="center", bbox=around(style))
        for name, look in LOOKS.items()
    ]

    def put(r, steps, heights):
        ax.set_xlim(0, steps.end * 1.4)
        for name, height in zip(names, apart(heights, 0.1 * np.ptp(ax.get_ylim())), strict=True):
            name.set_position((r.step + 0.04 * steps.end, height))

    return names, put


def counts(ax, title):
    """A drawing whose results are (result, values (moments × starts)) between 0 and the number of units."""
    style = style_of(ax)
    plain(ax, title, style.PARAMETER, "updates")
    steps, (names, put), (before, remember) = Steps(ax), names_at_ends(ax), pinned_lines(ax, len(LOOKS))
    lines = []
    for look in LOOKS.values():
        color, dash = style.start_style(look)
        lines += ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN, marker="o", ms=5, markevery=[-1])

    def move(picked, pinned=None):
        r, values = picked
        n = r.settings["width"]
        steps.fit(r.step if pinned is None else max(r.step, pinned[0].step), r.step == 0)
        ax.set_ylim(-0.06 * n, 1.15 * n)
        ax.set_yticks([1, n] if n > 1 else [1])
        for line, each in zip(lines, values.T, strict=True):
            line.set_data(r.at, each)
        remember([] if pinned is None else [(pinned[0].at, each) for each in pinned[1].T])
        put(r, steps, [each[np.isfinite(each)][-1] for each in values.T])

    return Drawing(move, before=before, lines=lines, names=names)


def gradients(ax):
    """‖dW[1]‖ thin with ▽, ‖dW[2]‖ thick with ▲ at their ends, of the three starts over time; exact zeros in a lane.
    Of a pinned run this is what is drawn."""
    style = style_of(ax)
    plain(ax, "Gradient ‖dW[k]‖", style.BACKWARD, "updates")
    steps, decades = Steps(ax), Decades(ax, low=-8, high=2)
    lines = [gradient(ax, look, k) for look in LOOKS.values() for k in (0, 1)]
    before, remember = pinned_lines(ax, len(lines))
    size = style.points(11)
    names = [
        ax.text(0.03, 0.42 - 0.11 * i, text, transform=ax.transAxes, va="top", fontsize=size)
        for i, text in enumerate(("▽ thin: k = 1", "▲ thick: k = 2"))
    ]
    who, put = names_at_ends(ax)

    def move(r, pinned=None):
        runs = [r] if pinned is None else [r, pinned]
        steps.fit(max(run.step for run in runs), r.step == 0)
        decades.fit(np.concatenate([run.norm_dW.ravel() for run in runs]))
        for line, curve in zip(lines, curves(r, decades), strict=True):
            line.set_data(*curve)
        remember([] if pinned is None else curves(pinned, decades))
        ends = decades.place(r.norm_dW[-1, 1])  # a start is named where its upper layer's line ends
        put(r, steps, np.nan_to_num(ends, nan=decades.zero))

    return Drawing(move, before=before, lines=lines, key=names, names=who)


def curves(r, decades):
    """(updates, heights) of each start and layer."""
    return [(r.at, decades.place(values)) for values in r.norm_dW.transpose(2, 1, 0).reshape(6, -1)]


def gradient(ax, look, k):
    """The line of one start and layer."""
    style = style_of(ax)
    color, dash = style.start_style(look)
    marker = {"marker": "v^"[k], "markevery": [-1], "ms": 7, "mfc": style.PAPER if k == 0 else color}
    return ax.plot([], [], color=color, ls=dash, lw=(1.1, style.MEDIAN)[k], **marker)[0]


def boxes(width, height):
    """Three heat maps above three curves, or six rows."""
    left, top, foot = 44, 26, 44
    if width < NARROW:
        h = (height - 6 * (top + foot)) / 6
        return [(left, top + i * (h + top + foot), width - left - 14, h) for i in range(6)]
    w, h = (width - 3 * left - 30) / 3, (height - 2 * (top + foot)) / 2
    return [(left + i * (w + left), top + j * (h + top + foot), w, h) for j in range(2) for i in range(3)]
