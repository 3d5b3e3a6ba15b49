"""What a picture of ridges says."""

from app.experiment.words import number, percent


def in_words(ridges):
    """How wide the values lie in the first layer and in the last, and how many are exactly 0."""
    name, first, last = ridges.what, ridges.layers[0], ridges.layers[-1]
    if not ridges.within.any():
        return f"**{name}** is exactly 0 in all layers, or no longer finite."
    text = f"Nine tenths of **{name}** lie within ±**{number(ridges.within[0])}** in layer {first}"
    if last != first:
        text += f" and within ±**{number(ridges.within[-1])}** in layer {last}"
    zeros = float(ridges.zeros.mean())
    return f"{text}; {percent(zeros)} are exactly 0 and are left out." if zeros > 0.005 else f"{text}."
