"""Losses side by side, and who reached the goal first."""

from dataclasses import dataclass

import numpy as np

from app.experiment.words import listed, number
from app.pictures.axes import plain
from app.pictures.curves import Steps, above, apart, ceiling
from app.pictures.drawing import Drawing
from app.pictures.style import style_of

NOBODY = "none of them"


@dataclass(frozen=True, eq=False)
class Race:
    """losses: {name: the loss before each update (n)}; goal: the loss to reach."""

    losses: dict
    goal: float

    @property
    def first(self):
        """{name: updates until its loss is at the goal, or None}"""
        there = {name: np.flatnonzero(values <= self.goal) for name, values in self.losses.items()}
        return {name: int(at[0]) if at.size else None for name, at in there.items()}

    @property
    def winner(self):
        """The name of the first; the first of them where two are there at once."""
        return min(self._there, key=self._there.get, default=NOBODY)

    @property
    def _there(self):
        return {name: n for name, n in self.first.items() if n is not None}

    @property
    def sentence(self):
        """Who is there after how many updates, and where the others stand."""
        order = sorted(self._there.items(), key=lambda each: each[1])
        came = listed(f"{name} after **{n:,}** updates" for name, n in order)
        left = [f"{name} ({number(v[-1])})" for name, v in self.losses.items() if name not in self._there]
        never = f"not there at the end: {listed(left)}" if left else ""
        reached = f"A loss of {number(self.goal)} is reached by {came}" if order else ""
        words = "; ".join(filter(None, (reached, never)))
        return f"{words[0].upper()}{words[1:]}."


def racing(race):
    """The plot of a race: every loss against the updates, and the goal."""

    def plot(fig):
        style = style_of(fig)
        width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
        ax = fig.add_axes((55 / width, 50 / height, 1 - 75 / width, 1 - 95 / height))
        plain(ax, "Loss", style.TEXT, "updates")
        steps, (note, say) = Steps(ax), above(ax)
        (goal,) = ax.plot([], [], color=style.MUTED, lw=style.THIN, ls=(0, (4, 2)))
        at_goal = ax.text(
            0, 0, f"goal {number(race.goal)}", color=style.MUTED, fontsize=style.points(style.LABEL_SIZE)
        )
        lines, names = {}, {}
        for name, (color, dash) in looks(race.losses, style).items():
            (lines[name],) = ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN)
            names[name] = ax.text(
                0, 0, name, color=color, fontsize=style.points(style.LABEL_SIZE), va="center"
            )

        def move(result, pinned=None):
            last = max(len(values) for values in result.losses.values()) - 1
            steps.fit(last, True)
            goal.set_data([0, last], [result.goal] * 2)  # not through the names
            every = np.concatenate(list(result.losses.values()))
            top = ceiling(every, 0.5)
            ax.set_ylim(0, top)
            say(every, top)
            at_goal.set_position((0.45 * last, result.goal + 0.015 * top))
            seen = {name: np.minimum(values, top * 0.985) for name, values in result.losses.items()}
            # Nor does the axis go through them.
            heights = [max(np.nan_to_num(values[-1], nan=top * 0.9), top * 0.035) for values in seen.values()]
            for (name, values), y in zip(seen.items(), apart(heights, 0.07 * top), strict=True):
                lines[name].set_data(np.arange(len(values)), values)
                names[name].set_position((1.01 * len(values), y))

        return Drawing(move, goal=goal, at_goal=at_goal, lines=lines, names=names, note=note)

    return plot


def looks(names, style):
    """(colour, dash): a start has those of the lessons, anything else what is left, in turn."""
    left = [
        (style.FORWARD, "solid"),
        (style.BACKWARD, "dashed"),
        style.OTHER_START,
        (style.PARAMETER, "dotted"),
    ]
    others = iter(left * len(names))
    return {name: style.STARTS[name] if name in style.STARTS else next(others) for name in names}
