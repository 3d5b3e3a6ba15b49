"""The questions of the deeper parts, answered through the panel: what happens settles them, and says why."""

import pytest

from app.experiments.alive import Alive
from app.experiments.alive_predictions import NOT_REACHED
from app.experiments.landscape import Landscape
from app.experiments.likelihood import Likelihood
from app.experiments.likelihood_predictions import HALF_THE_WIDTH
from app.experiments.mixture import Bishop
from app.experiments.mixture_deeper_predictions import COVERAGE, HOW_FAR_APART, OTHER_ROCK
from app.experiments.mixture_gradient import MixtureGradient
from app.experiments.mixture_use import MixtureUse
from app.experiments.symmetry import Symmetry
from app.experiments.symmetry_predictions import BETWEEN_THE_VALLEYS, FIRST_GRADIENT
from app.experiments.timeline import Timeline
from app.experiments.timeline_predictions import WHAT_GREW_MORE
from app.panel import Panel
from app.plots.alive import alive
from app.plots.inside import inside
from app.plots.landscape import landscape
from app.plots.likelihood import likelihood
from app.plots.mixture import mixture
from app.plots.mixture_gradient import mixture_gradient
from app.plots.mixture_use import mixture_use
from app.plots.timeline import timeline
from app.predict import Predict


@pytest.mark.parametrize(
    ("experiment", "plot", "prediction", "right", "words"),
    [
        (Alive(), alive, NOT_REACHED, 2, "0 of 6"),
        (Alive(seed=1), alive, NOT_REACHED, 0, "6 of 6"),
        (Alive(seed=2), alive, NOT_REACHED, 1, "1 unit of 2"),
        (Symmetry(), inside, FIRST_GRADIENT, 2, "σ(0), for sigmoid <b>not 0</b>"),
        (Symmetry(activation="sigmoid"), inside, FIRST_GRADIENT, 3, "for tanh <b>0</b>"),
        (Landscape(), landscape, BETWEEN_THE_VALLEYS, 2, "A convex loss"),
        (Landscape(data="moons", epsilon=1e-3, rate=0.05), landscape, BETWEEN_THE_VALLEYS, 1, "no ridge"),
        (Timeline(), timeline, WHAT_GREW_MORE, 1, "to tokens"),
        (Likelihood(), likelihood, HALF_THE_WIDTH, 2, "16 widths"),
        (Likelihood(z=0.5), likelihood, HALF_THE_WIDTH, 0, "ln σ costs less"),
        (Likelihood(z=-1.5), likelihood, HALF_THE_WIDTH, 1, "3 widths"),
        (Likelihood(sigma=0.5), likelihood, HALF_THE_WIDTH, 0, "ln σ costs more"),
        (MixtureGradient(seeds=1), mixture_gradient, OTHER_ROCK, 0, "π − γ"),
        (MixtureGradient(seeds=1, kernels=1), mixture_gradient, OTHER_ROCK, 1, "γ = <b>1.00</b>"),
        (MixtureUse(seeds=1), mixture_use, COVERAGE, 1, "1,000 held-out"),
        (Bishop(seeds=2), mixture, HOW_FAR_APART, 2, "with 3 kernels"),
        (Bishop(seeds=2, kernels=1), mixture, HOW_FAR_APART, 2, "with 1 kernel,"),
    ],
)
def test_what_happens_settles_the_question(experiment, plot, prediction, right, words):
    panel = Panel(experiment, plot, prediction=prediction)
    (asked,) = (part for part in panel.parts if isinstance(part, Predict))
    asked.fold.click()
    assert asked.question.value
    asked.answers.index = right
    asked.reveal.click()
    assert f"Right: {prediction.options[right]}" in asked.verdict.value
    assert words in asked.verdict.value
