"""An open question keeps back what its sentence says of results, and nothing that the learner has set."""

import re

import pytest

from app.exhibits import exhibits
from app.experiment.words import number

ASKED = {key: exhibit for key, exhibit in exhibits().items() if exhibit.questions}


@pytest.mark.parametrize("key", ASKED)
def test_a_question_mark_stands_for_no_setting(key):
    """Where a slider stands is seen beside it: a ? in its place would be a riddle."""
    exhibit = ASKED[key]
    experiment = exhibit.start()
    said = {
        words
        for value in experiment.settings().values()
        if type(value) in (int, float)
        for words in (str(value), number(value), number(value, 4), f"{value:,}")
    }
    sentence = experiment.start().result().sentence
    for question in exhibit.questions:
        kept = {words.strip("*") for words in re.findall(question.keeps_back or "$^", sentence)}
        assert not kept & said
