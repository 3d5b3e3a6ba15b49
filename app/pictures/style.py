"""Palette, type and line widths: nothing else sets a colour. Safe for colour-blind eyes (Okabe & Ito; Paul Tol)."""

FORWARD = "#0072B2"
BACKWARD = "#D55E00"
PARAMETER = "#333333"
THEORY = "#000000"
CRITICAL = "#009E73"
DENSITY = "#9CCBE8"  # between white and FORWARD in an image of a density
CLASSES = ("#56B4E9", "#E69F00")
CLASS_MARKERS = ("o", "^")
GRID = "#DDDDDD"
TEXT = "#222222"
MUTED = "#666666"
LANE = "#F2F2F2"
SIGNED = "PuOr"  # zero white, limits symmetric
LOSSES = "cividis_r"  # bright is learnt, dark is guessing
WORSE = "#3A3A3A"  # a loss above guessing, or none since it diverged
NOWHERE = "#BDBDBD"  # on the plane of phases: there is no fixed point
HALO = "#FFFFFF"  # around a line on a coloured map

# Initializers differ in colour and in dash, and carry a label at the line's end.
STARTS = {
    "zeros": ("#666666", (0, (1, 1.5))),
    "constant": ("#CC79A7", (0, (6, 2, 1, 2))),
    "normal": ("#000000", "solid"),
    "Xavier": ("#882255", (0, (5, 2))),
    "He": ("#009E73", "solid"),
    "uniform": ("#CC6677", (0, (1, 1))),
    "Glorot uniform": ("#332288", (0, (8, 2))),
    "He uniform": ("#56B4E9", (0, (3, 1.5))),
    "orthogonal": ("#B8860B", (0, (6, 1.5, 1, 1.5))),
}
# Rocks: colour and marker, and the name beside them, with the mark as text.
ROCKS = {"soft sand": ("#946300", "o", "●"), "stiff sand": ("#882255", "^", "▲")}
# Kernels of a mixture, no colour of a rock among them: colour and dash, and a number at the line's end.
KERNELS = (
    ("#0072B2", "solid"),
    ("#009E73", (0, (5, 2))),
    ("#000000", (0, (1, 1))),
    ("#56B4E9", (0, (6, 1.5, 1, 1.5))),
    ("#332288", (0, (8, 2))),
    ("#CC79A7", (0, (3, 1.5))),
    ("#117733", (0, (1, 1.5))),
    ("#666666", (0, (6, 2, 1, 2))),
)
FANS = {"in": "solid", "out": (0, (1, 1)), "average": (0, (6, 2, 1, 2))}  # dashes, where fans are compared
# Plain, skip, layer norm, batch norm: colour and dash, and a name at the line's end.
CONNECTIONS = (
    ("#000000", "solid"),
    ("#882255", (0, (5, 2))),
    ("#0072B2", (0, (6, 1.5, 1, 1.5))),
    ("#009E73", "solid"),
)
OTHER_START = ("#332288", (0, (3, 1)))

# A run kept for comparison: grey, dotted, with hollow marks, so that it differs in more than colour.
PINNED = {"color": "#777777", "ls": (0, (1, 1)), "lw": 1.6, "marker": "s", "ms": 4, "mfc": "white"}

MEDIAN, SINGLE, THIN = 2.2, 0.6, 1.5
BAND_ALPHA, SINGLE_ALPHA = 0.18, 0.35
AXIS_SIZE, TICK_SIZE, LABEL_SIZE = 13, 12, 12  # CSS pixels; text is never under 11

PIXELS_PER_INCH = 100


def points(pixels):
    """A length in CSS pixels as matplotlib's points, at PIXELS_PER_INCH."""
    return pixels * 72 / PIXELS_PER_INCH


def start_style(name):
    """(colour, dash) of an initializer."""
    return STARTS.get(name, OTHER_START)
