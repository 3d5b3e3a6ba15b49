"""The net of the computational graph, unit by unit: what is known of it after so many operations."""

from app.backpropagation.graph.words import DIGITS, factor, short, step_made
from app.experiment.net_state import NetState


def drawn(r):
    """The `NetState` of a result: what is not computed yet is not there."""
    L, now = r.layers, r.now
    operation, _, layer = now.name.rstrip("]").partition("[")  # "dz[2]", or "l", which has no layer
    k = int(layer or L)
    caption = step_made(r.step_made) if r.step_made else (now.symbols, now.numbers)
    return state(
        r.values,
        r.done | {"x"},
        r.settings["head"],
        forward=now.forward,
        through={"z": (k,), "da": (k + 1,)}.get(operation, ()),
        reached={"dW": (), "db": (), "l": ()}.get(operation, (k,)),
        measured=(k,) if operation == "dW" else (),
        edge=r.edge,
        caption=caption,
        loss=(r.values["l"].item() if "l" in r.done else None, 2.0),
        alt=f"The net with its values. {': '.join(caption)}",
    )


def state(values, done, head, **more):
    """The `NetState` of these values (see `values.py`), of which those in `done` are known."""
    L = sum(name.startswith("W[") for name in values)
    layers = ["x", *(f"a[{k}]" for k in range(1, L + 1))]
    dz = [f"dz[{k}]" for k in range(1, L + 1)]
    return NetState(
        names=[[unit(name, i) for i in range(len(values[name]))] for name in layers],
        values=[column(values[name], name in done) for name in layers],
        gradients=[[None] * len(values["x"]), *(column(values[name], name in done) for name in dz)],
        words=[
            [words(values, done, head, k, i) for i in range(len(values[name]))]
            for k, name in enumerate(layers)
        ],
        W={k: values[f"W[{k}]"] for k in range(1, L + 1)},
        dW={k: values[f"dW[{k}]"] for k in range(1, L + 1) if f"dW[{k}]" in done},
        **more,
    )


def unit(name, i):
    """'a[1]', 0 → 'a₁[1]'."""
    letter, bracket, layer = name.partition("[")
    return f"{letter}{DIGITS[i + 1]}{bracket}{layer}"


def column(array, known):
    return [float(v) if known else None for v in array[:, 0]]


def words(values, done, head, k, i):
    """The equation of a unit with its numbers, as far as it is computed."""
    if k == 0:
        return f"{unit('x', i)} = {short(values['x'][i, 0])}"
    a, z, dz = (unit(f"{name}[{k}]", i) for name in ("a", "z", "dz"))
    if f"z[{k}]" not in done:
        return f"{a}: not computed yet"
    below, W, b = values["x" if k == 1 else f"a[{k - 1}]"], values[f"W[{k}]"], values[f"b[{k}]"]
    terms = [
        f"{factor(w.reshape(1, 1))}·{factor(v.reshape(1, 1))}" for w, v in zip(W[i], below[:, 0], strict=True)
    ]
    text = f"{z} = {' + '.join(terms)} + {factor(b[i].reshape(1, 1))} = {short(values[f'z[{k}]'][i, 0])}"
    if f"a[{k}]" in done:
        sigma = "" if f"W[{k + 1}]" not in values and head.startswith("linear") else "σ"
        text += f", {a} = {sigma}({z}) = {short(values[f'a[{k}]'][i, 0])}"
    return text + (f"; {dz} = {short(values[f'dz[{k}]'][i, 0])}" if f"dz[{k}]" in done else "")
