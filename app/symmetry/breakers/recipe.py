"""The ways as one would type them: the very functions of `ways`."""

from app.symmetry.breakers.ways import spread, started
from app.symmetry.data import data_of


def spreads_by_way(ways, data, samples, activation, c, rate, seed, updates):
    """{way: the largest difference between two hidden units, before each update and after the last}"""
    drawn = data_of(data, samples, seed)
    spreads = {}
    for way in ways:
        net, training = started(way, drawn.X, drawn.Y, activation, c, rate, seed)
        spreads[way] = []
        for _ in range(updates + 1):
            next(training, None)
            spreads[way].append(spread(net))
    return spreads
