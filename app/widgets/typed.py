"""Reads a number as a learner types it: with a decimal comma, too, where that is clear."""

import re

NUMBER = re.compile(r"[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+)(e[+-]?[0-9]{1,2})?", re.IGNORECASE)
# One to three digits that do not begin with 0, a comma and three digits: a thousand, or a one?
UNCLEAR = re.compile(r"[+-]?([1-9][0-9]{0,2}),([0-9]{3})(?![0-9])")


def number(text):
    """The number of a text; ValueError, with a sentence, for any other text and for what could be two numbers."""
    text = text.strip().replace("−", "-") if isinstance(text, str) else ""
    if len(text) > 40 or not NUMBER.fullmatch(text):
        raise ValueError(
            f"‘{text[:20]}’ is not a number: write it like 0.01 or 1e-3." if text else "that is not a number."
        )
    if unclear := UNCLEAR.match(text):
        whole, decimals = unclear.groups()
        raise ValueError(
            f"‘{text}’ could be {whole}{decimals} or {whole}.{decimals}: type one of these, without a comma."
        )
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
