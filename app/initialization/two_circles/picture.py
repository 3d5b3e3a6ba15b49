"""Three starts of the published experiment: what each has learnt, and the costs with the published ones on them."""

from app.experiment.words import percent
from app.initialization.two_circles.experiment import GRID, LAST, PUBLISHED, STARTS
from app.pictures.axes import plain, set_apart
from app.pictures.curves import above, rate_marks
from app.pictures.drawing import Drawing, layout, whole
from app.pictures.regions import regions
from app.pictures.style import style_of
from app.widgets.picture import NARROW

TITLES = {"zeros": ("zeros", "zeros"), "large": ("large: N(0, 100)", "normal"), "He": ("He: N(0, 2/n)", "He")}
EXTENT = (GRID[0], GRID[-1], GRID[0], GRID[-1])


def picture(fig):
    """Three maps above one cost axis; hollow rings are the published costs."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    *maps, costs = layout(fig, boxes(width, height))
    parts = {}
    for i, (start, ax) in enumerate(zip(STARTS, maps, strict=True)):
        title, name = TITLES[start]
        title = title if width >= NARROW else start
        parts[start] = regions(ax, title, style.start_style(name)[0]), lambda r, i=i: part(r, i)
    marks = rate_marks(costs), lambda r: r.rates.changes
    return Drawing.together(**parts, cost=(cost_curves(costs), whole), rate=marks)


def part(r, i):
    words = f"test {percent(r.accuracy[1, i])}"
    return r.maps[i], EXTENT, r.data.X, r.data.Y, words


def cost_curves(ax):
    style = style_of(ax)
    plain(ax, "Cost (○ published)", style.TEXT, "updates")
    ax.set_xlim(0, LAST * 1.14)
    ax.set_ylim(0, 1)
    ax.set_xticks([0, 5000, 10000, 15000], ["0", "5,000", "10,000", "15,000"])
    (note, say), lines, names, rings = above(ax), [], [], []
    for start, (_, name) in TITLES.items():
        color, dash = style.start_style(name)
        lines += ax.plot([], [], color=color, ls=dash, lw=style.MEDIAN)
        rings += ax.plot([], [], color=color, ls="", marker="o", ms=8, mfc="none", mew=1.5)
        names.append(ax.text(0, 0, start, color=color, fontsize=style.points(style.LABEL_SIZE), va="center"))
        names[-1].set_bbox({"facecolor": style.PAPER, "alpha": 0.8, "lw": 0, "pad": 0.5})  # rings lie beneath

    def move(r, pinned=None):
        for i, (start, line, ring) in enumerate(zip(TITLES, lines, rings, strict=True)):
            line.set_data(r.steps, r.costs[:, i].clip(0, 0.985))
            ring.set_data([*PUBLISHED[start]], [*PUBLISHED[start].values()])
            ring.set_visible(r.published)
        say(r.costs, 1)
        set_apart(ax, names, r.steps[-1] + LAST * 0.02, r.costs[-1].clip(0, 0.985))

    return Drawing(move, lines=lines, published=rings, names=names, note=note)


def boxes(width, height):
    """Three squares in a row above the costs; the same at any width."""
    left = 44 if width >= NARROW else 40
    gap = 14
    side = min((width - 20 - 2 * gap) / 3, height * 0.48)
    step = (width - 10 - left) / 3 if width >= NARROW else side + gap
    x0 = left if width >= NARROW else 8
    squares = [(x0 + i * step, 24, side, side) for i in range(3)]
    top = 24 + side + 34
    return [*squares, (left, top, width - left - 10, height - top - 40)]
