"""Typed numbers: a decimal comma is a point where that is clear; all else is refused, and the old value stays."""

import pytest
from lab import SMALL, slider

from app.experiment.typed import typed_number
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.workbench.panel import Panel


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.01", 0.01),
        ("0,01", 0.01),
        ("0,5", 0.5),
        (",5", 0.5),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("1,5E-3", 0.0015),
        (" 3 ", 3),
        ("-2", -2),
        ("−2,5", -2.5),
        ("+4.", 4),
        ("0,125", 0.125),
        ("1000", 1000),
        ("1.000", 1.0),
        ("12,34", 12.34),
        ("1,0000", 1.0),
    ],
)
def test_what_is_clear_is_read(text, number):
    assert typed_number(text) == number


@pytest.mark.parametrize("text", ["1,000", "12,500", "-1,000"])
def test_what_can_be_read_in_two_ways_is_asked_about(text):
    with pytest.raises(ValueError, match=r"can be read as .* or as"):
        typed_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "many",
        "1.000,5",
        "1,2,3",
        "½",
        "0x10",
        "１２",
        "1e",
        "e3",
        "1_000",
        "nan",
        "inf",
        "1 000",
        "--1",
        "1.2.3",
    ],
)
def test_all_else_is_refused(text):
    with pytest.raises(ValueError, match="number"):
        typed_number(text)


@pytest.mark.parametrize(
    ("typed", "variance"),
    [("0,01", 0.01), ("0,5", 0.5), ("500", 100.0), ("1,000", 0.2), ("x" * 500, 0.2), ("", 0.2)],
)
def test_a_field_shows_what_is_set(typed, variance):
    panel = Panel(Initialization(**SMALL, initializer="normal", variance=0.2), initialization)
    field, sent = slider(panel, "Weight variance σ²"), []
    field.send = sent.append
    field._handle_custom_msg({"typed": typed}, [])
    assert panel.experiment.variance == variance
    assert field.value == pytest.approx(variance)
    assert (panel.message.value == "") == (typed in ("0,01", "0,5"))
    assert len(panel.message.value) < 200
    assert sent == [{"read": True}]  # the page shows the value again


@pytest.mark.parametrize("content", [None, 3, "5", {}, {"typed": 5}, {"typed": ["5"]}, {"typed": None}])
def test_a_message_can_be_anything(content):
    panel = Panel(Initialization(**SMALL), initialization)
    slider(panel, "Depth")._handle_custom_msg(content, [])
    assert panel.experiment.depth == SMALL["depth"]
    assert "The old value stays." in panel.message.value


def test_a_link_may_have_a_comma_too():
    experiment = Initialization()
    assert not experiment.read({"variance": "0,01"})
    assert experiment.variance == 0.01
    assert experiment.read({"variance": "1,000"})
