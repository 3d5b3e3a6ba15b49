"""Numbers and small phrases as a sentence needs them: plain text, with **…** around what is shown bold."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np


def number(value: float) -> str:
    """Two significant figures, or the whole number, as one would say them: 0.36, 12, 123, 4e-9; exactly zero is 0."""
    if value == 0:
        return "0"
    if not np.isfinite(value):
        return "beyond the largest float" if not np.isnan(value) else "not a number"
    if 1e-3 <= abs(value) < 1e4:
        text = f"{value:.2g}" if abs(value) < 100 else f"{value:.0f}"
        return f"{float(text):g}"
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def plural(n: int, thing: str) -> str:
    """'1 seed', '2 seeds'."""
    return f"{n} {thing}{'' if n == 1 else 's'}"


def seeds(settings: Mapping[str, Any]) -> str:
    """'seed 3', 'seeds 0 to 7': what is random and with which numbers."""
    first, n = settings["seed"], settings["seeds"]
    return f"seed {first}" if n == 1 else f"seeds {first} to {first + n - 1}"


def plain(sentence: str) -> str:
    """The sentence without its marks: a picture's alternative text."""
    return sentence.replace("**", "")


def html(sentence: str) -> str:
    """The sentence as HTML, **…** bold; nothing in it is taken for markup."""
    safe = sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)


def table(rows: Iterable[Iterable[str]]) -> str:
    """Rows of text, the first one the header, as an HTML table, which a narrow page scrolls: by keyboard, too."""
    head, *body = ([plain(html(cell)) for cell in row] for row in rows)
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body]
    titles = "".join(f"<th>{cell}</th>" for cell in head)
    return f'<table tabindex="0"><thead><tr>{titles}</tr></thead>{"".join(lines)}</table>'
