"""The chain of four implications, one card each; the net stands above it."""

from app.pictures.cards import Card, sheet
from app.pictures.drawing import Drawing
from app.pictures.style import style_of

BETWEEN = 14  # pixels from one card to the next


def picture(fig):
    style = style_of(fig)
    ax, width, height = sheet(fig)
    w, h = width - 12, (height - 8) / 4 - BETWEEN
    tops = [4 + i * (h + BETWEEN) for i in range(4)]
    colors = style.FORWARD, style.BACKWARD, style.BACKWARD, style.PARAMETER
    cards = [Card(ax, 6, top, w, h, color) for top, color in zip(tops, colors, strict=True)]
    place = {"fontsize": style.points(14), "ha": "center", "va": "center"}
    links = [ax.text(22, top - BETWEEN / 2 + 1, "⇓", **place) for top in tops[1:]]

    def move(r, pinned=None):
        for i, (card, (symbols, numbers)) in enumerate(zip(cards, r.cards, strict=True)):
            card.show(symbols, numbers, "lit" if i == r.stage else "done" if i < r.stage else "waiting")

    return Drawing(move, cards=[card.artists for card in cards], links=links)
