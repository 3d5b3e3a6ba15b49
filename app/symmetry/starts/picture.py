"""Three starts side by side: what each has learnt, its hidden units as arrows, and all losses on one axis."""

import numpy as np

from app.experiment.words import number, percent
from app.pictures.axes import plain
from app.pictures.curves import Steps, apart, ceiling
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.hand import Handle
from app.pictures.prepared import thinned
from app.pictures.regions import regions
from app.pictures.style import style_of
from app.widgets.picture import NARROW

LOOKS = {"zeros": "zeros", "constant": "constant", "random": "Xavier"}  # names of styles


def picture(fig):
    """A boundary above the arrows for each start (beside them where it is narrow), and the losses."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    maps, fans, curve = boxes(width, height)
    *axes, loss = layout(fig, [*maps, *fans, curve])
    parts = {}
    for m, (name, look) in enumerate(LOOKS.items()):
        color = style.start_style(look)[0]
        parts[f"map_{name}"] = regions(axes[m], name, color), lambda r, m=m: boundary(r, m)
        fan = arrows(axes[3 + m], color)
        if name == "constant":  # before the first update its units all stand at (c, c)
            tip = Handle(fan.parts["heads"], lambda x, y, r: {"c": x}, "move", "Drag the tip: constant c")
            fan.with_handles(tip=tip)
        parts[f"units_{name}"] = fan, lambda r, m=m: (r.units[m, :, :2], r.distinct[-1, m])
    return Drawing.together(**parts, loss=(losses(loss), whole))


def boundary(r, m):
    return r.maps[m], r.extent, r.X, r.Y, f"{percent(r.accuracy[m])} right"


def arrows(ax, color):
    """A drawing whose results are (weights (n × 2) of the hidden units, how many are different)."""
    style = style_of(ax)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color(style.GRID)
    ax.axhline(0, color=style.GRID, lw=0.5)
    ax.axvline(0, color=style.GRID, lw=0.5)
    (shafts,) = ax.plot([], [], color=color, lw=1.8, solid_capstyle="round")
    (heads,) = ax.plot([], [], ls="", marker="o", ms=6, color=color, mec=style.PAPER, mew=0.6)
    size = style.points(style.LABEL_SIZE)
    words = ax.text(0.03, 0.97, "", transform=ax.transAxes, va="top", fontsize=size)
    words.set_bbox({"fc": style.PAPER, "ec": "none", "pad": 0.6, "alpha": 0.8})  # an axis runs beneath
    scale = ax.text(
        0.97, 0.03, "", transform=ax.transAxes, ha="right", fontsize=style.points(11), color=style.MUTED
    )

    def move(result, pinned=None):
        units, count = result
        finite = units[np.isfinite(units).all(axis=1)]
        reach = max(1.15 * abs(finite).max(initial=0.8), 1.4 * finite[:, 1].max(initial=0))  # words are above
        limit = next((x for x in (1, 2, 5, 10, 20, 50) if reach <= x), 10.0 ** np.ceil(np.log10(reach)))
        ax.set_xlim(-limit, limit)
        ax.set_ylim(-limit, limit)
        gaps = np.full((len(finite), 2), np.nan)
        shafts.set_data(*np.stack([0 * finite, finite, gaps], axis=1).reshape(-1, 2).T)
        heads.set_data(*finite.T)
        n = len(units)
        count = 0 if np.isnan(count) else int(count)
        words.set_text(
            "1 unit" if n == 1 else f"{n} units, {'all equal' if count == 1 else f'{count} different'}"
        )
        scale.set_text(f"±{number(limit, 4)}")

    return Drawing(move, shafts=shafts, heads=heads, words=words, scale=scale)


def losses(ax):
    """Every start's loss, the single unit's as rings, and the floors by name."""
    style = style_of(ax)
    plain(ax, "Loss  (○ one matched unit)", style.TEXT, "updates")
    steps, size = Steps(ax), style.points(style.LABEL_SIZE)
    floors = [ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2))) for _ in range(2)]
    floor_names = [
        ax.text(0.99, 0, "", transform=ax.get_yaxis_transform(), ha="right", va="top", color=style.MUTED)
        for _ in floors
    ]
    for name in floor_names:
        name.set_fontsize(style.points(11))
    lines, names = [], []
    for name, look in LOOKS.items():
        color, dash = style.start_style(look)
        lines += ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN)
        names.append(ax.text(0, 0, name, color=color, fontsize=size, va="center"))
        names[-1].set_bbox(
            {"fc": style.PAPER, "ec": "none", "pad": 0.6}
        )  # floors and a pinned run lie beneath
    (rings,) = ax.plot(
        [], [], ls="", marker="o", ms=7, mfc="none", mew=1.3, color=style.start_style("constant")[0]
    )

    before = [ax.plot([], [], **style.PINNED, markevery=[-1])[0] for _ in LOOKS]
    pixel = 1 / (ax.get_position().height * ax.figure.get_figheight() * style.PIXELS_PER_INCH)

    def move(r, pinned=None):
        steps.mark(r.rates.changes)
        steps.fit(r.step if pinned is None else max(r.step, pinned.step), r.step == 0)
        ax.set_xlim(0, steps.end * 1.3)
        top = ceiling(r.losses[-1], r.guessing)  # what was higher at the start runs along the top
        ax.set_ylim(0, top)
        keep = thinned(r.step + 1)
        shown = r.losses[keep].clip(max=top * 0.985)
        for line, values in zip(lines, shown.T, strict=True):
            line.set_data(r.steps[keep], values)
        for m, line in enumerate(before):
            old = ([], []) if pinned is None else (pinned.steps, pinned.losses[:, m].clip(max=top * 0.985))
            line.set_data(*old)
        at = keep[:: max(1, len(keep) // 12)]
        rings.set_data(r.steps[at], r.one_losses[at].clip(max=top * 0.985))
        ends = np.nan_to_num(shown[-1], nan=top * 0.9)
        for name, y in zip(names, apart(ends, 17 * pixel * top), strict=True):
            name.set_position((r.step + steps.end * 0.03, y))
        levels = r.guessing, np.nan_to_num(r.one_unit, nan=-1.0)
        for line, text, level, words in zip(
            floors, floor_names, levels, ("guessing", "best single unit"), strict=True
        ):
            line.set_ydata([level, level])
            text.set(y=level - 7 * pixel * top, text=words)  # beneath the names that end on the line
        if abs(levels[0] - levels[1]) < 14 * pixel * top:
            floor_names[0].set_text("guessing, and best single unit")
            floor_names[1].set_text("")

    return Drawing(
        move,
        changes=steps.changes,
        floors=floors,
        floor_names=floor_names,
        before=before,
        lines=lines,
        one_unit=rings,
        names=names,
    )


def boxes(width, height):
    """(maps, arrows, losses) in pixels from the top left."""
    gap, top = 10, 24
    if width < NARROW:
        h = (height - 3 * (top + 6) - top - 4 - 44 - 200) / 3
        half = (width - 3 * gap) / 2
        rows = [top + i * (h + top + 6) for i in range(3)]
        maps = [(gap, y, half, h) for y in rows]
        fans = [(2 * gap + half, y, half, h) for y in rows]
        return maps, fans, (44, height - 200 - 44, width - 54, 200)
    column = min(164, (width - 244) / 3 - gap)  # the losses keep room for their names
    h = (height - top - gap - 6) / 2
    maps = [(4 + m * (column + gap), top, column, h) for m in range(3)]
    fans = [(x, top + h + gap, w, h) for x, _, w, _ in maps]
    x = 3 * (column + gap) + 46
    return maps, fans, (x, top, width - x - 8, height - top - 44)
