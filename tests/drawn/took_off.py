"""What the pictures of lesson 4 show."""

import numpy as np

from app.experiment.words import number
from app.pictures.style import LIGHT as style
from app.took_off.factorial.experiment import FactorialResult
from app.took_off.likelihood.experiment import FINE, GRID_Y, GRID_Z
from app.took_off.switches import NAMES, SETS
from app.took_off.timeline.experiment import MILESTONES
from drawn import shows
from drawn.reading import same_color
from drawn.see import percent, percentile

Z = np.linspace(-8, 8, 321)
BLUE, WINE = style.FORWARD, style.SECOND


def sigma(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def both_losses(z, y):
    """Cross-entropy and squared error of one neuron over z, and their slopes dz."""
    a = sigma(z)
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = -np.log(a) * y - np.where(y < 1, (1 - y) * np.log1p(-a), 0)
    return [cross, (a - y) ** 2 / 2], [a - y, (a - y) * a * (1 - a)]


@shows("took_off.neuron", {}, {"w": 0.6, "b": 0.9, "y": 1.0, "rate": 5.0}, {"y": 0.3, "w": -3.0}, steps=40)
def neuron(see, r, old, first):
    y = r.settings["y"]
    losses, slopes = both_losses(Z, y)
    here, slopes_here = both_losses(r.z, y)
    a = [neuron_at(r.settings, loss, r.steps[-1]) for loss in (0, 1)]
    np.testing.assert_allclose(r.a[-1], [each[-1] for each in a], rtol=1e-9)
    np.testing.assert_allclose(sigma(r.z), r.a[-1], rtol=1e-9)
    heights = {
        "unit": ([sigma(Z)] * 2, sigma(r.z)),
        "loss": (losses, [here[0][0], here[1][1]]),
        "slope": (slopes, [slopes_here[0][0], slopes_here[1][1]]),
    }
    for name, (curves, now) in heights.items():
        for i, color in enumerate((BLUE, WINE)):
            see.line((f"{name}.curves", i), Z, curves[i], color)
            see.line((f"{name}.here", i), [r.z[i]], [now[i]], color)
        see.line(f"{name}.dotted", *((Z, sigma(Z) * (1 - sigma(Z))) if name == "unit" else ()))
    if old:
        was, was_slopes = both_losses(old.z, old.settings["y"])
        for name, now in (("unit", sigma(old.z)), ("loss", np.diag(was)), ("slope", np.diag(was_slopes))):
            see.line(f"{name}.before", old.z, now)
    else:
        for name in heights:
            see.line(f"{name}.before")
    for i, color in enumerate((BLUE, WINE)):
        see.line(("output.lines", i), r.steps, a[i], color)
        dz = both_losses(np.log(a[i] / (1 - a[i])), y)[1][i]
        see.line(("gradient.lines", i), r.steps, np.maximum(abs(dz), 1e-5), color)
    see.line("output.target", [0, 1], [y, y])
    see.line("output.published", [*r.published], [*r.published.values()])
    see.line("output.before", *((old.steps, old.a) if old else ()))
    see.line("gradient.before", *((old.steps, np.maximum(abs(old.dz), 1e-5)) if old else ()))
    see.names("output.names", [("output.lines", i) for i in (0, 1)], ("cross-entropy", "squared error"))
    see.line("output.changes")
    see.line("gradient.changes")


def neuron_at(s, loss, updates):
    """a of one neuron with one input 1, update by update, by gradient descent written out."""
    w, b, out = s["w"], s["b"], []
    for _ in range(updates + 1):
        a = sigma(w + b)
        out.append(a)
        dz = (a - s["y"]) * (1 if loss == 0 else a * (1 - a))
        w, b = w - s["rate"] * dz, b - s["rate"] * dz
    return np.array(out)


def groups(see, name, x, curves, looks, old=None, old_x=None):
    """Median and band of each group, the pinned medians, and a name for each in its colour."""
    for group, color in looks.items():
        values, before = curves.get(group), old and old.get(group)
        see.spread(name, x, values, before, old_x, of=(group,))
        see.line((f"{name}.medians", group), *(() if values is None else (x, percentile(values, 50))), color)
        if values is not None:
            see.says((f"{name}.names", group), group)
            assert same_color(see.artist((f"{name}.names", group)).get_color(), color)


def padded(r):
    """Shares right, at the updates of the longer of both trainings."""
    x = max(r.steps.values(), key=len)
    return x, {
        loss: np.vstack([rows, np.full((len(x) - len(rows), rows.shape[1]), np.nan)])
        for loss, rows in r.accuracy.items()
    }


@shows("took_off.recover", {"seeds": 6}, {"seeds": 5, "bias": 0.5, "rate": 3.0, "seed": 7}, steps=60)
def recover(see, r, old, first):
    looks = {"cross-entropy": BLUE, "squared error": WINE}
    (x, rows), (old_x, old_rows) = padded(r), padded(old) if old else (None, None)
    groups(see, "accuracy", x, rows, looks, old_rows, old_x)
    count, was = (
        {k: (v > 0.95).sum(axis=1)[:, None] for k, v in each.items()} if each else None
        for each in (rows, old_rows)
    )
    groups(see, "recovered", x, count, looks, was, old_x)
    see.line("changes.changes")
    see.line("changes_2.changes")


@shows(
    "took_off.hidden_units",
    {"seeds": 5, "depth": 3},
    {"seeds": 4, "depth": 6, "rate": 1.0, "initial": "He for all", "seed": 4},
    {"seeds": 5, "depth": 8, "width": 2},  # dead units: gradients that are exactly 0
    steps=20,
)
def hidden_units(see, r, old, first):
    looks = {"sigmoid": WINE, "tanh": style.KERNELS[5][0], "ReLU": BLUE}
    k = np.arange(1, r.settings["depth"] + 2)
    groups(
        see,
        "gradient",
        k,
        r.gradients,
        looks,
        old and old.gradients,
        old and np.arange(1, old.settings["depth"] + 2),
    )
    groups(see, "loss", r.steps, r.losses, looks, old and old.losses, old and old.steps)
    see.line("rate.changes")


HELD = {"held out": WINE, "learnt from": BLUE}


def both(r):
    return {"held out": r.test, "learnt from": r.learnt}


def gap(r):
    return {"held out − learnt": r.test - r.learnt}


def operations(r):
    """Of an update: each weight is used once forward and twice back, by a product and a sum, for each sample."""
    return 6 * r.products * min(100, r.settings["samples"])


@shows(
    "took_off.more_data",
    {"seeds": 3},
    {"seeds": 4, "noise": 0.6, "width": 64, "rate": 0.1, "seed": 2},
    steps=20,
)
def more_data(see, r, old, first):
    x = np.array([10, 30, 100, 300, 1000, 3000, 10000])
    groups(see, "loss", x, both(r), HELD, old and both(old), x)
    groups(see, "gap", x, gap(r), {"held out − learnt": style.TEXT}, old and gap(old), x)


@shows(
    "took_off.larger_nets",
    {"seeds": 2, "samples": 100},
    {"seeds": 3, "depth": 1, "samples": 200, "seed": 3},
    steps=5,
)
def larger_nets(see, r, old, first):
    x = 2.0 ** np.arange(1, 8)
    groups(see, "loss", x, both(r), HELD, old and both(old), x)

    measured = np.isfinite(r.seconds).all()
    see.line("time.seconds", *((operations(r), r.seconds) if measured else ()))
    see.line("time.before", *((operations(old), old.seconds) if old else ()))
    if measured:  # straight, through the smallest and the largest net
        x, (first_time, *_, last) = 10 ** np.linspace(3.5, 8.2, 60), r.seconds
        slope = max(last - first_time, 1e-9) / np.ptp(operations(r))
        see.line("time.law", x, max(first_time - operations(r)[0] * slope, 0) + slope * x)
    else:
        see.line("time.law")


@shows("took_off.likelihood", {}, {"z": 3.0, "y": 1.0, "sigma": 0.5}, {"y": 0.4, "sigma": 2.0}, steps=9)
def likelihood(see, r, old, first):
    y, where = r.settings["y"], np.meshgrid(GRID_Z, GRID_Y)
    for i, name in enumerate(("cross_entropy", "squared_error")):
        maps, here = abs(both_losses(*where)[1][i]), abs(both_losses(r.z, y)[1][i])
        see.image(f"{name}.image", GRID_Z, GRID_Y, maps, [(0, "white"), (1, BLUE)])
        see.upright(f"{name}.image")
        see.line(f"{name}.here", [r.z], [y])
        see.line(f"{name}.before", *(([old.z], [old.settings["y"]]) if old else ()))
        see.says(f"{name}.words", number(here))
    heights = [bar.get_height() for bar in see.artist("coin.bars")]
    np.testing.assert_allclose(heights, [1 - sigma(r.z), sigma(r.z)])
    assert [bar.get_x() + bar.get_width() / 2 for bar in see.artist("coin.bars")] == [0, 1]
    see.line("coin.before", *(([0, 1], [1 - sigma(old.z), sigma(old.z)]) if old else ()))
    see.line("coin.target", [y, y], [0, 1])
    see.line("gaussian.target", [y, y], [0, 1])
    see.line("gaussian.curve", FINE, bell(r))
    see.line("gaussian.before", *((FINE, bell(old)) if old else ()))


def bell(r):
    s = r.settings["sigma"]
    return np.exp(-((FINE - r.z) ** 2) / (2 * s * s)) / (s * np.sqrt(2 * np.pi))


@shows("took_off.timeline", {}, {"year": 1999}, steps=60)
def timeline(see, r, old, first):
    known = [m for m in MILESTONES if m.year <= r.year]
    see.line("parameters", [m.year for m in known], [m.parameters for m in known], BLUE)
    known = [m for m in known if np.isfinite(m.samples)]
    see.line("samples", [m.year for m in known], [m.samples for m in known], WINE)
    see.line("now", [r.year] * 2, [1e2, 1e14])


@shows(
    "took_off.sandbox", {"seeds": 5}, {"seeds": 4, "units": "ReLU", "optimizer": "Adam", "seed": 5}, steps=40
)
def sandbox(see, r, old, first):
    groups(
        see,
        "stage",
        r.steps,
        {"now": r.accuracy},
        {"now": BLUE},
        old and {"now": old.accuracy},
        old and old.steps,
    )
    rows = [*(stage[4][-1] for stage in r.stages), r.accuracy[-1]]
    for i, row in enumerate(rows):
        low, middle, high = (percentile(row[None], q)[0] for q in (10, 50, 90))
        see.line(("stages.bars", i), [low, high], [2 * i + 0.8] * 2)
        see.line(("stages.medians", i), [middle], [2 * i + 0.8])
        see.says(("stages.names", i), percent(middle))
    for i in range(len(rows), len(see.artist("stages.bars"))):
        see.line(("stages.bars", i))


@shows(
    "took_off.factorial",
    {"seeds": 3, "updates": 50, "layers": 1},
    {"seeds": 4, "updates": 50, "layers": 2, "switch": "ReLU", "data": "moons"},
    steps=300,
)
def factorial(see, r, old, first):
    medians = np.array(
        [share_of(row) if done else np.nan for row, done in zip(r.shares, r.done, strict=True)]
    )
    order = sorted(
        range(32), key=lambda i: (np.nan_to_num(medians[i], nan=9), np.nan_to_num(r.shares[i]).mean())
    )
    switch = [*NAMES.values()].index(r.settings["switch"])
    on = np.array([SETS[i][switch] for i in order])
    rank, shown = np.arange(32), medians[order]
    across = narrow(see.artist("outcomes.on"))
    way = (lambda x, y: (y, x)) if across else (lambda x, y: (x, y))
    see.line("outcomes.on", *way(rank[on], shown[on]), WINE)
    see.line("outcomes.off", *way(rank[~on], shown[~on]), BLUE)
    each = r.shares[order]
    see.line("outcomes.seeds", *seen(way(np.repeat(rank, each.shape[1]), each.ravel())))
    was = (
        np.array([share_of(row) if done else np.nan for row, done in zip(old.shares, old.done, strict=True)])
        if old
        else None
    )
    see.line("outcomes.before", *seen(way(rank, was[order])) if old else ())
    lost = rank[[r.done[i] and np.isnan(r.shares[i]).any() for i in order]]
    see.line("outcomes.lost", *way(lost, np.full(len(lost), 0.42)))
    see.line("outcomes.enough", *((([0.95, 0.95], [0, 1])) if across else ([0, 1], [0.95, 0.95])))
    rows = np.arange(5) if across else np.arange(5)[::-1]
    for name, chosen in (
        ("off", lambda i, k: not SETS[i][k]),
        ("coming", lambda i, k: SETS[i][k] and not r.done[i]),
        ("on", lambda i, k: SETS[i][k] and r.done[i] and k != switch),
        ("compared", lambda i, k: SETS[i][k] and r.done[i] and k == switch),
    ):
        dots = [(n, rows[k]) for n, i in enumerate(order) for k in range(5) if chosen(i, k)]
        see.line(f"switches.{name}", *way(*np.reshape(dots, (-1, 2)).T))
    marks = []
    for name, others, up in (("alone", False, 0.1), ("last", True, -0.18)):
        for k in range(5):
            sets = [tuple(others if j != k else state for j in range(5)) for state in (False, True)]
            pair, y = [medians[SETS.index(s)] for s in sets], 4 - k + up
            see.line((f"effects.{name}", k), *((pair, [y, y]) if np.isfinite(pair).all() else ()))
            if old:
                marks.append((was[SETS.index(sets[1])], y))
    see.line("effects.before", *seen(np.reshape(marks, (-1, 2)).T))
    assert isinstance(r, FactorialResult)


def share_of(row):
    """The median over the seeds that did not diverge; 0 where all of them did."""
    kept = row[np.isfinite(row)]
    return np.median(kept) if kept.size else 0.0


def seen(xy):
    xy = np.array(xy, float)
    return xy[:, np.isfinite(xy).all(axis=0)]


def narrow(line):
    """Sets are rows: their axis is the one that is 32 long."""
    return np.ptp(line.axes.get_ylim()) > 30
