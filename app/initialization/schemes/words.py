"""What the schemes keep, in words, and their formulas and variances in numbers."""

import re

import numpy as np

from app.experiment.words import listed, number, part_of, plural, series
from app.initialization.signal.words import median

KEPT = 2  # within this factor, from the first hidden layer to the last, a size counts as kept


def sentence(r):
    return " ".join(part for part in (kept(r), widths(r), training(r)) if part)


def ratio(sizes, to, start):
    """By what factor the root mean square over the seeds changes from layer `start` to layer `to`: that is what
    a scheme promises. (In narrow layers the median lies below it.) 0 where nothing arrives."""
    squares = [np.square(sizes[k][np.isfinite(sizes[k])]).sum() for k in (start, to)]
    return float(np.sqrt(squares[1] / squares[0])) if squares[0] else 0.0


def kept(r):
    """Who keeps what, at the start: forward to the last hidden layer, and from there back to the first."""
    ways = [
        {e: ratio(size, to, start) for e, size in zip(r.labels, sizes, strict=True)}
        for sizes, to, start in ((r.signal_0, -1, 0), (r.gradient_0, 0, -2))
    ]
    who = [[e for e, value in ratios.items() if 1 / KEPT <= value <= KEPT] for ratios in ways]
    forward, back = ("all" if len(w) == len(r.labels) else listed(w, "no scheme") for w in who)
    text = (
        f"At the start the signal is kept going forward by **{forward}**, the gradient going back by **{back}** "
        f"(within a factor of {KEPT}, root mean square over the seeds)."
    )
    far = {}
    for names, ratios, way in zip(who, ways, ("forward", "back"), strict=True):
        if len(names) < len(r.labels):
            worst = max(ratios, key=lambda e, ratios=ratios: off(ratios[e]))
            far.setdefault(worst, []).append(f"×**{number(ratios[worst])}** {way}")
    said = (f"{listed([scheme])} with {' and '.join(each)}" for scheme, each in far.items())
    return f"{text} Furthest off: {series(said)}." if far else text


def off(value):
    """How many powers of e from 1."""
    return abs(np.log(value)) if 0 < value < np.inf else np.inf


def widths(r):
    first, last = r.widths[1], r.widths[-2]
    if first == last:
        return "All hidden widths are equal: between them fan-in and fan-out are the same."
    way = "fall" if last < first else "grow"
    return f"Widths {way} from {first} to {last}, so fan-in and fan-out differ."


def training(r):
    if r.step == 0:
        return ""
    now = {label: median(rows[-1]) for label, rows in zip(r.labels, r.losses, strict=True)}
    finite = {label: loss for label, loss in now.items() if np.isfinite(loss)}
    gone = [
        f"{label} ({part_of(int(np.isnan(rows[-1]).sum()), rows.shape[1], 'seed')})"
        for label, rows in zip(r.labels, r.losses, strict=True)
        if np.isnan(rows[-1]).any()
    ]
    text = ""
    if finite:
        best = min(finite, key=finite.get)
        text = f"After {plural(r.step, 'update')} **{best}** has the lowest median loss, **{number(finite[best])}**"
        still = [label for label, loss in finite.items() if loss > 0.95 * r.guessing]
        text += f"; no better than guessing ({number(r.guessing)}): {listed(still)}." if still else "."
    return " ".join(filter(None, [text, f"**Diverged**: {'; '.join(gone)}." if gone else ""]))


def numbers(r):
    """Rows of text, the first one the header: what is drawn from in each layer."""
    rows = [("scheme", "formula", "layer", "fan-in → fan-out", "n", "standard deviation", "variance")]
    for entry in r.entries:
        scheme = entry.scheme
        for k, (n_in, n_out) in enumerate(zip(r.widths[:-1], r.widths[1:], strict=True), start=1):
            std = scheme.std(n_in, n_out, k)
            rows.append(
                (
                    entry.label,
                    in_plain_text(scheme.formula),
                    str(k),
                    f"{n_in} → {n_out}",
                    said_n(scheme, n_in, n_out),
                    number(std, 4),
                    number(std**2, 4),
                )
            )
    return rows


def said_n(scheme, n_in, n_out):
    """What n is in this layer, by the scheme's convention."""
    from mlcore.initializers import FANS

    if scheme.fan == "max":
        return f"{max(n_in, n_out)} (the larger)"
    return f"{number(FANS[scheme.fan](n_in, n_out), 4)} ({scheme.fan})" if scheme.fan else "–"


SIGNS = {
    r"\sim": "~",
    "-": "−",
    r"\sigma": "σ",
    r"\ ": " ",
    r"\,": " ",
    "^2": "²",
    "^T": "ᵀ",
}


def in_plain_text(formula):
    """A formula of the registry without TeX: w ~ N(0, 2/n)."""
    formula = re.sub(r"\\(?:mathcal|mathrm)\{(\w+)\}", r"\1", formula)
    formula = re.sub(r"\\sqrt\{([^{}]+)\}", lambda m: f"√({m[1]})" if len(m[1]) > 1 else f"√{m[1]}", formula)
    for tex, sign in SIGNS.items():
        formula = formula.replace(tex, sign)
    return formula
