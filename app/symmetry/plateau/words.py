"""What the picture of the plateau says, with the learner's own numbers."""

import numpy as np

from app.experiment.words import between, is_are, noun, number, part_of, plural
from app.symmetry.plateau.noise import EPSILONS, FITTED
from app.symmetry.plateau.round_off import WIDTHS

UNEVEN = 0.3  # decades whose costs differ by more than that, beside the slope, are no line


def sentence(r):
    """How many are off the plateau, what a factor of ten costs, the moons' other step, and what round-off did."""
    first = r.firsts[0]
    done = int(np.isfinite(first).sum())
    by = f"By update {r.step:,}" if done == first.size else f"After {plural(r.step, 'update')}"
    parts = [f"{by} **{part_of(done, first.size, 'net')}** {is_are(done)} off the plateau."]
    if np.isfinite(r.slope):
        theory = f"; theory says {number(r.a_decade, 3)}" if r.a_decade else ""
        parts.append(f"Each factor of ten in ε costs **{cost(r)}** updates{theory}.")
        smallest = next(i for i, m in enumerate(r.medians) if np.isfinite(m))
        parts.append(f"From ε = {number(EPSILONS[smallest])} it takes {r.medians[smallest]:,.0f} (median).")
    elif r.step == 0:
        parts.append("Press play: the larger the noise, the sooner.")
    return " ".join(part for part in (*parts, second(r), rounded(r)) if part)


def cost(r):
    """Updates a decade in words: the slope where it is one line, else from the cheapest decade to the dearest."""
    through = r.medians[FITTED]
    each = -np.diff(through[np.isfinite(through)])  # the larger the noise, the sooner
    if np.ptp(each) <= max(UNEVEN * abs(r.slope), 2):
        return number(r.slope, 3)
    return between(each.min(), each.max(), lambda updates: number(updates, 3))


def second(r):
    """The moons' other step: when it comes, and whether ε matters to it."""
    if len(r.goals) == 1 or not np.isfinite(r.firsts[0]).all():
        return ""
    through, all_nets = int(np.isfinite(r.firsts[1]).sum()), r.firsts[1].size
    text = "That was the **first of two steps**, down to what one unit can. The second is done by "
    text += part_of(through, all_nets, "net")
    gaps = (middle(r.firsts[1]) - r.medians)[FITTED]
    if not np.isfinite(gaps).all():
        return f"{text}."
    later = between(gaps.min(), gaps.max(), "{:,.0f}".format)
    why = ": by then all units point the same way, with lengths whose ratios ε does not change"
    return (
        f"{text}, **{later} {noun(later, 'update')} later** (medians, ε up to 0.01)"
        f"{why if r.a_decade else ''}."
    )


def rounded(r):
    """What became of the nets without any noise."""
    if not np.isfinite(r.parted).any():
        return ""
    first = np.where(np.isfinite(r.learnt), r.learnt, r.parted + 1e9)
    i = int(np.argmin(np.where(np.isfinite(r.parted), first, np.inf)))  # some learn without it
    text = (
        f"Without noise (ε = 0, c = {number(r.equal, 4)}) **round-off broke {WIDTHS[i]} equal units at update "
        f"{r.parted[i]:,.0f}**"
    )
    text += f", learnt at {r.learnt[i]:,.0f}" if np.isfinite(r.learnt[i]) else ", too little to show yet"
    return f"{text}; exact arithmetic never would."


def table(r):
    """The same in numbers, for every ε, goal and width."""
    rows = [("ε", "median updates", "fewest", "most", "nets that are through")]
    for goal, firsts in zip(r.goals, r.firsts, strict=True):
        for e, row, m in zip(EPSILONS, firsts, middle(firsts), strict=True):
            name = number(e, 1) + (f", loss < {goal}" if len(r.goals) > 1 else "")
            through = f"{np.isfinite(row).sum()} of {row.size}"
            rows.append((name, *map(in_words, (m, row.min(), row.max())), through))
    for n, parted, learnt in zip(WIDTHS, r.parted, r.learnt, strict=True):
        broke = (
            f"parted by round-off at update {in_words(parted)}" if np.isfinite(parted) else "exactly equal"
        )
        rows.append((f"0, {n} units, c = {number(r.equal, 4)}", in_words(learnt), "", "", broke))
    return rows


def middle(firsts):
    """The median over the seeds, for each ε; inf where half of them are not through."""
    return np.median(firsts, axis=1)


def in_words(updates):
    return f"{updates:,.0f}" if np.isfinite(updates) else "–"
