"""The marks of the picture as one would type them."""


def columns(milestones):
    """(years), (names), (parameters), (samples), from a row for each network."""
    return tuple(tuple(row[i] for row in milestones) for i in range(4))
