"""Settings that are texts: the units of each hidden layer, "8-8", and weights set by hand, "120:1.0.1=0.5"."""

import re

MOST_LAYERS, MOST_UNITS, MOST_EDITS = 10, 64, 200
FARTHEST = 20.0  # a weight is not set further from zero
EDIT = re.compile(r"(\d{1,7}):(\d{1,2})\.(\d{1,2})\.(\d{1,2})=(-?\d{1,2}(?:\.\d{1,4})?)")
NONE = "none"  # no hidden layer


def hidden(text):
    """'8-8' → [8, 8]; 'none' → []. ValueError, with a sentence, for any other text."""
    text = text.strip().replace(" ", "").replace(",", "-").replace("–", "-")
    if text in ("", NONE):
        return []
    if len(text) > 40 or not re.fullmatch(r"\d{1,4}(-\d{1,4})*", text):
        raise ValueError(f"‘{text[:20]}’ is no list of widths; write it like 8-8, or none.")
    widths = [int(n) for n in text.split("-")]
    if len(widths) > MOST_LAYERS or not all(1 <= n <= MOST_UNITS for n in widths):
        raise ValueError(f"There are up to {MOST_LAYERS} hidden layers, of 1 to {MOST_UNITS} units each.")
    return widths


def as_text(widths):
    """[8, 8] → '8-8'."""
    return "-".join(map(str, widths)) or NONE


def widths_form(text):
    """The text as it is kept."""
    return as_text(hidden(text))


def edits(text):
    """{update: {(k, i, j): value}} of a text; ValueError, with a sentence, for one that is none."""
    found = {}
    parts = text.split()
    if len(parts) > MOST_EDITS:
        raise ValueError(f"{MOST_EDITS} weights can be set by hand in one run; press Reset to begin anew.")
    for part in parts:
        match = EDIT.fullmatch(part)
        if match is None or abs(float(match[5])) > FARTHEST:
            raise ValueError(f"‘{part[:20]}’ does not say which weight is set; it is like 120:1.0.1=0.5.")
        update, k, i, j = (int(match[n]) for n in range(1, 5))
        found.setdefault(update, {})[k, i, j] = float(match[5])
    return found


def edits_text(found):
    """The text of edits."""
    return " ".join(
        f"{update}:{k}.{i}.{j}={value:.4f}".rstrip("0").rstrip(".")
        for update, changes in found.items()
        for (k, i, j), value in changes.items()
    )


def edits_form(text):
    """The text as it is kept."""
    return edits_text(edits(text))


def fitting(found, widths):
    """The edits of weights that a net of these widths has."""
    kept = {
        update: {
            (k, i, j): value
            for (k, i, j), value in changes.items()
            if 1 <= k < len(widths) and i < widths[k] and j < widths[k - 1]
        }
        for update, changes in found.items()
    }
    return {update: changes for update, changes in kept.items() if changes}
