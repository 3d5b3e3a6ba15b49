"""What is to be seen in a picture: its named parts, held to numbers from elsewhere. Not a test."""

import numpy as np

from drawn.reading import Scale, corners, pixels, places, same_color


def percent(share):
    """Only all is 100%, only none is 0%."""
    text = f"{share:.0%}"
    return "over 99%" if text == "100%" and share < 1 else "under 1%" if text == "0%" and share else text


class See:
    """What is to be seen in the named parts of a picture: each method holds a part to numbers from elsewhere.

    A part is its name, or its name and where to find the artist in it: ("losses.lines", 2).
    """

    def __init__(self, shown):
        self.shown, self.named = shown, set()

    def artist(self, part):
        name, *path = part if isinstance(part, tuple) else (part,)
        self.named.add(name)
        artist = self.shown[name]
        for step in path:
            artist = artist[step]
        return artist

    def line(self, part, x=(), y=(), color=None):
        """The points (x, y) and no others; y (n × m) are m lines, one after the other. A curve of very many points
        may be drawn with fewer."""
        artist = self.artist(part)
        drawn, scale = places(artist), [Scale(artist.axes.xaxis), Scale(artist.axes.yaxis)]
        y = np.asarray(y, float)
        x = np.tile(x, y.shape[1]) if y.ndim == 2 else np.asarray(x, float)
        y = y.T.ravel()
        wanted = np.array([scale[0].place(x[~np.isnan(y)]), scale[1].place(y[~np.isnan(y)])])
        if drawn.shape != wanted.shape:
            wanted = wanted[:, np.isfinite(wanted).all(axis=0)]
        if drawn.shape[1] >= 100 and drawn.shape[1] < wanted.shape[1]:
            at = np.searchsorted(wanted[0], drawn[0] - 1e-9)
            assert at[0] == 0 and at[-1] == wanted.shape[1] - 1, f"{part}: an end of the curve is missing"
            wanted = wanted[:, at]
        assert drawn.shape == wanted.shape, f"{part}: {drawn.shape[1]} points are drawn, of {wanted.shape[1]}"
        self.agree(part, artist.axes.get_xlim(), drawn[0], wanted[0])
        self.agree(part, artist.axes.get_ylim(), drawn[1], wanted[1])
        if color is not None and drawn.size:
            assert same_color(artist.get_color(), color), f"{part} has another colour than what it is about"

    def band(self, part, x=(), low=(), high=()):
        """The area between two curves."""
        artist = self.artist(part)
        drawn, ends = corners(artist), np.array([low, high], float)
        there = np.isfinite(ends).all(axis=0)
        if there.sum() == 1 and drawn.shape[1] == 0 and low[0] == high[0]:
            return  # an area that is a point
        assert drawn.shape[1] == there.sum(), f"{part}: {drawn.shape[1]} points are drawn, of {there.sum()}"
        self.agree(
            part, artist.axes.get_xlim(), drawn[0], Scale(artist.axes.xaxis).place(np.asarray(x)[there])
        )
        for got, values in zip(drawn[1:], ends[:, there], strict=True):
            self.agree(part, artist.axes.get_ylim(), got, Scale(artist.axes.yaxis).place(values))

    def spread(self, part, x, values=None, old=None, old_x=None, of=()):
        """Median and band of values (n × seeds), and the median of a pinned run's."""
        median, band, before = ((f"{part}.{name}", *of) for name in PARTS[bool(of)])
        self.line(median, x, None_or(percentile, values, 50))
        self.band(band, *([] if values is None else (x, percentile(values, 10), percentile(values, 90))))
        self.line(before, *([] if old is None else (x if old_x is None else old_x, percentile(old, 50))))

    def agree(self, part, limits, drawn, wanted):
        """The same to a hair; what is wanted beyond an end of the axis is drawn at that end, within 6 %, or beyond."""
        low, high = sorted(limits)
        edge, hair = 0.06 * (high - low), 1e-6 * (high - low)
        with np.errstate(invalid="ignore"):
            near = np.abs(drawn - wanted) <= hair + 1e-9 * np.abs(wanted)
        above, below = (
            (wanted > high - edge) & (drawn >= high - edge),
            (wanted < low + edge) & (drawn <= low + edge),
        )
        right = near | above | below
        assert right.all(), f"{part}: drawn at {drawn[~right][:3]}, and belongs at {wanted[~right][:3]}"

    def image(self, part, x, y, values, colors=()):
        """Values over x and y (the centres of cells, rising; or None where there are no such axes), row by y."""
        artist = self.artist(part)
        columns, rows, drawn = pixels(artist)
        for axis, centres, wanted in ((artist.axes.xaxis, columns, x), (artist.axes.yaxis, rows, y)):
            if wanted is not None:
                np.testing.assert_allclose(
                    centres, Scale(axis).place(wanted), atol=1.02 * cell(wanted, centres), err_msg=str(part)
                )
        np.testing.assert_allclose(drawn, values, rtol=1e-9, atol=1e-12, err_msg=f"{part}: what lies where")
        for value, color in colors:
            assert same_color(artist.to_rgba(np.array([value])).ravel(), color), (
                f"{part}: the colour of {value}"
            )

    def says(self, part, text):
        """A text that is seen; "" for one that is not."""
        artist = self.artist(part)
        said = artist.get_text() if artist.get_visible() else ""
        assert said == text if not text else text in said, f"{part} says {said!r} where {text!r} belongs"

    def far(self, part, values):
        """The note about what runs along the top: how far it reaches, and none if nothing does."""
        note, top = self.artist(part), self.artist(part).axes.get_ylim()[1]
        highest = values[np.isfinite(values)].max(initial=0)
        assert note.get_visible() == (highest > top), f"{part}: {highest} over {top}"
        if highest > top:
            said = note.get_text().rpartition("up to ")[2]  # two figures, with a power of ten or without
            if said[:2] == "10" and said[2:3] in tuple("⁻⁰¹²³⁴⁵⁶⁷⁸⁹"):
                said = f"1·{said}"
            said = (
                said.replace("·10", "e")
                .replace(",", "")
                .translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
            )
            np.testing.assert_allclose(float(said), highest, rtol=0.5 if "e" in said else 0.06)

    def names(self, part, lines, texts):
        """The names beside lines: each in its line's colour."""
        for i, (line, text) in enumerate(zip(lines, texts, strict=True)):
            self.says((part, i), text)
            assert same_color(self.artist((part, i)).get_color(), self.artist(line).get_color()), (
                f"{part}: {text}"
            )

    def upright(self, part, *others):
        """These axes rise to the right and upwards; a picture turned over would say so here."""
        ax = self.artist(part).axes
        assert ax.get_xlim()[0] < ax.get_xlim()[1] and ax.get_ylim()[0] < ax.get_ylim()[1], (
            f"{part} is turned over"
        )


PARTS = {False: ("median", "band", "before"), True: ("medians", "bands", "before")}


def cell(wanted, centres):
    """Half a cell: grids at the edges of a picture and at the centres of its cells differ by so much at most."""
    return 0.5 * abs(np.diff(centres)).max() if len(centres) > 1 else np.inf


def None_or(function, values, *rest):
    return () if values is None else function(values, *rest)


def percentile(values, q):
    """Of each row, by sorting; values that are not finite are left out."""
    out = []
    for row in np.asarray(values, float):
        kept = sorted(row[np.isfinite(row)])
        at = (len(kept) - 1) * q / 100 if kept else 0
        below = int(at)
        above = min(below + 1, len(kept) - 1)
        out.append(kept[below] + (at - below) * (kept[above] - kept[below]) if kept else np.nan)
    return np.array(out)
