"""Parameters and samples by year on a log axis; the two differ in shape, and every network carries its name."""

import numpy as np

from app.pictures.axes import label, plain, says
from app.pictures.drawing import Drawing, layout
from app.pictures.hand import Handle
from app.pictures.style import style_of
from app.took_off.timeline.experiment import FIRST, MILESTONES, TODAY
from app.widgets.picture import NARROW

EXPONENTS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}


def picture(fig):
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    narrow = width < NARROW
    (ax,) = layout(fig, [(78, 26, width - 78 - 14, height - 26 - 44)])
    plain(
        ax,
        "● parameters   △ learnt from: samples, words, tokens"
        if not narrow
        else "● parameters   △ samples or words",
        style.TEXT,
        "year",
    )
    ax.set(xlim=(FIRST - 1, TODAY + 3), ylim=(2, 14), xticks=[1960, 1980, 2000, 2020])
    ax.set_yticks([*EXPONENTS], [*EXPONENTS.values()])
    (size,) = ax.plot([], [], color=style.FORWARD, marker="o", ms=8, lw=1)
    (data,) = ax.plot(
        [], [], color=style.SECOND, marker="^", ms=9, mfc=style.PAPER, mew=1.8, lw=1, ls=(0, (4, 2))
    )
    names = [label(ax, m.name, color=style.TEXT, va="center") for m in MILESTONES]
    (now,) = ax.plot([], [], color=style.MUTED, lw=1)

    def move(r, pinned=None):
        years = np.array([m.year for m in r.milestones])
        size.set_data(years, np.log10([m.parameters for m in r.milestones]))
        known = [m for m in r.milestones if np.isfinite(m.samples)]
        data.set_data([m.year for m in known], np.log10([m.samples for m in known]))
        for name, m in zip(names, MILESTONES, strict=True):
            name.set_visible(m.year <= r.year and not (narrow and m.name in HIDDEN))
            years_off, decades_off, side = PLACES[m.name]
            name.set_ha(side)
            name.set_position((m.year + years_off, np.log10(m.parameters) + decades_off))
        now.set_data([r.year, r.year], [2, 14])

    says(ax, y=lambda y: f"{10.0**y:,.0f}")
    year = Handle(now, lambda x, y, r: {"year": round(x)}, "ew-resize", "Drag the line to another year")
    return Drawing(move, now=now, samples=data, parameters=size, names=names).with_handles(year=year)


# Where a name stands: years and decades from the mark of its parameters, and which of its ends is there.
PLACES = {
    "Mark I Perceptron": (1.5, -0.25, "left"),
    "NETtalk": (-1, 0.6, "right"),
    "zip codes": (1.5, -0.5, "left"),
    "LeNet-5": (1.5, -0.4, "left"),
    "AlexNet": (-1.5, 0.3, "right"),
    "VGG-16": (-1.5, 0.7, "right"),
    "BERT": (1.5, 0, "left"),
    "GPT-3": (-1.5, -0.2, "right"),
    "PaLM": (-1.5, 0.6, "right"),
    "Llama 3.1": (-1.5, 1.6, "right"),
}
HIDDEN = ("VGG-16",)  # on a narrow page this name would lie on its neighbours
