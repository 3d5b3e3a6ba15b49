"""The naive loss of a mixture fails where the lesson says, the stable one does not."""

import numpy as np
import pytest
from lab import executed, result

from app.mixture.log_sum_exp.experiment import LogSumExp


@pytest.mark.parametrize(("precision", "end"), [("float64", 38.6), ("float32", 14.4)])
def test_the_naive_loss_fails_where_the_lesson_says(precision, end):
    ok, lost = (LogSumExp(precision=precision, distance=end * f).start().result() for f in (0.97, 1.03))
    assert ok.naive == pytest.approx(ok.stable, rel=1e-2)
    assert lost.naive == np.inf and "infinite" in lost.sentence
    assert lost.stable == pytest.approx(0.5 * (end * 1.03) ** 2, rel=0.02)


def test_a_large_logit_makes_the_naive_loss_no_number():
    r = LogSumExp(logit=800).start().result()
    assert np.isnan(r.naive) and np.isfinite(r.stable_curve).all() and "not a number" in r.sentence


@pytest.mark.parametrize("settings", [{}, {"precision": "float32", "logit": 90}, {"logit": 800}], ids=str)
def test_the_code_of_both_losses_computes_the_curves(settings):
    r = result(LogSumExp(**settings))
    names = executed(r)
    np.testing.assert_array_equal(names["losses"][names["naive"]], r.naive_curve)
    np.testing.assert_array_equal(names["losses"][names["stable"]], r.stable_curve)
    assert {len(values) for values in r.tables["losses"].values()} == {r.grid.size}
