"""The net of the proof unit by unit: its first two hidden units, and what each stage has made known."""

from app.experiment.net_state import NetState
from app.experiment.words import fixed, number, plural

PLACE = (1, 1, 0)  # w₂₁[1], which can be made another


def drawn(r):
    """The `NetState` of a result; gradients are there from the second stage on."""
    s, u, stage = r.settings, r.units, r.stage
    symbols, numbers = r.cards[stage]
    symbols = " ".join(symbols.split())
    more = f" And {plural(s['width'] - 2, 'more unit')}." if s["width"] > 2 else ""
    back = stage >= 1
    return NetState(
        names=[["x₁", "x₂"], ["a₁[1]", "a₂[1]"], ["a₁[2]"]],
        values=[[s["x1"], s["x2"]], [float(a) for a in u["a"][:2]], [r.a2]],
        gradients=[
            [None] * 2,
            [float(dz) if back else None for dz in u["dz"][:2]],
            [r.dz2 if back else None],
        ],
        words=[
            [f"x₁ = {three(s['x1'])}", f"x₂ = {three(s['x2'])}"],
            [unit(u, i, back) for i in (0, 1)],
            [f"a₁[2] = {three(r.a2)} where y = {s['y']}" + (f"; dz₁[2] = {three(r.dz2)}" if back else "")],
        ],
        W={1: u["W"][:2], 2: u["w"][None, :2]},
        dW={1: u["dW"][:2]} if stage >= 2 else {},
        forward=not back,
        through=((1,), (2,), (), ())[stage],
        reached=((1,), (1,), (), ())[stage],
        measured=(1,) if stage == 2 else (),
        edge=(PLACE, float(u["W"][1, 0] - s["apart"])) if s["apart"] else None,
        caption=(symbols, "; ".join(" ".join(line.split()) for line in numbers.split("\n")) + "." + more),
        alt=f"The net with its two hidden units one above the other. {symbols}",
    )


def unit(u, i, back):
    """A hidden unit's equation with its numbers."""
    place = "₁₂"[i]
    w1, w2, b = (three(v) for v in (*u["W"][i], u["b"][i, 0]))
    text = f"a{place}[1] = σ({w1}·x₁ + {w2}·x₂ + {b}) = {three(u['a'][i])}"
    return text + (f"; dz{place}[1] = {three(u['dz'][i])}" if back else "")


def three(value):
    """Three decimals, or a large number as it is said; a zero has no sign."""
    return fixed(value + 0.0) if abs(value) < 1000 else number(value)
