"""A frame laid together from layers is the figure drawn whole."""

import numpy as np
import pytest

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.mixture.density.experiment import MixtureDensity
from app.mixture.density.picture import picture as mixture
from app.pictures.lettering import raised, texts_of
from app.workbench.view import KEPT, View

HEIGHTS = (420, 1180)


def result_of(experiment):
    run = experiment.start()
    while not getattr(run, "ready", True):
        run.step()
    return run.result()


def pixels(view):
    return np.asarray(view.canvas.buffer_rgba()).copy()


def drawn_whole(view):
    with raised(text for ax in view.figure.axes for text in texts_of(ax)):
        view.canvas.draw()
    for artist in view.drawing.artists:
        (artist.axes or view.figure).draw_artist(artist)
    return pixels(view)


@pytest.mark.parametrize(("width", "ratio", "dark"), [(816, 1.0, True), (816, 2.0, False), (390, 1.0, False)])
@pytest.mark.parametrize(
    ("experiment", "plot"), [(Initialization(seeds=2), initialization), (MixtureDensity(), mixture)]
)
def test_layers_are_the_whole_figure(experiment, plot, ratio, width, dark):
    view = View(plot, HEIGHTS)
    view.picture.width, view.picture.dark = width, dark
    view.png(result_of(experiment), ratio)
    laid = pixels(view)
    assert laid.shape == (HEIGHTS[width < 600] * ratio, width * ratio, 4)
    blank = 0x11 if dark else 255
    assert 0.5 < (laid[..., :3] == blank).all(axis=-1).mean() < 1
    np.testing.assert_array_equal(laid, drawn_whole(view))


def test_only_the_axes_whose_limits_changed_are_drawn_anew():
    view = View(initialization, HEIGHTS)
    view.png(result_of(Initialization(seeds=2)))
    axes = len(view.figure.axes)
    assert len(view.layers) == axes
    view.png(result_of(Initialization(seeds=2, seed=5)))  # the same limits
    assert len(view.layers) == axes
    view.png(result_of(Initialization(seeds=2, variance=1)))  # explodes: other decades
    assert axes < len(view.layers) < 2 * axes


def test_layers_do_not_pile_up():
    view = View(initialization, HEIGHTS)
    for depth in range(2, 20):
        view.png(result_of(Initialization(seeds=1, width=4, depth=depth)))
    assert len(view.layers) == KEPT
