"""What the offered code of each exhibit computes, and what is drawn of it: pairs that must be equal. Not a test."""

import numpy as np


def pairs(key, r, found):
    """[(name, drawn, typed)] of an exhibit's result and the names that its snippet defines."""
    return [(name, drawn, found_at(found, name)) for name, drawn in DRAWN[key](r, found)]


def found_at(found, name):
    """'losses', or a function of the names."""
    return name(found) if callable(name) else found[name]


def differs(drawn, typed):
    """Whether two values are not the same; nan is nan, and round-off of another order of sums is none."""
    if isinstance(drawn, dict):
        return any(differs(value, typed[key]) for key, value in drawn.items())
    try:
        drawn, typed = np.asarray(drawn, float), np.asarray(typed, float)
    except ValueError:
        return any(differs(a, b) for a, b in zip(drawn, typed, strict=True))
    return drawn.shape != typed.shape or not np.allclose(drawn, typed, rtol=1e-7, atol=1e-12, equal_nan=True)


def of_net(found, name):
    """What the lecture calls by this name, in the net of a snippet."""
    symbol, _, k = name.rstrip("]").partition("[")
    return getattr(found["net"], {"z": "Z", "a": "A", "dz": "dZ"}.get(symbol, symbol))[int(k)]


def named(*names):
    return lambda r, found: [(name, getattr(r, name)) for name in names]


def graph(r, found):
    shown = {o.name for o in r.operations if o.name != "l" and not o.name.startswith("da")}
    out = [((lambda f, n=n: of_net(f, n)), r.values[n]) for n in shown]
    return [*out, (lambda f: float(f["l"]), float(r.values["l"].item()))]


def chain(r, found):
    def product(names, name):
        symbol, _, k = name.rstrip("]").partition("[")
        return names[symbol] if symbol in ("dW", "db") else names[symbol][int(k)]

    return [((lambda f, n=n: product(f, n)), r.values[n]) for n in (factor.product for factor in r.factors)]


def batch(r, found):
    return [((lambda f, n=n: f[n] if n in "XY" else of_net(f, n)), a) for n, a in r.arrays.items()]


def check(r, found):
    out = [("now", {name: c.error for name, c in zip(r.names, r.checks, strict=True)})]
    return out + ([("double", r.sweep), ("single", r.single)] if len(r.sweep) else [])


def alive(r, found):
    arrays = {f"{n}[{k}]": a for n, rows in (("W", r.W), ("dW", r.dW)) for k, a in enumerate(rows) if k}
    return [
        ("loss", r.loss),
        ("a", r.A),
        ("dz", r.dZ[1:]),
        *(((lambda f, n=n: of_net(f, n)), a) for n, a in arrays.items()),
    ]


def starts(r, found):
    rows = (("rows", r.rows), ("distinct", r.distinct), ("rank", r.rank), ("sizes", r.norm_dW))
    out = [("losses", r.losses), ("one_losses", r.one_losses)]
    return out + [((lambda f, n=n: [f[n][step] for step in r.at]), values) for n, values in rows]


def proof(r, found):
    net, units = found["net"], r.units
    typed = {"W": net.W[1], "dW": net.dW[1], "w": net.W[2][0], "a": net.A[1][:, 0], "dz": net.dZ[1][:, 0]}
    return [("new", units["new"]), *(((lambda f, n=n: typed[n]), units[n]) for n in typed)]


def plateau(r, found):
    return [("medians", r.losses), ("firsts", r.firsts), ("learnt", r.learnt)]


def breakers(r, found):
    return [(lambda f: np.transpose([*f["spreads"].values()]), r.spreads)]


def by_label(r, found):
    return [((lambda f, n=n: f["losses"][n]), rows) for n, rows in zip(r.labels, r.losses, strict=True)]


def trainability(r, found):
    done = r.done.all()
    return [(lambda f: np.array(f["losses"]) / r.guessing, r.losses)] if done else []


def digits(r, found):
    rows = zip(r.depths, r.accuracy, strict=True)
    return [((lambda f, d=d: f["accuracy"][d]), a[r.epoch].ravel()) for d, a in rows]


def costs(r, found):
    return [("losses", r.costs)]


def factorial(r, found):
    return [("shares", r.shares)] if r.done.all() else []


def neuron(r, found):
    return [(lambda f: np.transpose([*f["outputs"].values()]), r.a)]


def timeline(r, found):
    return [("parameters", [m.parameters for m in r.milestones])] if r.milestones else []


def three(r, found):
    return [("each", {output: one.losses for output, one in r.each.items()})]


def log_sum_exp(r, found):
    return [((lambda f, n=n: f["losses"][f[n]]), getattr(r, f"{n}_curve")) for n in ("naive", "stable")]


def nothing(r, found):
    return []


def play(r, found):
    n = r.losses.shape[1]
    return [((lambda f, k=k: np.reshape(f[k], (-1, n))), getattr(r, k)) for k in ("losses", "tests")]


losses = named("losses")
DRAWN = {
    "backpropagation.graph": graph,
    "backpropagation.chain": chain,
    "backpropagation.batch": batch,
    "backpropagation.check": check,
    "backpropagation.alive": alive,
    "backpropagation.cost": nothing,  # it measures time
    "symmetry.starts": starts,
    "symmetry.inside": starts,
    "symmetry.proof": proof,
    "symmetry.plateau": plateau,
    "symmetry.breakers": breakers,
    "symmetry.landscape": named("surface", "path", "losses"),
    "initialization.signal": losses,
    "initialization.histograms": losses,
    "initialization.phases": named("q", "c"),
    "initialization.schemes": by_label,
    "initialization.matter_less": by_label,
    "initialization.three_starts": by_label,
    "initialization.trainability": trainability,
    "initialization.digits": digits,
    "initialization.two_circles": costs,
    "initialization.unit_maps": costs,
    "took_off.neuron": neuron,
    "took_off.recover": named("accuracy"),
    "took_off.hidden_units": losses,
    "took_off.larger_nets": named("test"),
    "took_off.more_data": named("test"),
    "took_off.sandbox": named("accuracy"),
    "took_off.factorial": factorial,
    "took_off.likelihood": named("maps", "coin", "gaussian", "error"),
    "took_off.timeline": timeline,
    "mixture.rocks": named("posterior"),
    "mixture.log_sum_exp": log_sum_exp,
    "mixture.three_outputs": three,
    "playground.play": play,
    "playground.repair": play,
}
