"""Two rocks: moduli against porosity, impedance with samples, and the posterior at the slider."""

import numpy as np

from app.pictures import style
from app.pictures.axes import pinned_line, plain
from app.pictures.density import Peak, label
from app.pictures.drawing import Drawing, columns, layout, whole
from app.pictures.prepared import joined

NAMES = "friable", "cemented"
MARKERS = style.CLASS_MARKERS
DASHES = {"K dry": (0, (1, 1)), "K with fluid": "solid", "G": (0, (5, 2))}
COLORS = style.KERNELS[0][0], style.KERNELS[3][0]


def picture(fig):
    width, height = (inches * style.PIXELS_PER_INCH for inches in fig.get_size_inches())
    modulus, crossplot, piece = layout(fig, columns(width, height, left=44, shares=(0.85, 1.25, 0.9)))
    return Drawing.together(
        moduli=(moduli(modulus), whole),
        impedance=(impedances(crossplot), whole),
        posterior=(posterior(piece), whole),
    )


def moduli(ax):
    """K of the dry frame, K with the fluid, and G; one colour a rock, one dash a modulus."""
    plain(ax, "Moduli, GPa", style.TEXT, "porosity φ")
    ax.set_xlim(0, 0.4)
    ax.set_ylim(0, 40)
    lines = [[ax.plot([], [], color=c, ls=d, lw=1.8)[0] for d in DASHES.values()] for c in COLORS]
    key = [ax.plot([], [], color=style.TEXT, ls=dash, lw=1.8, label=name)[0] for name, dash in DASHES.items()]
    ax.legend(handles=key, loc="upper right", fontsize=style.points(style.LABEL_SIZE), frameon=False)

    before = pinned_line(ax)

    def move(r, pinned=None):
        old = np.empty((0, 0)) if pinned is None else pinned.moduli.reshape(-1, pinned.phi.size).T
        before.set_data(*joined(r.phi[: len(old)], old))
        for group, values in zip(lines, r.moduli, strict=True):
            for line, v in zip(group, values, strict=True):
                line.set_data(r.phi, v)

    return Drawing(move, before=before, lines=lines)


def impedances(ax):
    """AI and φ of both rocks, as the net will see them, with the samples."""
    plain(ax, "Porosity against impedance", style.TEXT, "acoustic impedance AI")
    ax.set_xlim(3, 12)
    ax.set_ylim(0, 0.4)
    dots = [
        ax.plot([], [], ls="", marker=m, ms=3, color=c, alpha=0.5, mew=0)[0]
        for c, m in zip(COLORS, MARKERS, strict=True)
    ]
    lines = [ax.plot([], [], color=c, lw=style.MEDIAN)[0] for c in COLORS]
    names = [label(ax, n, color=c, va="bottom", ha="left") for n, c in zip(NAMES, COLORS, strict=True)]
    (line,) = ax.plot([], [], color=style.TEXT, lw=style.THIN)

    before = pinned_line(ax)

    def move(r, pinned=None):
        before.set_data(*([], []) if pinned is None else joined(pinned.phi, pinned.AI.T)[::-1])
        AI, phi, friable = r.samples
        for rock, (curve, dot, name) in enumerate(zip(lines, dots, names, strict=True)):
            curve.set_data(r.AI[rock], r.phi)
            mine = friable == (rock == 0)
            dot.set_data(AI[mine], phi[mine])
            i = int(len(r.phi) * (0.22 if rock == 0 else 0.62))
            name.set_position((min(r.AI[rock, i] + 0.15, 9.9), r.phi[i]))
        line.set_data([r.at, r.at], [0, 0.4])

    return Drawing(move, samples=dots, before=before, lines=lines, here=line, names=names)


def posterior(ax):
    """p(facies, φ | AI): each rock's part, and their sum."""
    plain(ax, "p(φ | AI), exact", style.THEORY, "density")
    ax.set_ylim(0, 0.4)
    peak = Peak(lambda end: (ax.set_xlim(0, end * 1.02), ax.set_xticks([0, end / 2, end])))
    (total,) = ax.plot([], [], color=style.THEORY, lw=style.THIN, ls=(0, (4, 2)))
    parts = [ax.plot([], [], color=c, lw=style.MEDIAN)[0] for c in COLORS]
    before = pinned_line(ax)
    names = [label(ax, color=c, va="bottom", ha="right") for c in COLORS]

    def move(r, pinned=None):
        p = r.posterior.sum(axis=0)
        end = peak.fit(p.max() * 1.05)
        total.set_data(p, r.fine)
        before.set_data(*([], []) if pinned is None else (pinned.posterior.sum(axis=0), pinned.fine))
        for line, part, name, share, what in zip(parts, r.posterior, names, r.shares, NAMES, strict=True):
            line.set_data(part, r.fine)
            shown = np.isfinite(share) and share > 0.005
            name.set_text(f"{what} {share:.0%}" if shown else "")
            name.set_position((end, r.fine[part.argmax()] + 0.012))

    return Drawing(move, before=before, parts=parts, total=total, names=names)
