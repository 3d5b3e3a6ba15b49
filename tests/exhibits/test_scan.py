"""What random settings of every exhibit say is read, and their code is executed; `tests/scan.py` looks at many more."""

import numpy as np
import pytest
from reading import faults
from scan import look

from app.exhibits import exhibits
from app.experiment.words import plain
from app.watch.experiment import Watch
from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train

EXHIBITS = exhibits()
DRAWS = 4  # of each exhibit
FIRST = 10_000


@pytest.mark.parametrize("key", EXHIBITS)
def test_what_it_says_agrees_with_itself_and_its_code_with_the_picture(key):
    draws = [look(FIRST + i, key, EXHIBITS[key]) for i in range(DRAWS)]
    wrong = [str(draw) for draw in draws if draw.wrong]
    assert not wrong, "\n".join(wrong)


# Draws of the long scan that had a fault once, one of each kind.
MENDED = {
    551: "backpropagation.descent",
    1604: "backpropagation.descent",
    1259: "initialization.signal",
    3170: "initialization.signal",
    3686: "mixture.log_sum_exp",
    600472: "symmetry.inside",
    1000129: "initialization.two_circles",
    2000669: "initialization.histograms",
    2002249: "took_off.recover",
}


@pytest.mark.parametrize("number", MENDED)
def test_what_the_long_scan_found_is_mended(number):
    draw = look(number, MENDED[number], EXHIBITS[MENDED[number]])
    assert not draw.wrong, str(draw)


@pytest.mark.parametrize("number", range(12))
def test_what_is_said_of_a_net_that_was_just_typed(number):
    """Any loss, start and rate, one net or several, from the first update to beyond divergence."""
    rng = np.random.default_rng(number)
    data = DATASETS["moons"](int(rng.integers(2, 30)), rng=number)
    starts = rng.choice(["zeros", "He", "normal"], 3)
    trainings = {
        f"net {i}": train(
            MLP(
                [2, *[int(rng.integers(1, 5))] * int(rng.integers(0, 4)), 1],
                "tanh",
                initializer=INITIALIZERS[start],
            ),
            data.X,
            data.Y,
            GradientDescent(10.0 ** rng.uniform(-2, 6)),
            test=(data.X, data.Y) if number % 2 else None,
        )
        for i, start in enumerate(starts[: 1 + number % 3])
    }
    run = Watch(trainings).start()
    for _ in range(12):
        result = run.result()
        assert not faults(plain(f"{result.status}. {result.sentence}"))
        run.step()
