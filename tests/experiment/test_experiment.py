"""Knobs guard themselves: a browser can send anything, and the experiment goes on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.experiment import Choice, Real
from app.initialization.digits.experiment import Digits
from app.initialization.histograms.experiment import Histograms
from app.initialization.phases.experiment import Phases
from app.initialization.schemes.experiment import Schemes
from app.initialization.signal.experiment import Initialization
from app.initialization.trainability.experiment import Trainability
from app.initialization.two_circles.experiment import TwoCircles

EXPERIMENTS = [Initialization, TwoCircles, Trainability, Schemes, Phases, Digits, Histograms]
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()), st.just(10**400)
)


@pytest.mark.parametrize("kind", EXPERIMENTS)
@given(data=st.data())
def test_whatever_is_sent_settings_stay_allowed(kind, data):
    experiment = kind()
    name = data.draw(st.sampled_from(list(kind.knobs())))
    value = data.draw(ANYTHING)
    before = getattr(experiment, name)
    sentences = experiment.set(**{name: value})
    knob, after = kind.knobs()[name], getattr(experiment, name)
    if isinstance(knob, Choice):
        assert after in knob.values
    else:
        assert knob.min <= after <= knob.max
        assert math.isfinite(after)
    if type(after) is not type(value) or after != value:
        assert sentences or after == value
        assert all(knob.label in sentence for sentence in sentences)
    if any("stays" in sentence for sentence in sentences):
        assert after == before


def test_out_of_range_is_replaced_and_named():
    experiment = Initialization()
    assert "Depth" in experiment.set(depth=10**9)[0]
    assert experiment.depth == 50
    assert experiment.set(depth=-3)
    assert experiment.depth == 1


def test_nan_and_words_are_refused_with_a_sentence():
    experiment = Initialization(variance=0.5)
    (sentence,) = experiment.set(variance=math.nan)
    assert "not a number" in sentence
    assert experiment.variance == 0.5
    (sentence,) = experiment.set(initializer="Hee")
    assert "Hee" in sentence
    assert experiment.initializer == "normal"
    (sentence,) = experiment.set(nonsense=1)
    assert "nonsense" in sentence


def test_settings_come_in_the_order_written_and_round_trip():
    settings = Initialization(depth=7, activation="tanh").settings()
    assert list(settings)[:3] == ["initializer", "depth", "width"]
    assert Initialization(**settings).settings() == settings


@pytest.mark.parametrize("kind", EXPERIMENTS)
def test_every_knob_has_a_visible_label(kind):
    assert all(knob.label for knob in kind.knobs().values())
    assert any(isinstance(knob, Real) and knob.place == "main" for knob in kind.knobs().values())
