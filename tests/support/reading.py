"""Reads what the app says as a careful reader would: `faults(text)` lists what is wrong with it. Not a test itself.

Each check is one of kind: it knows no exhibit. What only the arrays of a result can tell is in `untrue`.
"""

import re

import numpy as np

NOUNS = (
    "answer|bias|case|cell|column|digit|distinct kernel|different map|different unit|entry|epoch|equation|gradient|"
    "hidden layer|input|kernel|layer|map|net|network|other seed|parameter|pass|sample|seed|set|step|sweep|unit|"
    "update|weight|width"
)
ONE, MANY = (rf"(?:{'|'.join(NOUNS.split('|'))}){end}" for end in ("", "(?:e?s)"))
NUMBER = r"−?\d[\d,]*(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+"
CODE = re.compile(r"for k in range\([^)]*\):|\w+\[k-1\]")  # a line of Python in a sentence is no prose
KINDS = {
    "one and a plural": rf"(?<![\d.,\[] )(?<![\d.,\[−])\b(?:1|one) {MANY}\b(?! of)",
    "1 times": r"(?<![\d.,−])(?<!× )\b1 times\b",
    "many and a singular": r"(?<!layer )(?<!seed )(?<!unit )(?<!update )(?<!net )(?<![\w.,\[])"
    rf"(?!1\b)\d[\d,]* {ONE}\b(?! \d|’| matri| [A-Z];)",
    "all or the, and one": r"\b(?:all|the) 1 |\ball one\b",
    "there are one": r"\b(?:are|were|have) (?:\*\*)?(?:one|1)\b(?! of|[.,·]\d)|\bIt is they\b",
    "a range of one": rf"(?<![\w.,·−])((?:{NUMBER})%?) to \1(?![\w.,·⁻%]*\w)",
    "an e for the power of ten": r"\d[eE][+−-]?\d",
    "a hyphen for a minus": r"(?<![\w\]\d])-[\d.]",
    "thousands with a space": r"\d[  ]\d{3}\b(?! ?[×%])",
    "digits without commas": rf"(?<![\d.,])[1-9]\d{{3,}} (?:{MANY})|\b[Uu]pdate [1-9]\d{{3,}}",
    "a share with a space": r"\d %",
    "a number that is none": r"(?<!^)(?<!\bis )\bnot a number\b",
    "a depth of 0": r"\bdepth 0\b(?!\.)",
    "a typewriter’s apostrophe": r"[a-z]'[a-z]",
    "no number": r"\b(?:nan|NaN|inf|None)\b",
    "an empty list": r",\s*[,.;]|:\s*[.;]|:\s*,(?!ᵢ)|\(\s*\)|\bnobody\b|\b0 of 0\b|\[\]|\(,|\band (?=[.;,])|^[.,;]",
    "two spaces": r"\S  +[^\s#]",
    "a doubled word": r"(?i)\b([a-z]{2,}) \1\b",
    "a negative zero": r"−0(?:\.0+)?(?![\d.]| ln)",
    "one against itself": r"\b([A-Za-z]\w+) against (?:\*\*)?\1\b",
    "two full stops": r"\.\.(?!\.)|;\.|:\.|,\.(?!\d)",
    "marks left open": r"\*\*",
}


def faults(text):
    """The kinds of fault in one text without marks, each with the place."""
    found, text = [], CODE.sub("that line", text)
    for kind, pattern in KINDS.items():
        for hit in re.finditer(pattern, text):
            found.append(f"{kind}: …{text[max(hit.start() - 25, 0) : hit.end() + 25]}…")
    return found + nested(text) + contradictions(text)


def nested(text):
    """Brackets of prose in brackets of prose."""
    open_at, found = [], []
    for i, sign in enumerate(text):
        if sign == "(":
            open_at.append(i)
        elif sign == ")" and open_at:
            begin = open_at.pop()
            words = lambda part: re.search(r"[a-z]{2,} [a-z]{2,}|[a-z]{3,}, ", part)  # noqa: E731
            if open_at and words(text[open_at[-1] : begin]) and re.search(r"[A-Za-z]{3,}", text[begin:i]):
                found.append(f"nested brackets: …{text[open_at[-1] : i + 1]}…")
    return found


def value(text):
    """The number that is written so."""
    text = text.replace(",", "").replace("−", "-")
    mantissa, _, exponent = text.rpartition("10") if re.search("10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]", text) else (text, "", "")
    exponent = exponent.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    mantissa = mantissa.rstrip("·")
    return float({"": "1", "-": "-1"}.get(mantissa, mantissa)) * 10.0 ** int(exponent or 0)


# pattern with groups of numbers -> whether they agree
SAID = [
    (rf"({NUMBER}), as low as one unit gets \(({NUMBER})\)", lambda a, b: a >= b * (1 - 5e-3)),
    (rf"({NUMBER}), no better than guessing \(({NUMBER})\)", lambda a, b: a >= b * 0.98),
    (rf"({NUMBER}), worse than guessing \(({NUMBER})\)", lambda a, b: a > b),
    (rf"(?:seed|net|sample|cell|set|weight|unit)s?\b.{{0,6}}?({NUMBER}) of ({NUMBER})", lambda a, b: a <= b),
    (
        rf"(?<![\w.,])({NUMBER}) of ({NUMBER}) (?:nets|seeds|weights|sets|cells|units)(?! ·)",
        lambda a, b: a < b,
    ),
    (
        rf"keep their size, ×({NUMBER}) a layer.*?layer 1 gets ({NUMBER}) ",
        lambda a, b: 0.75 < a < 1.35 and 0.3 < b < 3.3,
    ),
    (rf"shrink by ×({NUMBER}) a layer.*?layer 1 gets ({NUMBER}) ", lambda a, b: a <= 1 and b < 1),
    (rf"grow by ×({NUMBER}) a layer.*?layer 1 gets ({NUMBER}) ", lambda a, b: a >= 1 and b > 1),
    (rf"within ±({NUMBER})()", lambda a, _: a > 0),
    (rf"is friable with ({NUMBER})% and cemented with ({NUMBER})%", lambda a, b: abs(a + b - 100) <= 1),
    (rf"({NUMBER}) ms of overhead and ({NUMBER}) billion", lambda a, b: b < 1e4),
    (r"(lower) the held-out loss|raise the (held-out) loss", lambda a, b: True),
    (rf"all ({NUMBER}) ()", lambda a, _: a > 1),
]


def contradictions(text):
    """A verdict against its own number."""
    found = []
    for pattern, agree in SAID:
        for hit in re.finditer(pattern, text):
            try:
                numbers = [value(group) if group else 0.0 for group in hit.groups()]
            except ValueError:
                continue
            if not agree(*numbers):
                found.append(f"against its own number: …{hit.group()}…")
    return found + shares(text)


def shares(text):
    """'0.18 (43%) or 0.28 (57%)' make up the whole."""
    found = []
    for hit in re.finditer(r"\d \(\d+%\)(?: or .{1,12} \(\d+%\))+", text):
        total = sum(map(int, re.findall(r"(\d+)%", hit.group())))
        if abs(total - 100) > 2:
            found.append(f"shares that make {total}%: {hit.group()}")
    return found


def untrue(result):
    """'Exactly 0' only where it is: what the arrays of the result say to it."""
    text, found = result.sentence.replace("**", ""), []
    layers, ways = getattr(result, "rms_dZ", None), getattr(result, "spreads", None)
    if hit := re.search(r"Every gradient of the hidden layers.*?exactly 0", text):
        gone = [member for member, _ in result.diverged]
        there = np.delete(layers, gone, axis=1) if len(gone) < layers.shape[1] else layers
        if not (there[: result.depth - 1] == 0).all():
            found.append(f"not exactly 0: {hit.group()}")
    if ways is not None and "exactly 0 with" in text:
        said = re.search(r"exactly 0 with: (.*?)\.(?: |$)", text)
        n = len(re.split(", | and ", said[1].replace("none", ""))) if said and said[1] != "none" else 0
        if n != int((ways[-1] == 0).sum()):
            found.append(f"{n} said to be exactly 0, {int((ways[-1] == 0).sum())} are")
    for side in ("left", "right"):
        ridges = getattr(result, side, None)
        if (
            ridges is not None
            and re.search(rf"(?<!\w){ridges.what} is exactly 0 in all layers", text)  # W is no dW
            and (ridges.zeros < 1).any()
        ):
            found.append(f"{ridges.what} is not exactly 0")
    if "units differ by exactly 0" in text and result.parted is not None:
        found.append("the constant’s units do differ")
    return found
