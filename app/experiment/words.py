"""Numbers, counts and lists as a sentence needs them, in one style: plain text, with **…** around what is shown bold.

A minus is a true minus, a power of ten is 4.8·10⁻⁵, thousands have commas. Nothing that is not 0 is written as 0,
nothing but all is written as 100%, and a list is never empty.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

DIGIT_WIDE, MINUS_WIDE, POINT_WIDE = "\u2007", "\u2007\u2009", "\u2008"  # spaces
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


# ---------------------------------------------------------------------- numbers


def number(value: float, digits: int = 2) -> str:
    """So many significant figures, or the whole number, as one would say them: 0.36, 12, 1,234, 4.1·10⁻⁹."""
    if np.isnan(value):
        return "not a number"
    if np.isinf(value):
        return "beyond the largest float"
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    if -3 <= int(exponent) < 4:
        text = f"{float(f'{mantissa}e{exponent}'):,.10g}" if int(exponent) < digits else f"{value:,.0f}"
        return minus(text)
    mantissa = f"{float(mantissa):g}"
    ten = power(int(exponent))
    return minus({"1": ten, "-1": f"-{ten}"}.get(mantissa, f"{mantissa}·{ten}"))


def or_diverged(value: float) -> str:
    """A loss as a number, where there is one; 'diverged' where training lost it."""
    return "diverged" if np.isnan(value) else number(value)


def fixed(value: float, places: int = 3) -> str:
    """So many decimals: 0.180, −2.50; as `number` where these would hide what it is, below them or beyond 10,000."""
    hidden = value != 0 and round(abs(float(value)), places) == 0 if np.isfinite(value) else True
    return number(value) if hidden or abs(value) >= 1e4 else minus(f"{value + 0.0:,.{places}f}")  # −0 is 0


def unit(share: float, places: int = 3) -> str:
    """What lies between 0 and 1: 0.982, 4·10⁻⁵, and 1 − 4·10⁻⁵ where decimals would make a 1 of it."""
    rest = 1 - share
    return f"1 − {number(rest)}" if 0 < rest < 0.5 * 10**-places else fixed(share, places)


def percent(share: float) -> str:
    """43%; only none is 0%, and only all is 100%."""
    if not np.isfinite(share):
        return number(share)
    whole = f"{share + 0.0:.0%}"
    if share and whole in ("0%", "-0%"):
        return "under 1%"
    return "over 99%" if share < 1 and whole == "100%" else minus(whole)


def power(exponent: int) -> str:
    """10 to a whole exponent."""
    return f"10{str(exponent).translate(SUPERSCRIPT)}"


def minus(text: str) -> str:
    """The text of a number with a true minus."""
    return text.replace("-", "−")


def aligned(rows: Iterable[Iterable[str]]) -> list[str]:
    """The rows of a matrix, of numbers as texts, as lines whose points stand beneath each other: spaces as wide as a
    digit, a minus and a point (in the font of pictures, and nearly so in others).
    """
    table = [[re.fullmatch(r"(−?)([^.]*)(\.?)(.*)", text) for text in row] for row in rows]
    cells = [[match.groups() if match else ("", "", "", "") for match in row] for row in table]
    lines: list[list[str]] = [[] for _ in cells]
    for column in zip(*cells, strict=True):
        sign, whole, point, rest = (max(map(len, parts)) for parts in zip(*column, strict=True))
        for line, (s, w, p, r) in zip(lines, column, strict=True):
            before = MINUS_WIDE * (sign - len(s)) + DIGIT_WIDE * (whole - len(w))
            line.append(before + s + w + p + r + POINT_WIDE * (point - len(p)) + DIGIT_WIDE * (rest - len(r)))
    return [" ".join(line) for line in lines]


def between(low: float, high: float, text: Callable[[float], str] = number) -> str:
    """'0.1 to 0.75'; one number where both read the same."""
    return " to ".join(dict.fromkeys((text(low), text(high))))


# ---------------------------------------------------------------------- counts and lists


def plural(n: int, thing: str) -> str:
    """'1 seed', '2 seeds', '1,200 updates'."""
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def noun(text: str, thing: str) -> str:
    """The noun after a number as it is written: 'width' after 1, 'widths' after 0.98."""
    return thing if text == "1" else f"{thing}{'es' if thing.endswith('s') else 's'}"


def all_of(n: int, thing: str) -> str:
    """'all 8 units', 'the one unit'."""
    return f"the one {thing}" if n == 1 else f"all {plural(n, thing)}"


def part_of(k: int, n: int, thing: str) -> str:
    """'3 of 8 nets', 'all 8 nets', 'none of 8 nets'; of one 'the one net' or 'no net'."""
    if k == n:
        return all_of(n, thing)
    return f"{k or 'none'} of {plural(n, thing)}" if n > 1 else f"no {thing}"


def share_of(ratio: float) -> str:
    """'**0.3** of', '**2.1** times', '**all** of' that with which it is compared."""
    text = number(ratio)
    return "**all** of" if text == "1" else f"**{text}** {'times' if ratio > 1 else 'of'}"


def listed(names: Iterable[object], none: str = "none") -> str:
    """'a', 'a and b', 'a, b and c'; 'none' where there are none. Names with a comma or colon are put in quotes."""
    return series((f"“{name}”" if set(",:") & set(str(name)) else str(name) for name in names), none)


def series(parts: Iterable[str], none: str = "none") -> str:
    """The same of parts of a sentence, as they are."""
    *before, end = dict.fromkeys(parts) or [none]
    return f"{', '.join(before)} and {end}" if before else end


def is_are(n: int) -> str:
    """The verb of so many."""
    return "is" if n == 1 else "are"


def seeds(settings: Mapping[str, Any]) -> str:
    """'seed 3', 'seeds 0 to 7': what is random and with which numbers."""
    return seed_range(settings["seed"], settings["seeds"])


def seed_range(first: int, n: int) -> str:
    """The same for n seeds from the first one."""
    return f"seed {first}" if n == 1 else f"seeds {first} to {first + n - 1}"


# ---------------------------------------------------------------------- as a page needs them


def plain(sentence: str) -> str:
    """The sentence without its marks: a picture's alternative text."""
    return sentence.replace("**", "")


# As the lecture writes them: layers raised, indices lowered. Code, which has an @ or a method, stays as it is.
LAYER = re.compile(r"(?<=[\w′ᵀ‖])\[(\d+|[kL](?: ?[−+-] ?1)?)\]")
INDEX = re.compile(r"(?<![\w_])([fnN]|[α-ω])_(in|out|[a-zθ*])(?![A-Za-z_])")
MATRIX = re.compile(r"\[([−\d.,·⁻⁰¹²³⁴⁵⁶⁷⁸⁹ ]+;[−\d.,·⁻⁰¹²³⁴⁵⁶⁷⁸⁹; ]+)\]")  # [1 2; 3 4], row by row
CODE = re.compile(r" @ |\.T\b|\.mean\(|\.sum\(|\.prime\(")


def html(sentence: str) -> str:
    """The sentence as HTML, **…** bold, its symbols as the lecture has them; nothing in it is taken for markup."""
    safe = sentence.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not CODE.search(safe):
        safe = INDEX.sub(r"\1<sub>\2</sub>", LAYER.sub(r"<sup>[\1]</sup>", safe))
        safe = MATRIX.sub(matrix, safe)
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)


def matrix(found: re.Match) -> str:
    """A matrix as the lecture writes it, its rows beneath each other."""
    rows = aligned(row.split() for row in found[1].split(";"))
    return f'<span class="bl-matrix">{"<br>".join(rows)}</span>'


def table(rows: Iterable[Iterable[str]]) -> str:
    """Rows of text, the first one the header, as an HTML table, which a narrow page scrolls: by keyboard, too."""
    head, *body = ([plain(html(cell)) for cell in row] for row in rows)
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body]
    titles = "".join(f"<th>{cell}</th>" for cell in head)
    return f'<table tabindex="0"><thead><tr>{titles}</tr></thead>{"".join(lines)}</table>'
