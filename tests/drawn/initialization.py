"""What the pictures of lesson 3 show."""

import itertools
from functools import lru_cache

import lab
import numpy as np

from app.initialization.two_circles.experiment import GRID, LAST, PUBLISHED
from app.pictures.style import LIGHT as style
from drawn import shows
from drawn.see import percent, percentile
from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train
from mlcore.meanfield import MeanField, finite_depth, skips, two_samples

executed, net_of = lru_cache(8)(lab.executed), lru_cache(8)(lab.net_of)
SMALL = {"depth": 4, "width": 6, "seeds": 5, "samples": 20}


def measured(r):
    """std of A, RMS of dZ and ‖dW‖ by layer and seed, of nets trained by the code that is offered."""
    net = net_of(r)
    with np.errstate(all="ignore"):  # beyond the largest float
        std = [A.std(axis=(1, 2)) for A in net.A[1:-1]]
        rms = [np.sqrt((dZ**2).mean(axis=(1, 2))) for dZ in net.dZ[1:]]
    return (
        np.reshape(std, (-1, net.members)),
        np.array(rms),
        np.sqrt([(dW**2).sum(axis=(1, 2)) for dW in net.dW[1:]]),
    )


def theory_of(r, first):
    """Mean-field theory of the start, anchored where the gradient begins; none where nothing is random."""
    s = r.settings
    if s["initializer"] in ("zeros", "constant"):
        return None, None
    scheme = INITIALIZERS[s["initializer"]]
    scheme = scheme(s["variance"]) if s["initializer"] == "normal" else scheme
    widths = [2] + [s["width"]] * (s["depth"] - 1) + [1]
    var_w = [scheme.std(a, b, k) ** 2 for k, (a, b) in enumerate(itertools.pairwise(widths), start=1)]
    X = DATASETS[s["data"]](s["samples"], rng=s["seed"] + 10_000).X
    top = np.median(measured(first)[1][-1])
    theory = finite_depth(widths, s["activation"], var_w, X, mean_b=s["bias"], rms_top=top)
    return theory.std_A[:-1], theory.rms_dZ


def by_layer(see, name, values, theory=None, old=None):
    k = np.arange(1, len(values) + 1)
    see.spread(name, k, values, old, None if old is None else np.arange(1, len(old) + 1))
    see.line(f"{name}.theory", *(() if theory is None else (k, theory)))


@shows(
    "initialization.signal",
    "initialization.training",
    SMALL,
    SMALL | {"initializer": "zeros"},
    SMALL
    | {
        "depth": 7,
        "initializer": "normal",
        "variance": 1e-6,
        "activation": "tanh",
        "curves": "every seed too",
    },
    SMALL
    | {
        "depth": 30,
        "initializer": "normal",
        "variance": 1e-6,
        "activation": "ReLU",
        "bias": 0.0,
        "data": "circles",
        "rate": 0.01,
    },
    SMALL | {"depth": 7, "initializer": "normal", "variance": 60.0, "rate": 1.0, "data": "circles"},
    SMALL
    | {"depth": 5, "initializer": "normal", "variance": 0.004, "bias": -0.5},  # all dead, and theory is not 0
)
def signal(see, r, old, first):
    std, rms, norm = measured(r)
    theory_A, theory_dZ = theory_of(r, first)
    gone = None if old is None else measured(old)
    by_layer(see, "signal", std, theory_A, gone and gone[0])
    by_layer(see, "gradient", rms, theory_dZ, gone and gone[1])
    by_layer(see, "weights", norm, None, gone and gone[2])
    losses = np.array(executed(r)["losses"])
    n, ended = np.arange(len(losses)), ~np.isfinite(losses[-1])
    see.spread("loss", n, losses, old and executed(old)["losses"], old and np.arange(old.step + 1))
    see.line("loss.seeds", *((n, losses) if r.settings["curves"] == "every seed too" else ()))
    see.line("loss.changes")
    see.line("loss.floor", [0, 1], [r.guessing] * 2)
    shown = losses if r.settings["curves"] == "every seed too" else percentile(losses, 90)
    see.far("loss.note", shown)
    lost = [(np.flatnonzero(np.isfinite(column)).max(initial=0), column) for column in losses.T[ended]]
    see.line("loss.lost", [at for at, _ in lost], [column[at] for at, column in lost])
    for i, (start, counts) in enumerate(r.distinct.items()):
        see.line(("distinct.lines", i), r.distinct_steps, counts, style.start_style(start)[0])


@shows(
    "initialization.histograms",
    SMALL,
    SMALL | {"depth": 6, "left": "dW", "right": "W", "scale": "values", "activation": "tanh"},
    SMALL | {"initializer": "zeros", "left": "Z", "right": "dZ"},
)
def histograms(see, r, old, first):
    net = net_of(r)
    for side in ("left", "right"):
        ridges = getattr(r, side)
        see.says(f"{side}.title", ridges.what)
        see.line(f"{side}.zero", [1, 1] if ridges.log else [0, 0], [0, 1])
        gap = np.diff(ridges.layers).min(initial=99) if len(ridges.layers) > 1 else 1
        x = np.repeat(ridges.edges, 2)[1:-1]
        if ridges.log:
            x = 10.0**x
        for i, k in enumerate(ridges.layers):
            values = getattr(net, ridges.what)[k].reshape(net.members, -1)
            shares = np.array([histogram(each, ridges) for each in values]).T
            low, middle, high = (np.repeat(percentile(shares, q), 2) for q in (10, 50, 90))
            unit = 1.35 * gap / max(high.max(), 1 / 40)
            body, band = (f"{side}.ridges", -1 - i, 0), (f"{side}.ridges", -1 - i, 1)
            see.band(body, x, np.full(x.size, float(k)), k + middle * unit)
            see.band(band, x, k + low * unit, k + high * unit)
            zero = np.mean(values == 0)
            see.says((f"{side}.zeros", i), f"{percent(zero)} zero" if zero > 0.005 else "")


def histogram(values, ridges):
    """Shares of the values that are not 0 in the bins; in equal bins of log₁₀ of their size on a log axis."""
    there = values[values != 0]
    there = np.log10(np.abs(there)) if ridges.log else there
    return np.histogram(there, ridges.edges)[0] / max(there.size, 1)


@shows(
    "initialization.schemes",
    {"group": "six schemes", "width": 8, "seeds": 5, "depth": 4},
    {"group": "fan-in, fan-out", "width": 8, "seeds": 5, "depth": 5, "rate": 5.0},
)
def schemes(see, r, old, first):
    colors = [style.start_style(entry.scheme.name)[0] for entry in r.entries]
    for name in ("signal", "gradient"):
        for i, color in enumerate(colors):
            values, k = getattr(r, name)[i], np.arange(1, len(getattr(r, name)[i]) + 1)
            see.line((f"{name}.medians", i), k, percentile(values, 50), color)
            see.band((f"{name}.bands", i), k, percentile(values, 10), percentile(values, 90))
        for i, values in enumerate(getattr(old, name) if old else [None] * 6):
            points = () if values is None else (np.arange(1, len(values) + 1), percentile(values, 50))
            see.line((f"{name}.before", i), *points)
        see.names(
            f"{name}.names",
            [(f"{name}.medians", i) for i in range(len(colors))],
            [e.label for e in r.entries],
        )
    for i, color in enumerate(colors):
        low, middle, high = (percentile(r.losses[i], q) for q in (10, 50, 90))
        see.line(("loss.medians", i), r.steps[i], middle, color)
        see.band(("loss.bands", i), r.steps[i], low, high)
    for i in range(len(old.entries) if old else 6):
        see.line(("loss.before", i), *((old.steps[i], percentile(old.losses[i], 50)) if old else ()))
    see.line("loss.guessing", [0, 1], [r.guessing] * 2)
    see.far("loss.note", np.concatenate([rows.ravel() for rows in r.losses]))
    see.line("loss.changes")
    see.names("loss.names", [("loss.medians", i) for i in range(len(colors))], [e.label for e in r.entries])


def classes(see, name, data_X, data_Y):
    """Each class where its samples are, in its colour and mark; the map has the colour of a class where it says so."""
    for label in (0, 1):
        see.line((f"{name}.points", label), *data_X[:, data_Y[0] == label], style.CLASSES[label])
        assert see.artist((f"{name}.points", label)).get_marker() == style.CLASS_MARKERS[label]


def boundary(see, name, grid_x, grid_y, values, X, Y):
    """P(class 1) over the plane, and the samples."""
    image = see.artist(f"{name}.image")
    see.image(f"{name}.image", grid_x, grid_y, values)
    see.upright(f"{name}.image")
    assert np.array(image.to_rgba(np.array([0.5]), alpha=1)).min() > 0.99, "white is where the net cannot say"
    for label in (0, 1):
        far = np.array(image.to_rgba(np.array([float(label)]), alpha=1)).ravel()
        points = see.artist((f"{name}.points", label))
        np.testing.assert_allclose(far[:3], matplotlib_rgb(points.get_color()), atol=0.02)
    classes(see, name, X, Y)


def matplotlib_rgb(color):
    return [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]


@shows("initialization.two_circles", {}, {"seed": 5, "rate": 0.1, "activation": "tanh"}, steps=30)
def two_circles(see, r, old, first):
    for i, start in enumerate(("zeros", "large", "He")):
        boundary(see, start, GRID, GRID, r.maps[i], r.data.X, r.data.Y)
        see.says(f"{start}.words", percent(r.accuracy[1, i]))
        see.line(("cost.lines", i), r.steps, r.costs[:, i])
        rings = PUBLISHED[start]
        see.line(("cost.published", i), *(([*rings], [*rings.values()]) if r.published else ()))
    see.names("cost.names", [("cost.lines", i) for i in range(3)], ("zeros", "large", "He"))
    assert see.artist(("cost.lines", 0)).axes.get_xlim()[1] >= LAST
    see.far("cost.note", r.costs)
    see.line("rate.changes")


@shows("initialization.unit_maps", {}, {"net": "large", "activation": "tanh"}, {"net": "zeros"}, steps=20)
def unit_maps(see, r, old, first):
    for k, units in enumerate(r.units[:2], start=1):
        largest = np.abs(units).max() or 1
        for i, values in enumerate(units):
            part = (f"layer_{k}.images", i)
            see.image(part, None, None, values)
            assert see.artist(part).get_clim() == (-largest, largest)
            left, _right, *ends = see.artist(part).get_extent()
            assert (int(left), int(min(ends))) == (i % 5, i // 5), f"{part} stands at another unit's place"
            see.says((f"layer_{k}.words", i), "" if values.any() else "0")
    boundary(see, "output", GRID, GRID, r.units[2][0], r.data.X, r.data.Y)


@shows(
    "initialization.phases",
    {"nets": 40, "depth": 6},
    {"nets": 40, "depth": 8, "activation": "ReLU", "var_w": 2.3, "var_b": 0.2, "c": -0.3},
    steps=1,
)
def phases(see, r, old, first):
    s = r.settings
    var_w, var_b, chi_1, critical = r.plane
    with np.errstate(divide="ignore"):
        see.image("plane.image", var_w, var_b, np.log(chi_1))
    see.upright("plane.image")
    for i, j in ((3, 5), (40, 20)):  # the plane's row is σ_b², its column σ_w²
        try:
            chi = MeanField(s["activation"], var_w[j], var_b[i]).chi_1
        except ValueError:
            continue
        np.testing.assert_allclose(chi_1[i, j], chi, rtol=0.02)
    see.line("plane.critical", *critical)
    see.line("plane.here", [s["var_w"]], [s["var_b"]])
    theory = two_samples(s["activation"], s["var_w"], s["var_b"], s["c"], s["depth"], 120)
    k = np.arange(1, s["depth"] + 1)
    for name, values, expected in (("variance", r.q, theory[0]), ("correlation", r.c, theory[1])):
        see.line(f"{name}.median", k, percentile(values, 50))
        see.band(f"{name}.band", k, percentile(values, 10), percentile(values, 90))
        see.line(
            f"{name}.mean",
            k,
            [np.mean(row[np.isfinite(row)]) if np.isfinite(row).any() else np.nan for row in values],
        )
        see.line(f"{name}.theory", k, expected)
        see.names(
            f"{name}.names",
            [f"{name}.{line}" for line in ("median", "mean", "theory")],
            ("median", "mean", "theory"),
        )


@shows(
    "initialization.trainability",
    {"updates": 10, "width": 4, "seeds": 2},
    {"updates": 8, "width": 4, "seeds": 2, "activation": "ReLU", "rate": 10.0, "data": "linear"},
    steps=60,
)
def trainability(see, r, old, first):
    see.image("map.image", r.variances, r.depths, np.where(np.isinf(r.shown), 9, r.shown))
    see.upright("map.image")
    scale = 6 * np.array([depth_scale(r.settings, v) for v in r.theory_variances])
    see.line("map.theory", r.theory_variances, scale)
    lost = np.isnan(r.losses).any(axis=-1) & r.done
    rows, columns = np.nonzero(lost)
    see.line("map.diverged", r.variances[columns], r.depths[rows])
    see.line("training.lines", r.now_steps, r.now_losses[:, :64])
    see.line("training.guessing", [0, 1], [1, 1])
    see.says("training.words", f"depth {r.now_depth}" if r.now_depth else "whole")


def depth_scale(s, var_w):
    try:
        return MeanField(s["activation"], var_w, s["var_b"], 120).xi_c
    except ValueError:
        return np.nan


@shows(
    "initialization.digits", {}, {"first": "uniform", "second": "normal", "rate": 1.0, "seed": 3}, steps=40
)
def digits(see, r, old, first):
    for i, n in enumerate(r.epochs):
        for name, values in (("accuracy", r.accuracy[i]), ("loss", r.losses[i])):
            for j, scheme in enumerate(r.schemes):
                color = style.start_style(scheme)[0]
                whole = np.where(
                    np.isfinite(values[:, j]).all(axis=1), np.median(values[:, j], axis=1), np.nan
                )
                see.line((f"{name}_{i}.medians", j), n, whole, color)
                see.line((f"{name}_{i}.seeds", j), n, values[:, j], color)
                see.says((f"{name}_{i}.names", j), scheme)
            see.says(f"{name}_{i}.title", f"depth {r.depths[i]}")
            see.line(f"{name}_{i}.guessing", [0, 1], [0.1 if name == "accuracy" else r.guessing] * 2)
    np.testing.assert_allclose(r.guessing, np.log(10), rtol=1e-3)  # ten classes, nearly as many of each


def trained(r, label):
    """The net of one start, trained by hand as far as the result is: its RMS of dZ by layer and seed."""
    scheme = next(entry.scheme for entry in r.entries if entry.label == label)
    s = r.settings
    data = DATASETS[s["data"]](64, rng=s["seed"] + 10_000)
    net = MLP(r.widths, s["activation"], initializer=scheme, rng=s["seed"], members=s["seeds"])
    for record in train(net, data.X, data.Y, GradientDescent(s["rate"])):
        if record.step == r.step:
            break
    return np.array([np.sqrt((dZ**2).mean(axis=(1, 2))) for dZ in net.dZ[1:]])


@shows(
    "initialization.three_starts",
    {"width": 6, "seeds": 5, "depth": 4},
    {"width": 6, "seeds": 4, "depth": 5, "activation": "tanh", "factor": 3.0, "data": "moons"},
    {"width": 16, "seeds": 4, "depth": 8, "factor": 60.0, "rate": 1.0},
)
def three_starts(see, r, old, first):
    losses, gone = executed(r)["losses"], old and executed(old)["losses"]
    c = 1.0 if r.settings["activation"] == "tanh" else 2.0
    for i, (name, factor) in enumerate(
        {"smaller": 1 / r.settings["factor"], "middle": 1, "larger": r.settings["factor"]}.items()
    ):
        label, rows = r.labels[i], np.array(losses[r.labels[i]])
        lost = ~np.isfinite(rows[-1])
        n = np.arange(len(rows))
        np.testing.assert_allclose(
            r.entries[i].scheme.std(r.widths[1], r.widths[2], 2) ** 2, c * factor / r.widths[1]
        )
        called = f"{name}: " if see.shown.view.picture.width >= 340 else ""  # a narrow one has no room for it
        counted = f", × {lost.sum()} of {lost.size}" if lost.any() else ""
        see.says(f"loss_{i}.title", called + label + counted)
        before = None if old is None else np.array(gone[old.labels[i]])
        see.spread(f"loss_{i}", n, rows, before, before is not None and np.arange(len(before)))
        see.line(f"loss_{i}.floor", [0, 1], [np.log(2)] * 2)
        see.line(f"loss_{i}.seeds")
        see.line(f"loss_{i}.changes")
        see.far(f"loss_{i}.note", percentile(rows, 90))
        ends = [np.flatnonzero(np.isfinite(column)).max() for column in rows.T[lost]]
        see.line(f"loss_{i}.lost", ends, [column[at] for at, column in zip(ends, rows.T[lost], strict=True)])
        values = np.where(lost, r.gradient[i], trained(r, label))
        top, var_w = np.median(first.gradient[i][-1]), [c * factor / n for n in r.widths[:-1]]
        X = DATASETS[r.settings["data"]](64, rng=r.settings["seed"] + 10_000).X
        by_layer(
            see,
            f"gradient_{i}",
            values,
            finite_depth(r.widths, r.settings["activation"], var_w, X, rms_top=top).rms_dZ,
            old and old.gradient[i],
        )


def of_kind(s, step, skip, norm):
    """std of A and RMS of dZ (layers × seeds) of nets trained by hand, and theory of the start."""
    widths = [2] + [s["width"]] * (s["depth"] - 1) + [1]
    var_w = tuple(s["var_w"] / n for n in widths[:-1])
    data = DATASETS["xor"](64, rng=s["seed"] + 10_000)
    scheme = INITIALIZERS["normal"](var_w)
    net = MLP(
        widths, s["activation"], initializer=scheme, rng=s["seed"], members=s["seeds"], skip=skip, norm=norm
    )
    for record in train(net, data.X, data.Y, GradientDescent(s["rate"])):
        if record.step == 0:
            top = np.median(np.sqrt((net.dZ[-1] ** 2).mean(axis=(1, 2))))
        if record.step == step:
            break
    theory = skips.finite_depth(widths, s["activation"], var_w, data.X, top, skip=skip, norm=norm)
    with np.errstate(all="ignore"):  # beyond the largest float
        std = np.array([A.std(axis=(1, 2)) for A in net.A[1:-1]])
        rms = np.array([np.sqrt((dZ**2).mean(axis=(1, 2))) for dZ in net.dZ[1:]])
    alive = np.isfinite(record.loss)
    return (np.where(alive, std, np.nan), np.where(alive, rms, np.nan)), (theory.std_A[:-1], theory.rms_dZ)


@shows(
    "initialization.matter_less",
    {"depth": 8, "width": 8, "seeds": 5},
    {"depth": 12, "width": 6, "seeds": 3, "group": "together", "activation": "tanh", "var_w": 0.4},
    {"depth": 30, "width": 8, "seeds": 2, "var_w": 20.0},
    {"depth": 5, "width": 6, "seeds": 3, "activation": "identity", "rate": 5.0},
    steps=24,
)
def matter_less(see, r, old, first):
    kinds = [(False, None), (True, None), (False, "layer"), (False, "batch")]
    if r.settings["group"] == "together":
        kinds[2:] = [(True, "layer"), (True, "batch")]
    names = ["plain", "skip"] + [f"skip + {n}" if skip else f"{n} norm" for skip, n in kinds[2:]]
    found = [of_kind(r.settings, r.step, *kind) for kind in kinds]
    colors = style.THEORY, style.SECOND, style.FORWARD, style.CRITICAL
    for j, name in enumerate(("signal", "gradient")):
        for i, (measured, theory) in enumerate(found):
            now, k = getattr(r, name)[i], np.arange(1, len(theory[j]) + 1)
            there = np.isfinite(measured[j])  # a net that has diverged is shown as it was before
            np.testing.assert_allclose(now[there], measured[j][there], rtol=1e-6)
            see.line((f"{name}.medians", i), k, percentile(now, 50), colors[i])
            see.band((f"{name}.bands", i), k, percentile(now, 10), percentile(now, 90))
            see.line((f"{name}.theory", i), k, theory[j], colors[i])
            gone = None if old is None else getattr(old, name)[i]
            see.line(
                (f"{name}.before", i),
                *(() if gone is None else (np.arange(1, len(gone) + 1), percentile(gone, 50))),
            )
        see.names(f"{name}.names", [(f"{name}.medians", i) for i in range(4)], names)
    losses, said = executed(r)["losses"], []
    assert [*losses] == names
    for i, (name, rows) in enumerate(losses.items()):
        n, lost = np.arange(len(rows)), int(np.isnan(rows[-1]).sum())
        said.append(f"{name} ×{lost}" if lost else name)
        see.line(("loss.medians", i), n, percentile(rows, 50), colors[i])
        see.band(("loss.bands", i), n, percentile(rows, 10), percentile(rows, 90))
        see.line(("loss.before", i), *((old.steps[i], percentile(old.losses[i], 50)) if old else ()))
    see.names("loss.names", [("loss.medians", i) for i in range(4)], said)
    see.line("loss.guessing", [0, 1], [r.guessing] * 2)
    see.far("loss.note", np.concatenate([np.ravel(rows) for rows in losses.values()]))
    see.line("loss.changes")
