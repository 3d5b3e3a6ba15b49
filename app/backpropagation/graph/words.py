"""The equations of the computational graph: symbols, then the same with numbers, and what each one says."""

from dataclasses import dataclass

from app.experiment import Prediction
from app.experiment.small_net import DIGITS as DIGITS
from app.experiment.words import number, plural


@dataclass(frozen=True)
class Operation:
    """One box: its name, its equation in symbols and in numbers, its shape, what kind of product it is, what of
    the forward pass it needs again, and why it is so."""

    name: str
    symbols: str
    numbers: str
    shape: str
    why: str
    needs: tuple = ()
    forward: bool = True


def short(value):
    """Three significant figures."""
    return number(float(value), 3)


def written(array):
    """A matrix row by row, a column as (a, b)ᵀ, a single number as it is."""
    if array.size == 1:
        return short(array.item())
    if array.shape[1] == 1:
        return "(" + ", ".join(short(v) for v in array[:, 0]) + ")ᵀ"
    return "[" + "; ".join(" ".join(short(v) for v in row) for row in array) + "]"


def factor(array):
    """As a factor in a product: a negative number in brackets, so that nothing looks subtracted."""
    text = written(array)
    return f"({text})" if array.size == 1 and text.startswith("−") else text


def row(array):
    """A column lying down: its transpose."""
    return "(" + ", ".join(short(v) for v in array[:, 0]) + ")"


def shape(array):
    return f"{array.shape[0]} × {array.shape[1]}"


def operations(net, Y, v):
    """All operations in order: forward, then backward."""
    L, out = net.L, []
    w = {name: written(array) for name, array in v.items()}

    def add(name, symbols, numbers, why, **kwargs):
        numbers = f"{numbers} = {w[name]}" if numbers else w[name]
        out.append(Operation(name, symbols, numbers, shape(v[name]), why, **kwargs))

    for k in range(1, L + 1):
        below = "x" if k == 1 else f"a[{k - 1}]"
        add(
            f"z[{k}]",
            f"z[{k}] = W[{k}] {below} + b[{k}]",
            f"{w[f'W[{k}]']} {factor(v[below])} + {w[f'b[{k}]']}",
            "a matrix product, then a sum",
        )
        sigma = "" if k == L and net.head.name.startswith("linear") else "σ"
        add(f"a[{k}]", f"a[{k}] = {sigma}(z[{k}])", f"{sigma}{braced(w[f'z[{k}]'])}", "element by element")
    add("l", *loss_words(net, w[f"a[{L}]"], short(Y.item())), "a single number: how wrong this answer is")
    back(net, Y, v, w, add)
    return out


def back(net, Y, v, w, add):
    """The way back, from dz[L] to db[1]."""
    L, y = net.L, short(Y.item())
    for k in range(L, 0, -1):
        if k == L:
            add(f"dz[{k}]", *top(net, v, w, y), forward=False, needs=(f"a[{k}]",))
        else:
            add(
                f"da[{k}]",
                f"da[{k}] = W[{k + 1}]ᵀ dz[{k + 1}]",
                f"{transposed(v[f'W[{k + 1}]'])} {factor(v[f'dz[{k + 1}]'])}",
                f"a matrix product: W[{k + 1}] turned over, since each unit collects from all units it went to",
                forward=False,
            )
            add(
                f"dz[{k}]",
                f"dz[{k}] = da[{k}] · σ′(z[{k}])",
                f"{w[f'da[{k}]']} · {w[f'σ′[{k}]']}",
                "element by element: the Jacobian of σ is diagonal",
                forward=False,
                needs=(f"z[{k}]",),
            )
        below = "x" if k == 1 else f"a[{k - 1}]"
        add(
            f"dW[{k}]",
            f"dW[{k}] = dz[{k}] {below}ᵀ",
            f"{factor(v[f'dz[{k}]'])} {row(v[below])}",
            f"a column times a row: the shape of W[{k}]. It needs {below}, which is why the forward pass is kept",
            forward=False,
            needs=(below,),
        )
        add(f"db[{k}]", f"db[{k}] = dz[{k}]", "", "the bias is added, so its slope is 1", forward=False)


def top(net, v, w, y):
    """(symbols, numbers, why) of dz[L]."""
    L = net.L
    da, slope, a = (w[f"{name}[{L}]"] for name in ("da", "σ′", "a"))
    if "cross-entropy" in net.head.name:
        return (
            f"dz[{L}] = ∂l/∂a[{L}] · σ′(z[{L}]) = a[{L}] − y",
            f"{da} · {slope} = {a} − {y}",
            "σ′ cancels against the loss: what remains is a − y",
        )
    if net.head.name.startswith("linear"):
        return f"dz[{L}] = a[{L}] − y", f"{a} − {y}", "a linear output has slope 1, so a − y is all"
    return (
        f"dz[{L}] = (a[{L}] − y) · σ′(z[{L}])",
        f"({a} − {y}) · {slope}",
        "squared error does not cancel σ′: a saturated output learns slowly",
    )


def loss_words(net, a, y):
    if "cross-entropy" in net.head.name:
        return "l = −y ln a − (1 − y) ln(1 − a)", f"−{y} ln {a} − (1 − {y}) ln(1 − {a})"
    return "l = ½ (a − y)²", f"½ ({a} − {y})²"


def transposed(W):
    """Wᵀ, written so that it cannot be taken for W."""
    return row(W.T) + "ᵀ" if W.shape[0] == 1 and W.shape[1] > 1 else written(W.T)


def braced(text):
    return text if text.startswith("(") else f"({text})"


def sentence(r):
    """What the lit operation says; this is also the picture's text."""
    o = r.now
    kept = f" It uses {', '.join(o.needs)} from the forward pass." if o.needs and "kept" not in o.why else ""
    return f"**{o.symbols}** is {o.numbers} ({o.shape}): {o.why}.{kept}"


SIGNS = ("positive", "negative", "zero")


def sign(before, after):
    dz = float(after.values[f"dz[{after.layers}]"].item())
    a = float(after.values[f"a[{after.layers}]"].item())
    y = after.settings["y"]
    right = 0 if dz > 0 else 1 if dz < 0 else 2
    falls = {0: "lowering", 1: "raising", 2: "neither raising nor lowering"}[right]
    return right, (
        f"dz[{after.layers}] = **{short(dz)}**, with a = {short(a)} and y = {short(y)}: {falls} z lowers the loss. "
        "The gradient points where the loss grows; it is not the error, and not yet a step."
    )


SIGN_AT_THE_TOP = Prediction(
    ask=lambda e: (
        f"With sigmoid and cross-entropy a[{e.layers}] is between 0 and 1, and y = {short(e.y)}. "
        f"**Is dz[{e.layers}] positive or negative?**"
    ),
    change=lambda e: {"head": "sigmoid + cross-entropy"},
    options=SIGNS,
    judge=sign,
    updates=1,
    decides=("frame",),
    keeps_back="",
)


def step_made(step):
    """(what a step downhill is, what this one did) for the foot of the net."""
    L = sum(name.startswith("W[") for name in step.after)
    before, after = step.before["l"].item(), step.after["l"].item()
    says = f"Now the net says {short(step.after[f'a[{L}]'].item())} where y = {short(step.y)}"
    reset = "Reset brings back the first weights."
    if step.learnt and not step.n:
        return "Learnt already", f"{says}: there is no step to take."
    if step.learnt:
        went = f"the loss went from {short(step.begun)} to {short(after)}"
        return f"Learnt after {plural(step.n, 'step')}", f"{says}; {went}. {reset}"
    if step.lost:
        leaps = "Each step leaps further over the valley than the one before: a smaller η would help."
        return f"Lost after {plural(step.n, 'step')}", f"{leaps} {reset}"
    w, dw, new = (v[:1, :1] for v in (step.before[f"W[{L}]"], step.before[f"dW[{L}]"], step.after[f"W[{L}]"]))
    rate = short(step.rate)
    return (
        f"Step {step.n}: every w became w − {rate} · dw",
        f"w₁₁[{L}]: {written(w)} − {rate} · {factor(dw)} = {written(new)}, and so on. {says}; "
        f"the loss {'fell' if after < before else 'rose'} from {short(before)} to {short(after)}.",
    )
