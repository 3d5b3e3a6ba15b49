"""Questions about the learner's own settings in the lesson on mixture densities, and what settles them."""

from app.experiment import Prediction
from app.experiment.words import number, plural
from app.mixture.density.words import EMPTY, value

UPDATES = 300

WHERE = ("at one of the two rocks", "between the rocks, where there is none", "outside of both")


def least_squares(before, after):
    true = after.exact_humps
    lowest, highest = (end[2] + side * 2 * end[3] for end, side in ((true[0], -1), (true[-1], 1)))
    between = lowest < after.mean < highest
    right = 0 if after.emptiness > EMPTY else 1 if between else 2
    x, y = after.problem.symbols
    answers = " and ".join(value(middle) for _, _, middle, _ in true)
    return right, (
        f"Least squares says {y} = **{value(after.mean)}** at {x} = {number(after.at, 4)}. The squares are "
        "least at the mean "
        f"of all that can be; the data have {answers} here."
    )


LEAST_SQUARES = Prediction(
    ask=lambda e: (
        f"Give the net one plain output and **least squares** ({plural(UPDATES, 'update')}, AI = 7.5): "
        "where will its answer be?"
    ),
    change=lambda e: {"output": "least squares", "at": 7.5},
    options=WHERE,
    judge=least_squares,
    updates=UPDATES,
    decides=("field.mean_here",),
)
