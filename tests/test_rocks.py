"""The rocks behind the two answers, and the exact posterior beside them."""

import numpy as np
import pytest
from lab import executed, result

from app.mixture.rocks.experiment import FLUIDS, Rocks


def test_rocks_agree_with_the_posterior_and_say_where_there_are_none():
    r = Rocks().start().result()
    assert r.shares == pytest.approx([0.425, 0.575], abs=2e-3)
    assert "two answers" in r.sentence
    assert "No rock has" in Rocks(at=3, noise=0.005).start().result().sentence
    for fluid in FLUIDS:
        assert Rocks(fluid=fluid, pressure=1, contacts=4).start().result().sentence


def test_the_code_of_the_rocks_computes_the_posterior():
    r = result(Rocks(clay=0.2, fluid="oil", contacts=7))
    assert np.array_equal(executed(r)["posterior"], r.posterior)


def test_samples_stay_when_a_rock_is_changed():
    experiment = Rocks()
    first = experiment.start()
    first.step()
    experiment.set(clay=0.3)
    assert len(experiment.start(first).result().samples[0]) == len(first.result().samples[0])
    assert experiment.start(experiment.start(first)).count == 0  # a reset
