"""The factors of the chain under each other; each card holds the factor and the product up to it."""

import textwrap

from app.pictures.cards import Card, sheet
from app.pictures.drawing import Drawing
from app.pictures.hand import Handle
from app.pictures.style import style_of
from app.widgets.picture import NARROW

MOST = 9  # factors: four layers, the parameter in the first


def picture(fig):
    style = style_of(fig)
    ax, width, height = sheet(fig)
    wide = width >= NARROW
    top = 58 if wide else 92
    size = style.points(13.5 if wide else 12)
    head = ax.text(6, 6, "", va="top", fontsize=size, color=style.TEXT, fontweight="bold", linespacing=1.3)
    cards = [Card(ax, 4, top, width - 8, 30, style.BACKWARD, 12 if wide else 11.5) for _ in range(MOST)]

    def move(r, pinned=None):
        lines = [r.equation] + ([r.together] if r.at == len(r.factors) else [])
        head.set_text("\n".join(textwrap.fill(line, 104 if wide else 52) for line in lines))
        step = (height - top) / max(len(r.factors), 5)
        for i, card in enumerate(cards):
            card.put(4, top + i * step, width - 8, step - 6)
            here = i < len(r.factors)
            for artist in card.artists:
                artist.set_visible(here)
            if here:
                f = r.factors[i]
                state = "lit" if i == r.at - 1 else "done" if i < r.at else "waiting"
                numbers = (
                    f"{f.numbers}   ⇒   {f.product} = {f.product_numbers}   ({f.product_shape})".replace(
                        " × ", "\u00a0×\u00a0"
                    )
                )
                card.show(
                    f"{f.symbol} = {f.what}   ({f.shape})", textwrap.fill(numbers, 110 if wide else 56), state
                )

    handles = {
        f"factor_{i + 1}": Handle(
            card.artists[0], lambda x, y, r, i=i: i + 1, "pointer", f"Go to factor {i + 1}"
        )
        for i, card in enumerate(cards)
    }
    return Drawing(move, head=head, cards=[card.artists for card in cards]).with_handles(**handles)
