"""The net of the computational graph, unit by unit: what is known of it after so many operations."""

from app.backpropagation.graph.words import DIGITS, factor, short
from app.experiment.net_state import NetState


def drawn(r):
    """The `NetState` of a result: what is not computed yet is not there."""
    L, done, now = r.layers, r.done | {"x"}, r.now
    layers = ["x", *(f"a[{k}]" for k in range(1, L + 1))]
    W = {k: r.values[f"W[{k}]"] for k in range(1, L + 1)}
    operation, _, layer = now.name.rstrip("]").partition("[")  # "dz[2]", or "l", which has no layer
    k = int(layer or L)
    goes = {"z": (k,), "da": (k + 1,)}.get(operation, ())
    reaches = {"dW": (), "db": (), "l": ()}.get(operation, (k,))
    return NetState(
        names=[[unit(name, i) for i in range(len(r.values[name]))] for name in layers],
        values=[column(r, name, name in done) for name in layers],
        gradients=[[None] * len(r.values["x"])]
        + [column(r, f"dz[{k}]", f"dz[{k}]" in done) for k in range(1, L + 1)],
        words=[[words(r, k, i) for i in range(len(r.values[name]))] for k, name in enumerate(layers)],
        W=W,
        dW={k: r.values[f"dW[{k}]"] for k in W if f"dW[{k}]" in done},
        forward=now.forward,
        through=goes,
        reached=reaches,
        measured=(k,) if operation == "dW" else (),
        edge=r.edge,
        caption=(now.symbols, now.numbers),
        loss=(r.values["l"].item() if "l" in done else None, 2.0),
        alt=f"The net with its values. {now.symbols}: {now.numbers}",
    )


def unit(name, i):
    """'a[1]', 0 → 'a₁[1]'."""
    letter, bracket, layer = name.partition("[")
    return f"{letter}{DIGITS[i + 1]}{bracket}{layer}"


def column(r, name, known):
    return [float(v) if known else None for v in r.values[name][:, 0]]


def words(r, k, i):
    """The equation of a unit with its numbers, as far as it is computed."""
    if k == 0:
        return f"{unit('x', i)} = {short(r.values['x'][i, 0])}"
    a, z, dz = (unit(f"{name}[{k}]", i) for name in ("a", "z", "dz"))
    if f"z[{k}]" not in r.done:
        return f"{a}: not computed yet"
    below, W, b = r.values["x" if k == 1 else f"a[{k - 1}]"], r.values[f"W[{k}]"], r.values[f"b[{k}]"]
    terms = [
        f"{factor(w.reshape(1, 1))}·{factor(v.reshape(1, 1))}" for w, v in zip(W[i], below[:, 0], strict=True)
    ]
    text = f"{z} = {' + '.join(terms)} + {factor(b[i].reshape(1, 1))} = {short(r.values[f'z[{k}]'][i, 0])}"
    if f"a[{k}]" in r.done:
        sigma = "" if k == r.layers and r.settings["head"].startswith("linear") else "σ"
        text += f", {a} = {sigma}({z}) = {short(r.values[f'a[{k}]'][i, 0])}"
    return text + (f"; {dz} = {short(r.values[f'dz[{k}]'][i, 0])}" if f"dz[{k}]" in r.done else "")
