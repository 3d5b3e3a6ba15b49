"""A net, a data set, an activation, an initializer and a head show themselves in the lecture's symbols."""

import pytest
from matplotlib.mathtext import MathTextParser

from mlcore import ACTIVATIONS, DATASETS, HEADS, INITIALIZERS, MLP


def test_a_net_shows_every_layer_with_its_shape():
    text = MLP([2, 8, 8, 1], "tanh", rng=0)._repr_latex_()
    for part in (
        r"\mathbb{R}^{8 \times 2}",
        r"\mathbb{R}^{8 \times 8}",
        r"\mathbb{R}^{1 \times 8}",
        r"\tanh z",
    ):
        assert part in text
    assert text.count(r"\mathbf{Z}^{[") == 3 + 2  # each is defined, the hidden ones are used
    assert text.startswith("$$")
    assert text.endswith("$$")


def test_a_deep_net_leaves_its_middle_out():
    text = MLP([2] + [3] * 19 + [1], rng=0, members=4)._repr_latex_()
    assert r"\vdots" in text
    assert "[20]" in text
    assert "[7]" not in text
    assert "4 members" in text


def test_a_data_set_shows_its_shapes():
    text = DATASETS["moons"](30, rng=0)._repr_latex_()
    assert r"\mathbb{R}^{2 \times 30}" in text
    assert "moons" in text


@pytest.mark.parametrize("table", [ACTIVATIONS, INITIALIZERS, HEADS], ids=lambda table: table.what)
def test_every_entry_has_a_formula_that_can_be_set(table):
    parser = MathTextParser("agg")
    for entry in table.values():
        text = entry._repr_latex_()
        assert parser.parse(text.replace(r"\tfrac", r"\frac").replace(r"\ln", r"\mathrm{ln}")), entry.name


@pytest.mark.parametrize("table", [ACTIVATIONS, INITIALIZERS, HEADS], ids=lambda table: table.what)
def test_a_formula_is_printed_as_it_is_typed(table):
    for name, entry in table.items():
        assert entry.formula in repr(entry)
        assert f"{name!r}: {entry!r}" in repr(table)


def test_a_net_shows_the_settings_of_its_head():
    assert 'HEADS["mixture density"](kernels=2)' in repr(MLP([1, 4, 6], head=HEADS["MDN"](kernels=2)))
    assert repr(MLP([2, 4, 1])) == 'MLP(2-4-1, tanh, "sigmoid + cross-entropy")'
