"""A number as learners type it: a decimal comma where it is clear, and a sentence for everything else."""

import pytest
from lab import slider

from app.initialization import signal
from app.widgets.typed import number

CLEAR = {
    "0.01": 0.01,
    "0,01": 0.01,
    ",5": 0.5,
    ".5": 0.5,
    "5.": 5,
    "5,": 5,
    "-0,5": -0.5,
    "−0.5": -0.5,
    "+2": 2,
    " 20 ": 20,
    "1e-3": 0.001,
    "1,5E-3": 0.0015,
    "0,125": 0.125,
    "00,125": 0.125,
    "1,5": 1.5,
    "1,25": 1.25,
    "1,2500": 1.25,
    "1234,567": 1234.567,
    "1.000": 1,
}
NONE = [
    "abc", "½", "0x10", "１２", "٣", "1_000", "inf", "nan", "1e", "e3", ".", ",", "-", "--1", "1-2", "1 000", "1,000.5",
    "1.000,5", "1,000,000", "1..2", "50%", "1/2", "1e999", "9" * 50,
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAR)
def test_what_is_clear_is_read(text):
    assert number(text) == CLEAR[text]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="is not a number: write it like"):
        number(text)


@pytest.mark.parametrize("text", ["1,000", "-1,000", "12,345", "999,999", "1,000e2"])
def test_what_could_be_two_numbers_is_refused(text):
    with pytest.raises(ValueError, match="could be"):
        number(text)


@pytest.fixture
def panel():
    return signal.panel()


def sends(panel, value):
    """The browser sends what was typed into Depth, or anything else."""
    slider(panel, "Depth").value = value


@pytest.mark.parametrize("value", [None, "typed", [], {}, {"typed": 7}, [1], "", True, "1,000"])
def test_a_browser_can_send_anything(panel, value):
    sends(panel, value)
    assert "The old value stays." in panel.message.value
    assert panel.experiment.depth == slider(panel, "Depth").value == 20


def test_what_is_typed_is_set_and_what_is_too_much_is_replaced(panel):
    sends(panel, "9")
    assert panel.experiment.depth == slider(panel, "Depth").value == 9
    for _ in range(2):
        sends(panel, "99")
        assert "Depth 99 is not a whole number from 1 to 50: 50 is used." in panel.message.value
        assert panel.experiment.depth == slider(panel, "Depth").value == 50


def test_a_typed_sentence_is_no_markup(panel):
    sends(panel, "<b>1</b>")
    assert "<b>" not in panel.message.value
