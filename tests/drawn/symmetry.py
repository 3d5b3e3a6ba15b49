"""What the pictures of lesson 2 show."""

import numpy as np

from app.pictures.style import LIGHT as style
from app.symmetry.landscape.experiment import EDGE
from app.symmetry.plateau.noise import EPSILONS
from drawn import shows
from drawn.initialization import boundary
from drawn.reading import same_color
from drawn.see import percent

STARTS = ("zeros", "constant", "random")
COLORS = [style.start_style(name)[0] for name in ("zeros", "constant", "Xavier")]
SMALL = {"width": 4, "samples": 40}
OTHER = {"width": 3, "samples": 30, "c": 0.0, "data": "xor", "activation": "sigmoid", "seed": 4}


@shows(
    "symmetry.starts",
    SMALL,
    OTHER,
    {"width": 1, "samples": 20, "rate": 10.0, "head": "sigmoid + squared error"},
)
def starts(see, r, old, first):
    low, high = r.X.min(axis=1), r.X.max(axis=1)
    low, high = low - 0.1 * (high - low), high + 0.1 * (high - low)
    grid = [np.linspace(a, b, 41) for a, b in zip(low, high, strict=True)]
    for m, name in enumerate(STARTS):
        boundary(see, f"map_{name}", *grid, r.maps[m], r.X, r.Y)
        see.says(f"map_{name}.words", f"{percent(r.accuracy[m])} right")
        W = r.units[m, :, :2]
        see.line(f"units_{name}.heads", *W.T, COLORS[m])
        shafts = np.stack([0 * W, W], axis=1).reshape(-1, 2)
        see.line(f"units_{name}.shafts", *shafts.T, COLORS[m])
        see.says(f"units_{name}.scale", f"±{see.artist(f'units_{name}.heads').axes.get_xlim()[1]:g}")
        see.line(("loss.lines", m), r.steps, r.losses[:, m], COLORS[m])
        see.line(("loss.before", m), *((old.steps, old.losses[:, m]) if old else ()))
    see.names("loss.names", [("loss.lines", m) for m in range(3)], STARTS)
    see.line("loss.one_unit", r.steps, r.one_losses, COLORS[1])
    p = r.Y.mean()
    guess = -p * np.log(p) - (1 - p) * np.log(1 - p) if "cross" in r.settings["head"] else p * (1 - p) / 2
    see.line(("loss.floors", 0), [0, 1], [guess] * 2)
    see.line(("loss.floors", 1), [0, 1], [r.one_unit] * 2)
    see.line("loss.changes")


@shows("symmetry.inside", SMALL, OTHER, SMALL | {"c": 0.0, "width": 6})
def inside(see, r, old, first):
    for m, name in enumerate(STARTS):
        drawn = see.artist(f"{name}.image").get_array()
        weights = r.rows[:, m, :, :2].reshape(len(r.at), -1)
        largest = abs(weights).max() or 1
        np.testing.assert_allclose(drawn[:, 0], weights[0] / largest)  # a unit's two weights under each other
        np.testing.assert_allclose(drawn[:, -1], weights[-1] / largest)
        shown = {tuple(column) for column in (drawn * largest).T.round(9)}
        assert shown == {tuple(row) for row in weights.round(9) + 0.0} or len(r.at) > 40
        image = see.artist(f"{name}.image")
        assert (
            image.get_extent() == [0, max(r.at[-1], 1), 2 * r.settings["width"], 0]
            and image.origin == "upper"
        )
        assert image.get_clim() == (-1, 1)
        see.says(f"{name}.words", f"±{largest:.2g}" if weights.any() else "exactly 0")
        for part, values in (("distinct", "distinct"), ("rank", "rank")):
            see.line((f"{part}.lines", m), r.at, getattr(r, values)[:, m], COLORS[m])
            see.line((f"{part}.before", m), *((old.at, getattr(old, values)[:, m]) if old else ()))
        for k in (0, 1):
            see.line(("gradient.lines", 2 * m + k), r.at, r.norm_dW[:, k, m], COLORS[m])
            see.line(("gradient.before", 2 * m + k), *((old.at, old.norm_dW[:, k, m]) if old else ()))
            assert see.artist(("gradient.lines", 2 * m + k)).get_marker() == "v^"[k]
    for part, last in (("distinct.names", "distinct.lines"), ("rank.names", "rank.lines")):
        see.names(part, [(last, m) for m in range(3)], STARTS)
    see.names("gradient.names", [("gradient.lines", 2 * m) for m in range(3)], STARTS)
    for i in range(3):
        see.line(f"rate_{i}.changes")


@shows("symmetry.landscape", {}, {"epsilon": 0.9, "data": "moons", "seed": 2}, steps=300)
def landscape(see, r, old, first):
    see.image("plane.image", EDGE, EDGE, r.surface)
    see.upright("plane.image")
    low, high = see.artist("plane.image").get_clim()
    assert low <= r.surface.min() < r.zero < high  # the valleys are bright, zero is dark
    see.line("plane.path", *r.path.T)
    see.line("plane.here", *r.path[-1:].T)
    see.line("plane.equal", [EDGE[0], EDGE[-1]], [EDGE[0], EDGE[-1]])
    see.line("plane.marks", [0, 1, 0], [0, 0, 1])
    assert [name.get_text() for name in see.artist("plane.names")[:3]] == ["zero", "valley", "twin"]
    zero, valley = (np.flatnonzero(np.isclose(EDGE, at, atol=0.02))[0] for at in (0, 1))
    np.testing.assert_allclose(r.surface[zero, zero], r.zero, rtol=0.01)
    np.testing.assert_allclose(r.surface[valley, zero], r.surface[zero, valley], rtol=1e-6)
    see.line("loss.line", np.arange(len(r.losses)), r.losses)
    see.line("loss.before", *((np.arange(len(old.losses)), old.losses) if old else ()))
    see.line("loss.zero", [0, 1], [r.zero] * 2)


@shows("symmetry.plateau", {"seeds": 5}, {"seeds": 4, "rate": 2.0, "data": "moons", "seed": 3}, steps=400)
def plateau(see, r, old, first):
    for i, _ in enumerate(EPSILONS):
        see.line(("loss.lines", i), r.steps, r.losses[:, i])
    for i, goal in enumerate((*r.goals, -1)[:2]):
        see.line(("loss.goals", i), [0, 1], [goal] * 2)
    eps = np.asarray(EPSILONS)
    for i in range(2):
        firsts = r.firsts[i] if i < len(r.goals) else np.full(r.firsts.shape[1:], np.inf)
        dots = see.artist(("updates.seeds", i))
        through = np.isfinite(firsts)
        near = np.abs(dots.get_xdata() - np.log10(np.repeat(eps, through.sum(axis=1))))
        assert (near <= 0.26).all() and (dots.get_ydata() == firsts[through]).all()
        see.line(("updates.medians", i), *half_through(eps, firsts))
    for i in range(2):
        see.line(
            ("updates.before", i), *(half_through(eps, old.firsts[i]) if old and i < len(old.firsts) else ())
        )
    middle = np.median(r.firsts[0], axis=1)
    if r.a_decade is not None and np.isfinite(middle[8]):  # through the median at ε = 10⁻⁴
        see.line("updates.theory", eps[:11], middle[8] + r.a_decade * (-4 - np.log10(eps[:11])))
    else:
        see.line("updates.theory")
    here = np.isfinite(r.learnt)
    see.line("updates.rounded", np.zeros(here.sum()), r.learnt[here])
    see.artist("updates.widths")


def half_through(eps, firsts):
    """The median number of updates, for each ε at which half of the seeds are through."""
    median = np.median(firsts, axis=1)
    return eps[np.isfinite(median)], median[np.isfinite(median)]


@shows(
    "symmetry.breakers", {}, {"c": 0.0, "rate": 1.0, "seed": 3}, {"activation": "sigmoid", "c": 1.5}, steps=30
)
def breakers(see, r, old, first):
    from app.symmetry.breakers.experiment import WAYS

    for i, way in enumerate(WAYS):
        see.line(("lines", i), r.steps, r.spreads[:, i])
        see.line(("before", i), *((old.steps, old.spreads[:, i]) if old else ()))
        line, before, name = (see.artist((part, i)) for part in ("lines", "before", "names"))
        assert same_color(line.get_color(), before.get_color()) and same_color(
            line.get_color(), name.get_color()
        )
        see.says(("names", i), way if r.spreads[-1, i] > 0 else "")
    equal = [way for way, apart in zip(WAYS, r.spreads[-1], strict=True) if apart == 0]
    said = see.artist("equal").get_text()
    assert said in ("equal: " + ", ".join(equal), f"{len(equal)} ways: exactly equal")


@shows(
    "symmetry.proof",
    {},
    {"c1": -1.5, "c2": 0.7, "width": 4, "apart": 0.3, "y": "0", "activation": "tanh"},
    steps=9,
)
def proof(see, r, old, first):
    s, u = r.settings, r.units
    x = np.array([[s["x1"]], [s["x2"]]])
    z = u["W"] @ x + u["b"]
    a = np.tanh(z) if s["activation"] == "tanh" else 1 / (1 + np.exp(-z))
    np.testing.assert_allclose(u["a"], a[:, 0])
    for i, (card, (symbols, numbers)) in enumerate(zip(see.artist("cards"), r.cards, strict=True)):
        assert card[1].get_text() == symbols and card[2].get_text() == (numbers if i <= r.stage else "")
