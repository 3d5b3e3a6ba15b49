"""What the panel computes, as one would type it."""

from inspect import getsource

from app.symmetry.breakers import ways
from app.symmetry.data import IMPORTS, data_code


def breakers_code(s, steps):
    """The very functions of `ways`."""
    functions = "\n\n".join(map(getsource, (ways.started, ways.dropout, ways.spread)))
    return (
        f"import numpy as np\n{IMPORTS}from mlcore.optimizers import Adam, Momentum\n\n\n"
        f"{functions}\n\n{data_code(s)}"
        "spreads = {}\n"
        f"ways = {list(ways.WAYS[:5])}\nways += {list(ways.WAYS[5:])}\n"
        "for way in ways:\n"
        f'    net, training = started(way, data.X, data.Y, "{s["activation"]}", '
        f"{s['c']!r}, {s['rate']!r}, {s['seed']})\n"
        "    spreads[way] = []\n"
        f"    for update in range({steps + 1}):\n"
        "        next(training, None)\n"
        "        spreads[way].append(spread(net))"
    )
