"""What is asked of a learner here, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import percent, plural
from app.took_off.switches import NEW, OLD

GAINS = ("nearly all answers right", "better, but far from all", "no gain: half are right, as by guessing")


def he_alone(before, after):
    name, _, middle, _ = after.scores[-1]
    right = 0 if middle > 0.95 else 1 if middle > 0.6 else 2
    return right, (
        f"**{name}**: a median of **{percent(middle)}** right after {plural(after.step, 'update')}. He "
        "keeps the signal of a ReLU; "
        f"the slope of a sigmoid is at most ¼, so that five layers of them leave a thousandth of the gradient."
    )


HE_ALONE = Prediction(
    ask=lambda e: (
        "Turn on **He alone**, the rest as in 1986 (sigmoid, five layers), and train 800 updates. What comes of it?"
    ),
    change=lambda e: OLD | {"initial": NEW["initial"], "data": "circles", "layers": 5},
    options=GAINS,
    judge=he_alone,
    updates=800,
    decides=("stage.medians",),
)
