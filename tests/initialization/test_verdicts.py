"""What questions say of nets that diverged, of no gradient at all, and of a map on which nothing trains."""

from types import SimpleNamespace

import numpy as np
import pytest

from app.initialization.signal.questions import LOSSES, deepened, rescaled
from app.initialization.trainability.experiment import Trainability
from app.initialization.trainability.questions import where
from app.initialization.trainability.words import sentence


def trained(depth, *losses, share=0.5):
    """Nets of one depth after 200 updates: their losses, nan where one diverged."""
    losses = np.array([losses])
    gone = [(member, None) for member in np.flatnonzero(np.isnan(losses[0]))]
    outcome = {"gradient of layer 1 over the top’s": share}
    return SimpleNamespace(depth=depth, step=200, losses=losses, diverged=gone, outcome=outcome)


@pytest.mark.parametrize(
    ("before", "after", "right", "says"),
    [
        (trained(8, 0.4, 0.4), trained(16, 0.2, 0.2), "clearly lower", "gets **0.5** of the top"),
        (trained(8, 0.4, 0.4), trained(16, 0.4, 0.4, share=3), "about the same", "gets **3** times the top"),
        (trained(8, 0.4, 0.4), trained(16, np.nan, np.nan), "diverges", "**all 2 seeds diverged**;"),
        (trained(8, 0.4, 0.4), trained(16, 0.1, np.nan), "diverges", "**0.1** (1 of 2 seeds diverged)"),
        (trained(40, np.nan, np.nan), trained(20, 0.1, 0.1), "clearly lower", "Fewer layers"),
        (trained(40, np.nan, np.nan), trained(20, np.nan, np.nan, share=np.nan), "diverges", "factors."),
        (trained(4, 0.4), trained(2, 0.4, share=1), "about the same", "fewer factors."),
    ],
)
def test_a_net_twice_as_deep_and_seeds_that_diverged(before, after, right, says):
    option, why = deepened(before, after)
    assert right in LOSSES[option] and says in why
    assert "not a number" not in why and "After 200 updates at depth" in why
    assert ("Layer 1 now gets" in why) == (after.depth > 2 and np.isfinite(after.outcome.popitem()[1]))


@pytest.mark.parametrize(("was", "now", "option"), [(0, 0, 0), (np.nan, np.nan, 0), (0.1, 0, 3), (0, 0.1, 3)])
def test_no_gradient_before_and_after_is_no_change(was, now, option):
    before, after = (
        SimpleNamespace(rms_dZ=np.array([[value]]), scheme="He", depth=9) for value in (was, now)
    )
    right, why = rescaled(before, after)
    assert right == option
    assert ("Before and after" in why) == (option == 0)


def test_no_net_that_trains_has_no_depth():
    run = Trainability(updates=10, width=4, deepest=20, seeds=1).start()
    run.done[:], run.losses[:] = True, 1.0
    run.losses[3, 5:9] = 0.1
    r = run.result()
    for text in (sentence(r), where(None, r)[1]):
        assert (
            f"depth **{r.depths[3]}**" in text and text.count("**none** at") + text.count("end **none**") == 2
        )
        assert "depth **0**" not in text and "is 0" not in text
