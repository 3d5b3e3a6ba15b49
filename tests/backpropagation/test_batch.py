"""All samples at once: the six equations and the arrays in them."""

import numpy as np
import pytest
from matplotlib.text import Text

from app.backpropagation.batch.experiment import BACKWARD, FOLLOWS, FORWARD, HELD, Batch
from app.backpropagation.batch.picture import picture as batch
from app.backpropagation.chain.experiment import LARGE, Chain
from app.backpropagation.graph.experiment import HEADS_1
from app.workbench.panel import Panel


@pytest.mark.parametrize("head", HEADS_1)
def test_all_samples_at_once_are_the_mean_of_each(head):
    r = Batch(samples=6, head=head).start().result()
    v = r.arrays
    below = {1: v["X"], 2: v["A[1]"]}
    for k in (1, 2):
        each = [v[f"dZ[{k}]"][:, [i]] @ below[k][:, [i]].T for i in range(6)]
        assert v[f"dW[{k}]"] == pytest.approx(np.mean(each, axis=0))
        assert v[f"db[{k}]"] == pytest.approx(v[f"dZ[{k}]"].mean(axis=1, keepdims=True))


def test_a_large_z_silences_its_unit():
    r = Chain(sample=LARGE, k=1).start().result()
    assert r.values["z[1]"][0, 0] == pytest.approx(6)
    assert r.values["σ′[1]"][0, 0] == pytest.approx(0.0025, abs=1e-4)
    assert r.factors[5].symbol == "∂a[1]/∂z[1]"  # where the question ends


@pytest.mark.parametrize("head", HEADS_1)
def test_a_doubled_w2_doubles_what_is_below_only_for_the_same_dz2(head):
    one, held, free = (
        Batch(head=head, times=times, top=top).start().result()
        for times, top in ((1.0, FOLLOWS), (2.0, HELD), (2.0, FOLLOWS))
    )
    for name in ("dZ[2]", "dW[2]", "db[2]"):
        assert np.array_equal(held.arrays[name], one.arrays[name])
    for name in ("dZ[1]", "dW[1]", "db[1]"):
        assert held.arrays[name] == pytest.approx(2 * one.arrays[name])
        assert not np.allclose(free.arrays[name], 2 * one.arrays[name])
    assert "held" in held.equations["dZ[2]"]
    assert free.arrays["dZ[2]"].shape == one.arrays["dZ[2]"].shape
    assert not np.allclose(free.arrays["dZ[2]"], one.arrays["dZ[2]"])


def test_every_array_can_be_opened():
    for name in ("X", "Y", "W[1]", *FORWARD, *BACKWARD):
        r = Batch(show=name).start().result()
        assert r.opened == name
        assert len(r.table) == r.arrays[name].shape[0] + 1


@pytest.mark.parametrize("width", [816, 390])
def test_the_name_of_an_opened_array_stands_above_it(width):
    view = Panel(Batch(show="A[1]"), batch, heights=(400, 560)).view
    view.picture.width = width
    view.png(Batch(show="A[1]").start().result())
    (title,) = (a for a in view.drawing.artists if isinstance(a, Text) and a.get_text() == "A[1]   3 × 4")
    assert 0 < title.get_window_extent().y0 - title.axes.bbox.y1 < 12


def test_the_colours_of_an_opened_array_have_a_scale():
    view = Panel(Batch(), batch, heights=(400, 560)).view
    r = Batch(show="dZ[2]").start().result()
    view.png(r)
    (words,) = (a for a in view.drawing.artists if isinstance(a, Text) and "purple" in a.get_text())
    most = f"{abs(r.arrays['dZ[2]']).max():.2g}"
    assert words.get_text() == f"a column is a sample · purple −{most}, white 0, green {most}"
    (image,) = words.axes.images
    red, green, _, _ = image.to_rgba([[-0.8, 0.8]])[0].T
    assert red[0] > green[0]
    assert red[1] < green[1]
