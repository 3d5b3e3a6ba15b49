"""Two rocks: what is known before, impedance with samples, the posterior at the slider, and the physics beneath."""

import numpy as np

from app.experiment.words import percent
from app.mixture.inverse import AI_AXIS
from app.pictures.axes import label, pinned_line, plain
from app.pictures.density.cut import Peak
from app.pictures.drawing import Drawing, columns, layout, whole
from app.pictures.prepared import joined
from app.pictures.style import style_of
from app.widgets.picture import NARROW

DASHES = {"K dry": (0, (1, 1)), "K with fluid": "solid", "G": (0, (5, 2))}
TICKS = [0, 0.1, 0.2, 0.3, 0.4]


def picture(fig):
    """In words of Bayes: prior, likelihood and posterior over one axis of porosity; moduli, velocity, density."""
    style = style_of(fig)
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    before, crossplot, after, modulus, velocity, density = layout(fig, boxes(width, height))
    share_axis = width >= NARROW
    drawings = {
        "prior": densities(before, "Prior p(φ)", lambda r: r.prior, known_before, at_peaks=False),
        "impedance": impedances(crossplot, ylabel=not share_axis),
        "posterior": densities(after, "Posterior p(φ | AI)", lambda r: r.posterior, lambda r: r.shares),
        "moduli": curves(modulus, "Moduli, GPa", (0, 40), lambda r: r.moduli, list(DASHES.values())),
        "velocity": curves(velocity, "Vp, km/s", (0, 6), lambda r: r.velocity[:, None], ["solid"]),
        "density": curves(density, "Density ρ, g/cm³", (1.6, 2.8), lambda r: r.density[:, None], ["solid"]),
    }
    before.set_ylabel("porosity φ", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    if share_axis:
        crossplot.set_yticklabels([])
    after.set_yticklabels([])
    key = [
        modulus.plot([], [], color=style.TEXT, ls=dash, lw=1.8, label=name)[0]
        for name, dash in DASHES.items()
    ]
    modulus.legend(handles=key, loc="upper right", fontsize=style.points(style.LABEL_SIZE), frameon=False)
    return Drawing.together(**{name: (drawing, whole) for name, drawing in drawings.items()})


def rocks(ax):
    """(name, colour, marker, mark) of both."""
    return tuple((name, *looks) for name, looks in style_of(ax).ROCKS.items())


def known_before(r):
    """The share of each rock."""
    return r.settings["share"], 1 - r.settings["share"]


def boxes(width, height):
    """Two rows, or on a narrow picture pairs one above the other."""
    left, top, foot = 56, 24, 46
    if width < NARROW:
        h = (height - 4 * (top + foot)) / 4
        half = (width - left - 18) / 2
        row = [top + i * (h + top + foot) for i in range(4)]
        pair = (half - 30, half + 12)
        return [
            (left, row[1], half - 8, h),
            (left, row[0], width - left - 18, h),
            (left + half + 8, row[1], half - 8, h),
            (left, row[2], width - left - 18, h),
            (left, row[3], pair[0], h),
            (left + pair[1] + 18, row[3], pair[0], h),
        ]
    h = (height - 2 * (top + foot)) * 0.58
    a, b, c = ((width - left - 14 - 2 * 18) * share for share in (0.27, 0.43, 0.3))
    upper = [(left, top, a, h), (left + a + 18, top, b, h), (left + a + b + 36, top, c, h)]
    y = h + top + foot
    return upper + [
        (x, y + yy, w, hh) for x, yy, w, hh in columns(width, height - y, left=56, shares=(1.2, 1, 1))
    ]


def curves(ax, title, limits, pick, dashes):
    """Lines against porosity: pick(result) is (2 rocks, lines, φ); a colour a rock, a dash a line."""
    style = style_of(ax)
    plain(ax, title, style.TEXT, "porosity φ")
    ax.set(xlim=(0, 0.4), ylim=limits, xticks=TICKS)
    lines = [
        ax.plot([], [], color=color, ls=dash, lw=1.8)[0] for _, color, *_ in rocks(ax) for dash in dashes
    ]
    before = pinned_line(ax)

    def rows(r):
        return pick(r).reshape(-1, r.phi.size)

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else joined(pinned.phi, rows(pinned).T))
        for line, values in zip(lines, rows(r), strict=True):
            line.set_data(r.phi, values)

    return Drawing(move, before=before, lines=lines)


def impedances(ax, ylabel):
    """AI and φ of both rocks, as the net will see them, with the samples."""
    style = style_of(ax)
    plain(ax, "Impedance of each porosity", style.TEXT, AI_AXIS)
    ax.set(xlim=(3, 12), ylim=(0, 0.4), yticks=TICKS)
    if ylabel:
        ax.set_ylabel("porosity φ", fontsize=style.points(style.AXIS_SIZE), labelpad=2)
    dots = [ax.plot([], [], ls="", marker=m, ms=3, color=c, alpha=0.5, mew=0)[0] for _, c, m, _ in rocks(ax)]
    lines = [ax.plot([], [], color=c, lw=style.MEDIAN)[0] for _, c, *_ in rocks(ax)]
    names = [label(ax, f"{mark} {name}", color=c, va="bottom", ha="left") for name, c, _, mark in rocks(ax)]
    (line,) = ax.plot([], [], color=style.TEXT, lw=style.THIN)
    before = pinned_line(ax)

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else joined(pinned.phi, pinned.AI.T)[::-1])
        AI, phi, is_soft = r.samples
        for rock, (curve, dot, name) in enumerate(zip(lines, dots, names, strict=True)):
            curve.set_data(r.AI[rock], r.phi)
            mine = is_soft == (rock == 0)
            dot.set_data(AI[mine], phi[mine])
            i = int(len(r.phi) * (0.22 if rock == 0 else 0.62))
            name.set_position((min(r.AI[rock, i] + 0.15, 9.3), r.phi[i]))
        line.set_data([r.at, r.at], [0, 0.4])

    return Drawing(move, samples=dots, before=before, lines=lines, here=line, names=names)


def densities(ax, title, pick, probabilities, at_peaks=True):
    """p(rock, φ), to the right: each rock's part filled, their sum dashed; the probability of each rock stands at its
    peak or at the ends of the axis."""
    style = style_of(ax)
    plain(ax, title, style.THEORY, "density")
    ax.set(ylim=(0, 0.4), yticks=TICKS)
    peak = Peak(lambda end: (ax.set_xlim(0, end * 1.02), ax.set_xticks([0, end / 2, end])))
    (total,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    parts = [ax.fill([], [], color=c, alpha=0.35, ec=c, lw=style.MEDIAN)[0] for _, c, *_ in rocks(ax)]
    before = pinned_line(ax)
    names = [
        label(ax, color=c, va=va, ha="right")
        for (_, c, *_), va in zip(rocks(ax), ("top", "bottom"), strict=True)
    ]

    def move(r, pinned=None):
        each = pick(r)
        p = each.sum(axis=0)
        end = peak.fit(p.max() * 1.05)
        total.set_data(p, r.fine)
        before.set_data(*([], []) if pinned is None else (pick(pinned).sum(axis=0), pinned.fine))
        for rock, (area, part, text, share) in enumerate(
            zip(parts, each, names, probabilities(r), strict=True)
        ):
            area.set_xy(np.c_[np.r_[0, part, 0], np.r_[r.fine[0], r.fine, r.fine[-1]]])
            shown = np.isfinite(share) and share > 0.005
            text.set_text(f"{rocks(ax)[rock][0]} {percent(share)}" if shown else "")
            beside = r.fine[part.argmax()] + (-0.015, 0.015)[rock]
            text.set_position((end, np.clip(beside, 0.03, 0.37) if at_peaks else (0.04, 0.37)[rock]))

    return Drawing(move, before=before, parts=parts, total=total, names=names)
