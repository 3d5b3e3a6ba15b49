"""What a picture of ridges says."""

from app.experiment.words import number, percent, series


def in_words(ridges):
    """How wide the values lie in the first layer and in the last, and how many are exactly 0."""
    name, first, last = ridges.what, ridges.layers[0], ridges.layers[-1]
    if (ridges.zeros == 1).all():
        return f"{name} is exactly 0 in {'all layers' if last != first else f'layer {first}'}."
    if not ridges.within.any():
        return f"{name} has no finite value that is not 0: it has left the range of numbers."
    ends = dict.fromkeys((0, -1) if last != first else (0,))
    text = f"Nine tenths of {name} lie {series(half_width(ridges, i) for i in ends)}"
    zeros = float(ridges.zeros.mean())
    return f"{text}; {percent(zeros)} are exactly 0 and are left out." if zeros > 0.005 else f"{text}."


def half_width(ridges, i):
    """Where most values of a layer lie, the first or the last of the ridges."""
    where = f"in layer {ridges.layers[i]}"
    if ridges.within[i]:
        return f"within ±**{number(ridges.within[i])}** {where}"
    return (
        f"at **exactly 0** (all of it) {where}"
        if ridges.zeros[i] == 1
        else f"beyond the largest float {where}"
    )
