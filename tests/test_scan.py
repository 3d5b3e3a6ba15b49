"""What random settings of every exhibit say is read, and their code is executed; `tests/scan.py` looks at many more."""

import pytest
from scan import look

from app.exhibits import exhibits

EXHIBITS = exhibits()
DRAWS = 8  # of each exhibit
FIRST = 10_000


@pytest.mark.parametrize("key", EXHIBITS)
def test_what_it_says_agrees_with_itself_and_its_code_with_the_picture(key):
    draws = [look(FIRST + i, key, EXHIBITS[key]) for i in range(DRAWS)]
    wrong = [str(draw) for draw in draws if draw.wrong]
    assert not wrong, "\n".join(wrong)
