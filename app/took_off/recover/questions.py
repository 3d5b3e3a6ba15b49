"""What is asked of a learner here, and what settles it."""

from app.experiment import Prediction
from app.experiment.words import number, part_of, plural

WHICH_LOSS = ("with cross-entropy only", "with squared error only", "with both", "with neither")


def braver(before, after):
    n = after.settings["seeds"]
    ce, se = (count > n / 2 for count in after.recovered.values())
    right = 2 if ce and se else 0 if ce else 1 if se else 3
    return right, (
        f"After {plural(after.step, 'update')} with cross-entropy "
        f"**{part_of(after.recovered['cross-entropy'], n, 'net')}** recovered, with squared error "
        f"**{part_of(after.recovered['squared error'], n, 'net')}**. Squared "
        f"error’s gradients at the output start {number(after.sleepy)} × smaller (median); its rate is "
        f"{number(after.settings['faster'], 4)} × larger."
    )


BRAVER_RATE = Prediction(
    ask=lambda e: (
        f"Give squared error **ten times** the rate, {number(10 * e.rate, 4)}, leave cross-entropy at "
        f"{number(e.rate, 4)} and train "
        "500 updates. With which loss do **more than half** of the nets recover?"
    ),
    change=lambda e: {"faster": 10.0},
    options=WHICH_LOSS,
    judge=braver,
    updates=500,
    decides=("recovered.medians",),
)
