"""The questions of the deeper parts, answered through the panel: what happens settles them, and says why."""

import pytest

from app.backpropagation.alive.experiment import Alive
from app.backpropagation.alive.picture import picture as alive
from app.backpropagation.alive.questions import NOT_REACHED
from app.experiment.words import html
from app.mixture.bishop.questions import HOW_FAR_APART
from app.mixture.density.experiment import Bishop
from app.mixture.density.picture import picture as mixture
from app.mixture.gradient.experiment import MixtureGradient
from app.mixture.gradient.picture import picture as mixture_gradient
from app.mixture.gradient.questions import OTHER_ROCK
from app.mixture.use.experiment import MixtureUse
from app.mixture.use.picture import picture as mixture_use
from app.mixture.use.questions import COVERAGE
from app.symmetry.inside.picture import picture as inside
from app.symmetry.inside.questions import FIRST_GRADIENT
from app.symmetry.landscape.experiment import Landscape
from app.symmetry.landscape.picture import picture as landscape
from app.symmetry.landscape.questions import BETWEEN_THE_VALLEYS
from app.symmetry.starts.experiment import Symmetry
from app.took_off.likelihood.experiment import Likelihood
from app.took_off.likelihood.picture import picture as likelihood
from app.took_off.likelihood.questions import HALF_THE_WIDTH
from app.took_off.timeline.experiment import Timeline
from app.took_off.timeline.picture import picture as timeline
from app.took_off.timeline.questions import WHAT_GREW_MORE
from app.workbench.panel import Panel


@pytest.mark.parametrize(
    ("experiment", "plot", "prediction", "right", "words"),
    [
        (Alive(), alive, NOT_REACHED, 2, "none of 6 weights"),
        (Alive(seed=1), alive, NOT_REACHED, 0, "all 6 weights"),
        (Alive(seed=2), alive, NOT_REACHED, 1, "1 of 2 units"),
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
    panel = Panel(experiment, plot, questions=(prediction,))
    asked = panel.predict
    assert asked.question.value
    asked.answers.index = right
    asked.reveal.click()
    assert f"Right: {html(prediction.options[right])}" in asked.verdict.value
    assert words in asked.verdict.value
