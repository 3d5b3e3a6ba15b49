"""The accuracy of this set of switches over the updates, and what every stage before it came to."""

import numpy as np

from app.experiment.words import percent
from app.pictures.axes import plain
from app.pictures.drawing import Drawing, columns, layout, whole
from app.pictures.groups import groups
from app.pictures.style import style_of
from app.took_off.sandbox.experiment import MOST
from app.took_off.switches import LAST
from app.widgets.picture import NARROW


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    run, table = layout(fig, columns(width, height))
    return Drawing.together(
        stage=(
            groups(run, "Share right, this stage", {"now": (style.FORWARD, "solid")}, "updates", 0.14),
            now,
        ),
        stages=(stages(table, width < NARROW), whole),
    )


def now(r):
    return r.steps, {"now": r.accuracy}, (0, LAST), (0.4, 1)


def stages(ax, narrow):
    """A row for each stage: its median with a bar from the 10th to the 90th percentile; this one filled."""
    style = style_of(ax)
    plain(ax, "Stages kept, and this one ●", style.TEXT, "share right")
    ax.set(xlim=(0.4, 1.02), xticks=[0.5, 0.75, 1.0], yticks=[])
    ax.set_ylim(2 * (MOST + 1) - 0.2, -0.8)
    bars = [ax.plot([], [], color=style.MUTED, lw=3, solid_capstyle="butt")[0] for _ in range(MOST + 1)]
    marks = [ax.plot([], [], ls="", marker="o", ms=8, mec=style.FORWARD, mew=1.8)[0] for _ in range(MOST + 1)]
    names = [
        ax.text(0.41, 0, "", fontsize=style.points(style.LABEL_SIZE), color=style.TEXT, va="center")
        for _ in range(MOST + 1)
    ]

    def move(r, pinned=None):
        rows = r.scores
        for i, (bar, mark, name) in enumerate(zip(bars, marks, names, strict=True)):
            if i >= len(rows):
                for artist in (bar, mark, name):
                    artist.set_visible(False)
                continue
            text, low, middle, high = rows[i]
            current = i == len(rows) - 1
            bar.set_data([low, high], [2 * i + 0.8] * 2)
            mark.set_data([middle], [2 * i + 0.8])
            mark.set_markerfacecolor(style.FORWARD if current else style.PAPER)
            name.set_position((0.41, 2 * i))
            shown = percent(middle) if np.isfinite(middle) else "diverged"
            name.set_text(f"{text}: {shown}")
            name.set_fontweight("bold" if current else "normal")
            for artist in (bar, mark, name):
                artist.set_visible(True)

    return Drawing(move, bars=bars, medians=marks, names=names)
