"""No word of a picture and no box on a card reaches beyond the picture's edge, on a computer, a phone or paper."""

import itertools

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from app.exhibits import exhibits
from app.pictures.cards import CachedText
from app.workbench.view import View

EXHIBITS = exhibits()
# CSS pixels: pages of 320 and 390, the least wide picture, paper, a page of 1280
WIDTHS = 288, 700
OTHERS = 358, 600, 816


@pytest.fixture
def drawn(monkeypatch):
    """{what: how far beyond the left or the right edge} of all that is drawn, in pixels."""
    found = {}

    def note(artist, words, renderer):
        box, width = artist.get_window_extent(renderer), artist.get_figure().bbox.width
        if artist.get_visible() and box.width:
            found[words] = max(-box.x0, box.x1 - width, found.get(words, -width))

    for kind in Text, CachedText:

        def draw(text, renderer, *rest, draw=kind.draw, **more):
            if text.get_text().strip() and text.get_figure() and not text.get_clip_on():
                note(text, text.get_text(), renderer)
            draw(text, renderer, *rest, **more)

        monkeypatch.setattr(kind, "draw", draw)

    def boxes(rectangle, renderer, *rest, draw=Rectangle.draw):
        if rectangle.axes and not rectangle.axes.axison:
            note(rectangle, f"a box at {rectangle.xy}", renderer)
        draw(rectangle, renderer, *rest)

    monkeypatch.setattr(Rectangle, "draw", boxes)
    return found


def crossing(figure):
    """Pairs of titles that lie over each other by more than a pixel."""
    titles = [
        text for ax in figure.axes if ax.get_visible() for text in ax.get_children() if isinstance(text, Text)
    ]
    shown = [
        text for text in titles if text.get_visible() and text in (text.axes._left_title, text.axes.title)
    ]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown if text.get_text().strip()]
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 2
    ]


@pytest.mark.parametrize("widths", [WIDTHS, pytest.param(OTHERS, marks=pytest.mark.long)], ids=["", "others"])
@pytest.mark.parametrize("key", EXHIBITS)
def test_nothing_is_cut_off_at_the_sides(drawn, key, widths):
    exhibit = EXHIBITS[key]
    for width in widths:
        view = View(exhibit.plot(), exhibit.heights)
        view.picture.width = width
        run = exhibit.start().start()
        for steps in 0, 7:
            for _ in range(steps):
                run.step()
            view.png(run.result())
            assert crossing(view.figure) == [], width
        assert len(drawn) > 1
        assert {words: far for words, far in drawn.items() if far > 1.5} == {}, width
        drawn.clear()
