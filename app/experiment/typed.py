"""Numbers as people type them: 0.01, 0,01, 1e-3, −2. What can be read in two ways is refused with a sentence."""

import re

NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")  # 1,000 is a thousand to some and one to others


def typed_number(text: str) -> float:
    """The number in a text; a decimal comma is a decimal point. ValueError, with a sentence, where it is not clear."""
    tidy = text.strip().replace("−", "-")
    if THOUSANDS.fullmatch(tidy):
        a, b = tidy.replace(",", "."), tidy.replace(",", "")
        raise ValueError(f"“{tidy}” can be read as {float(a):g} or as {b}: write {float(a):g} or {b}.")
    if not NUMBER.fullmatch(tidy):
        raise ValueError(f"“{tidy[:20]}” is not a number." if tidy else "There is no number.")
    return float(tidy.replace(",", "."))
