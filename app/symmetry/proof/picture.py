"""The chain of four implications, one card each; the net stands above it."""

from app.pictures import style
from app.pictures.cards import Card, sheet
from app.pictures.drawing import Drawing

COLORS = (style.FORWARD, style.BACKWARD, style.BACKWARD, style.PARAMETER)
BETWEEN = 14


def picture(fig):
    ax, width, height = sheet(fig)
    w, h = width - 12, (height - 8) / 4 - BETWEEN
    tops = [4 + i * (h + BETWEEN) for i in range(4)]
    cards = [Card(ax, 6, top, w, h, color) for top, color in zip(tops, COLORS, strict=True)]
    place = {"fontsize": style.points(14), "ha": "center", "va": "center"}
    links = [ax.text(22, top - BETWEEN / 2 + 1, "⇓", **place) for top in tops[1:]]

    def move(r, pinned=None):
        for i, (card, (symbols, numbers)) in enumerate(zip(cards, r.cards, strict=True)):
            card.show(symbols, numbers, "lit" if i == r.stage else "done" if i < r.stage else "waiting")

    return Drawing(move, cards=[card.artists for card in cards], links=links)
