"""Curves against the number of updates: the loss of every seed, and counts that go with it."""

from itertools import pairwise

import numpy as np
from matplotlib.patches import Polygon

from app.experiment.words import number
from app.pictures.axes import plain, says
from app.pictures.drawing import Drawing
from app.pictures.prepared import joined, outline, quantiles, thinned
from app.pictures.style import style_of

TITLES = {False: "Loss: median, 10–90 % of seeds", True: "Loss: every seed, median, band"}
LETTER = 7  # pixels of a letter in a name, about


def rate_marks(ax):
    """A drawing whose results are the updates at which the learning rate was changed: marks on their axis."""
    style = style_of(ax)
    (marks,) = ax.plot(
        [], [], transform=ax.get_xaxis_transform(), ls="", marker="^", ms=7, color=style.CRITICAL
    )
    marks.set_clip_on(False)
    return Drawing(lambda at, pinned=None: marks.set_data(at, np.full(len(at), 0.02)), changes=marks)


class Steps:
    """The axis of updates: its end is a round number, and only grows while a net trains."""

    def __init__(self, ax, first=100):
        self.ax, self.first, self.end = ax, first, None
        says(ax, x=lambda n: f"update {n:,.0f}")
        # Where the learning rate was changed: a picture that can show it draws this artist, too.
        marks = rate_marks(ax)
        self.changes, self.mark = marks.parts["changes"], marks.move

    def fit(self, steps, fresh):
        """Room for so many steps: it grows, and shrinks only for a `fresh` run."""
        end = self.first if fresh or self.end is None else self.end
        while steps > end:
            end = round(end * 2.5) if str(end)[0] == "2" else end * 2  # 100, 200, 500, 1000, …
        if end != self.end:
            self.end = end
            self.ax.set_xlim(0, end * 1.12)  # room for the labels at the lines' ends
            self.ax.set_xticks([0, end / 2, end], ["0", f"{end // 2:,}", f"{end:,}"])


def loss(ax, xlabel="", highest=None):
    """A drawing whose results are (steps (n), losses (n × seeds), floor, fresh, single, changes); the floor is the base
    rate, `single` asks for a line of every seed beside median and band, changes are those of the learning rate.
    Beside others of its kind it has the same end, `highest`, and results go on with (title, update of them all)."""
    style = style_of(ax)
    title = plain(ax, TITLES[False], style.TEXT, xlabel)
    steps = Steps(ax)
    floor = ax.axhline(0, color=style.MUTED, lw=1, ls=(0, (1, 2)))
    name = ax.text(
        1,
        0,
        "guessing",
        transform=ax.get_yaxis_transform(),
        ha="right",
        va="bottom",
        color=style.MUTED,
        fontsize=style.points(11),
    )
    band = ax.add_patch(Polygon([[0, 0]], closed=True, color=style.TEXT, alpha=style.BAND_ALPHA, lw=0))
    (single,) = ax.plot([], [], color=style.TEXT, lw=style.SINGLE, alpha=style.SINGLE_ALPHA)
    (median,) = ax.plot([], [], color=style.TEXT, lw=style.MEDIAN, marker="o", ms=5, markevery=[-1])
    (before,) = ax.plot([], [], **style.PINNED, markevery=[-1])
    (lost,) = ax.plot([], [], color=style.SECOND, ls="", marker="x", ms=7, mew=2)
    note, say = above(ax)
    ax.set_ylim(0, 1)

    def move(result, pinned=None):
        n, losses, base, fresh, each, changes, *others = result
        words, last = others or (TITLES[each], n[-1])
        steps.mark(changes)
        last = last if pinned is None else max(last, pinned[7] if others else pinned[0][-1])
        keep = thinned(len(n))
        at, values = n[keep], losses[keep]
        low, middle, high = quantiles(values)
        steps.fit(last, fresh)
        floor.set_ydata([base, base])
        name.set_y(base)
        shown = losses if each else high
        top = highest or ceiling(shown, base)
        ax.set_ylim(0, top)
        title.set_text(words)
        say(shown, top)
        values, middle, low, high = (np.minimum(v, top * 0.985) for v in (values, middle, low, high))
        single.set_visible(each)
        if each:
            single.set_data(*joined(at, values))
        median.set_data(at, middle)
        band.set_xy(outline(at, low, high))
        lost.set_data(*last_finite(n, losses, top))
        before.set_data(
            *([], []) if pinned is None else (pinned[0], quantiles(pinned[1])[1].clip(max=top * 0.985))
        )

    return Drawing(
        move,
        **({"title": title} if highest else {}),
        floor=floor,
        seeds=single,
        band=band,
        before=before,
        median=median,
        lost=lost,
        note=note,
        changes=steps.changes,
    )


def above(ax):
    """(artist, say): `say(values, top)` writes how far values reach that are drawn along the top of the axes."""
    style = style_of(ax)
    note = ax.text(
        0.99,
        0.94,
        "",
        transform=ax.transAxes,
        ha="right",
        va="top",
        color=style.MUTED,
        fontsize=style.points(11),
        bbox={"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 1.5},
    )

    def say(values, top):
        highest = values[np.isfinite(values)].max(initial=0.0)
        far = number(highest) if highest > 2 * top else number(highest, 3)  # not "above 1, up to 1"
        note.set_visible(highest > top)
        note.set_text(f"↑ above {number(top, 4)}, up to {far}")

    return note, say


def ceiling(losses, base):
    """The end of the loss axis: it holds guessing, and what is up to ten; larger losses run along the top."""
    finite = losses[np.isfinite(losses)]
    highest = max(finite.max(initial=0.0), base * 1.4)
    return next((top for top in (1, 2, 5, 10) if highest <= top), 10)


def apart(places, gap):
    """The places moved as little as it takes for each to be at least `gap` above the one below it."""
    out = np.array(places, float)
    order = out.argsort()
    for below, above in pairwise(order):
        out[above] = max(out[above], out[below] + gap)
    return out


def last_finite(n, losses, top):
    """Where each curve that breaks off was last finite (at most at the top of the axes)."""
    finite = np.isfinite(losses)
    ends = [(n[max(f.sum() - 1, 0)], i) for i, f in enumerate(finite.T) if not f[-1]]
    if not ends:
        return [], []
    values = [losses[max(finite[:, i].sum() - 1, 0), i] for _, i in ends]
    return [x for x, _ in ends], np.minimum(np.nan_to_num(values, nan=top), top * 0.97)


def distinct(ax, title="Distinct hidden units in a layer", xlabel="updates"):
    """A drawing whose results are (steps (n), {start: counts (n)}, width, step now); a named line for
    each start."""
    style = style_of(ax)
    plain(ax, title, style.PARAMETER, xlabel)
    steps, lines, names = Steps(ax), [], []
    pixels = ax.get_position().width * ax.figure.get_figwidth() * style.PIXELS_PER_INCH
    for _ in range(3):
        lines += ax.plot([], [], lw=style.MEDIAN, marker="o", ms=5, markevery=[-1], clip_on=False)
        names.append(ax.text(0, 0, "", fontsize=style.points(style.LABEL_SIZE), va="bottom", ha="left"))

    def move(result, pinned=None):
        n, counts, width, step = result
        steps.fit(step if pinned is None else max(step, pinned[3]), step == 0)
        ax.set_ylim(-0.06 * width, width * 1.25)
        ax.set_yticks([1, width] if width > 1 else [1])
        places = {}
        for line, name, (start, values) in zip(lines, names, counts.items(), strict=True):
            color, dash = style.start_style(start)
            line.set(color=color, linestyle=dash)
            line.set_data(n, values)
            last = values[np.isfinite(values)][-1]
            level = round(last / (width * 0.2))  # names that would overlap stand side by side
            places.setdefault(level, []).append((name, start, color))
        for level, group in places.items():
            x = 0.02 * steps.end
            for i, (name, start, color) in enumerate(group):
                text = start + "," * (i < len(group) - 1)
                name.set(text=text, color=color, position=(x, (level * 0.2 + 0.08) * width))
                x += (LETTER * len(text) + 6) * ax.get_xlim()[1] / pixels

    return Drawing(move, lines=lines)
