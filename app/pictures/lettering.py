"""How words are drawn: layers raised and indices lowered as in the lecture, none beyond the edges of its picture."""

from contextlib import contextmanager

from matplotlib.axis import Axis
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter

from app.experiment.words import INDEX, LAYER

SMALLEST = 0.7  # of its size may a text be; what then still reaches beyond its picture needs other words


def as_drawn(text):
    """How the words of a text are drawn, as in the lecture. Whoever reads a picture reads W[1] and N_s."""
    return lifted(text.get_text(), "mathbf" if text.get_fontweight() == "bold" else "mathregular")


def lifted(words, font="mathregular"):
    """The same for words that are no text yet."""
    if "$" in words:  # which matplotlib sets itself
        return words
    return INDEX.sub(rf"\1$_{{\\{font}{{\2}}}}$", LAYER.sub(rf"$^{{\\{font}{{[\1]}}}}$", words))


@contextmanager
def raised(artists):
    """While they are drawn, the symbols in the texts among the artists are as in the lecture, and beside an axis."""
    words, ticks = {}, {}
    for artist in artists:
        if isinstance(artist, Text) and any(sign in artist.get_text() for sign in "[_"):
            words[artist] = artist.get_text()
        elif isinstance(artist, Axis):  # which writes its labels when it is drawn
            formatter = artist.get_major_formatter()
            ticks |= {formatter: formatter.func} if isinstance(formatter, FuncFormatter) else {}
    for text in words:
        text.set_text(as_drawn(text))
    for each, write in ticks.items():
        each.func = lambda value, place, write=write: lifted(write(value, place))
    yield
    for text, plain in words.items():
        text.set_text(plain)
    for each, write in ticks.items():
        each.func = write


def texts_of(ax):
    """The texts in an axes that stand still, and what writes those at its ticks."""
    return ax.findobj(lambda one: isinstance(one, (Text, Axis)) and not one.get_animated())


def keep_title_in(ax, renderer):
    """The title of an axes: one that would reach beyond the right edge of its picture begins further left."""
    title = ax._left_title
    title.set_x(0)
    over = title.get_window_extent(renderer).x1 - ax.figure.bbox.x1
    if title.get_text() and over > 0:
        title.set_x(max(-ax.bbox.x0, -over) / ax.bbox.width)
    return title


@contextmanager
def kept_within(figure, artists, renderer):
    """While they are drawn, texts among the artists that would reach beyond the edges are written smaller."""
    sizes = {}
    for text in artists:
        if isinstance(text, Text) and text.get_visible() and text.get_text():
            size = sizes[text] = text.get_fontsize()
            while (
                share := room_for(text, figure.bbox, renderer)
            ) < 1 and text.get_fontsize() > SMALLEST * size:
                text.set_fontsize(max(0.97 * share * text.get_fontsize(), SMALLEST * size))
    yield
    for text, size in sizes.items():
        text.set_fontsize(size)


def room_for(text, room, renderer):
    """How large a text may be between the left and the right edge, beside its size: 1 where it has room."""
    at = text.get_transform().transform(text.get_position())[0]
    box = text.get_window_extent(renderer)
    right = (room.x1 - at) / (box.x1 - at) if box.x1 > room.x1 > at else 1
    left = (at - room.x0) / (at - box.x0) if box.x0 < room.x0 < at else 1
    return min(left, right)
