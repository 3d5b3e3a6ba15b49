"""In a hall two pictures at most are on the screen, or those that are looked at side by side, and none is tiny."""

import pytest

from app.exhibits import exhibits
from app.pictures.style import PIXELS_PER_INCH, zoom_of
from app.workbench.view import ABOVE

SCREENS = {"1366 × 768": (1334, 768), "1920 × 1080": (1888, 1080)}  # widths of a picture, heights of a screen
# More than two, and they stay side by side: each is read against its neighbour, or they are one picture in parts.
TOGETHER = {
    "initialization.digits": "depths beside each other, test above loss",
    "initialization.phases": "the plane, and what happens at its star",
    "initialization.three_starts": "three starts",
    "initialization.trainability": "a map and its colours",
    "initialization.two_circles": "three starts",
    "initialization.unit_maps": "a net's layers, and its answer",
    "mixture.bishop": "an image, and a slice of it at the same heights",
    "mixture.density": "an image, and a slice of it at the same heights",
    "mixture.three_outputs": "three nets",
    "playground.play": "the answer, its loss, and one look inside, which a menu chooses",
    "playground.repair": "the answer, its loss, and one look inside, which a menu chooses",
    "symmetry.starts": "three starts",
    "took_off.factorial": "outcomes, and beneath each the switches that made it",
}
# CSS pixels: the least width and height of axes, a little below those that are there (both 122); narrower than BAR
# is a colour bar.
SLIM, LOW, BAR = 120, 120, 30


@pytest.fixture(scope="module", params=["1366 × 768", pytest.param("1920 × 1080", marks=pytest.mark.long)])
def hall(request):
    """{exhibit: its axes as (left, top, width, height) in CSS pixels}, and the room beneath the play bar."""
    width, height = SCREENS[request.param]

    def axes(exhibit):
        view = (panel := exhibit.built()).view
        view.picture.width, view.picture.room = width, height
        view.png(panel.player.result)
        wide, high = (zoomed(view.figure, inches) for inches in view.figure.get_size_inches())
        assert wide == pytest.approx(width)
        boxes = [ax.get_position() for ax in view.figure.axes if ax.get_visible()]
        return [(b.x0 * wide, (1 - b.y1) * high, b.width * wide, b.height * high) for b in boxes]

    return {name: axes(exhibit) for name, exhibit in exhibits().items()}, height - ABOVE


def zoomed(figure, inches):
    return inches * PIXELS_PER_INCH * zoom_of(figure)


def test_two_pictures_at_most_have_a_screen(hall):
    pictures, room = hall
    for name, axes in pictures.items():
        if name in TOGETHER or len(axes) < 3:
            continue
        tops = sorted({round(top) for _, top, _, _ in axes})
        bottoms = sorted({round(top + height) for _, top, _, height in axes})
        assert len(tops) >= 3, f"{name}: {len(axes)} pictures stand side by side"
        for top, third in zip(tops, bottoms[2:], strict=False):
            assert third - top > 0.98 * room, f"{name}: three of its pictures fit a screen"


def test_those_that_stay_side_by_side_are_more_than_two(hall):
    pictures, _ = hall
    for name in TOGETHER:
        assert len(pictures[name]) > 2
        assert not exhibits()[name].stacked


def test_none_is_tiny(hall):
    pictures, _ = hall
    for name, axes in pictures.items():
        for left, _, width, height in axes:
            assert left >= 0, name
            assert height >= LOW, f"{name}: {height:.0f} high"
            assert width >= SLIM or width < BAR, f"{name}: {width:.0f} wide"
