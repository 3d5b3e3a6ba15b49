"""The trainability map: real nets, a coarse map first, theory beside it."""

import numpy as np
import pytest

from app.experiment.guessing import guessing
from app.initialization.trainability.experiment import CELLS, Trainability
from app.initialization.trainability.picture import picture as trainability
from app.initialization.trainability.theory import reach
from app.workbench.panel import Panel
from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train
from mlcore.meanfield import MeanField

SMALL = {"updates": 10, "width": 4, "deepest": 20, "seeds": 2}


def played(steps=10**9, **settings):
    run = Trainability(**settings).start()
    while steps and run.step():
        steps -= 1
    return run.result()


def test_a_cell_is_the_nets_that_one_would_type():
    r = played(**SMALL, seed=7)
    assert r.done.all()
    d, v = 9, 4
    data = DATASETS["blobs"](64, rng=10_007).standardized()
    widths = [2] + [4] * (r.depths[d] - 1) + [3]
    scheme = INITIALIZERS["normal"](tuple(r.variances[v] / n for n in widths[:-1]))
    for seed in range(2):
        net = MLP(
            widths,
            "tanh",
            "softmax + cross-entropy",
            initializer=scheme,
            bias=INITIALIZERS["normal"](0.05),
            rng=7 + seed,
            dtype=np.float32,
        )
        *_, last = train(net, data.X, data.Y, GradientDescent(0.1), steps=10)
        assert r.losses[d, v, seed] == pytest.approx(last.loss / guessing(data.Y), rel=1e-4)


def test_every_cell_is_trained_once_and_the_map_is_coarse_before_it_is_fine():
    run = Trainability(**SMALL).start()
    seen, whole_at = np.zeros((CELLS, CELLS), int), None
    while True:
        d, chosen = run.job
        if run.history.length == 0:
            seen[d, chosen] += 1
        if whole_at is None and np.isfinite(run.result().shown).all():
            whole_at = run.done.sum()
        if not run.step():
            break
    assert (seen == 1).all()
    assert whole_at == 16  # every cell has a stand-in once the coarsest map is there
    assert run.step() is False


@pytest.mark.parametrize(
    ("activation", "var_w", "var_b"), [("tanh", 0.6, 0.05), ("tanh", 3.0, 0.05), ("ReLU", 1.0, 0.1)]
)
def test_the_depth_scale_from_few_points_is_the_one_from_many(activation, var_w, var_b):
    xi_c = MeanField(activation, var_w, var_b).xi_c
    assert reach(activation, var_w, var_b) == pytest.approx(6 * xi_c, rel=2e-3)


def test_relu_has_no_depth_scale_beyond_its_critical_point():
    assert reach("ReLU", 1.0, 0.0) == np.ceil(6 / np.log(2)) + 1
    assert reach("ReLU", 2.0, 0.0) > 1000
    assert np.isnan(reach("ReLU", 2.5, 0.1))


@pytest.mark.parametrize("activation", ["ReLU", "sigmoid", "identity", "SELU"])
@pytest.mark.parametrize("data", ["moons", "digits"])
def test_extremes_have_a_word_and_no_warning(activation, data):
    r = played(200, **(SMALL | {"activation": activation, "data": data, "rate": 1.0, "var_b": 0.0}))
    assert r.sentence
    assert r.done.any()
    assert ("Diverged" in r.sentence) == bool(r.diverged.any())


def test_diverged_cells_are_named_and_kept():
    r = played(**(SMALL | {"activation": "ReLU", "rate": 1.0, "width": 16, "data": "digits"}))
    assert r.diverged.any()
    assert np.isinf(r.shown).any()
    assert "×" in r.sentence


def test_the_sentence_before_anything_is_trained_says_what_to_do():
    r = played(0)
    assert "Press play" in r.sentence
    assert r.status == "cell 0 of 256 · seeds 0 to 2"


@pytest.mark.parametrize("width", [816, 390])
def test_it_draws_wide_and_narrow_half_done_and_whole(width):
    panel = Panel(Trainability(**SMALL), trainability, heights=(400, 640))
    panel.view.picture.width = width
    for steps in (0, 60, 10_000):
        panel.player.step(steps)
        assert panel.view.png(panel.player.result).startswith(b"\x89PNG")
    assert "cell 256 of 256" in panel.player.result.status


@pytest.mark.long
def test_nets_train_as_deep_as_theory_says_and_no_deeper():
    """Ordered side: within a factor of two of 6 ξ_c. Near the critical variance the deepest nets train."""
    r = played()
    trained = np.where(r.shown < 0.5, r.depths[:, None], 0).max(axis=0)
    for v in range(5):
        assert trained[v] == pytest.approx(reach("tanh", r.variances[v], 0.05), rel=1.0)
    critical = np.abs(r.variances - 1.76).argmin()
    assert trained[critical - 2 : critical + 2].max() == 50
    assert trained[0] <= 15
    assert trained[-1] < 50
