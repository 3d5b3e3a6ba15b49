"""Draws the pictures of the start page and the one above the README anew: make pictures

They are made from what the lessons compute, and are the same each time; tests/lessons/test_pictures.py holds the ones
in the repository to `mlcore`.
"""

from pathlib import Path

from docs.pictures import cards, learning, opening
from docs.pictures.svg import SHEET

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "app" / "server" / "jupyter" / "voila" / "templates" / "backprop-lab" / "pictures"
README = ROOT / "docs" / "opening.svg"
PLAYGROUND = ROOT / "docs" / "playground.webp"


def main():
    PAGE.mkdir(exist_ok=True)
    for name, draw in {"opening": opening.halves, **cards.CARDS}.items():
        (PAGE / f"{name}.svg").write_text(draw() + "\n", encoding="utf-8")
    (PAGE / "pictures.css").write_text(SHEET + "\n", encoding="utf-8")
    README.write_text(opening.whole() + "\n", encoding="utf-8")
    PLAYGROUND.write_bytes(learning.moving())


if __name__ == "__main__":
    main()
