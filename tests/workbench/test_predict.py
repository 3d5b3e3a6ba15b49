"""Predict, run, reveal: what happens settles a question, in bursts, and a change calls it off."""

import asyncio
import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from lab import SMALL, FakeClock, page_reports, paints_while

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture as initialization
from app.initialization.signal.questions import DOUBLE_THE_VARIANCE, FLAT, MAKE_IT_DEEPER, SATURATED
from app.symmetry import proof
from app.workbench.panel import Panel
from app.workbench.questions.score import score


@pytest.mark.parametrize(
    ("settings", "right"),
    [
        ({"initializer": "He", "depth": 20, "width": 64}, 2),
        ({"variance": 0.01, "depth": 3, "width": 8}, 0),
        ({"initializer": "zeros"}, 3),  # from exactly 0
        ({"variance": 100.0, "depth": 3, "width": 8}, 0),  # the slider's end: halved
    ],
)
def test_a_prediction_is_settled_by_what_happened(settings, right):
    panel = Panel(Initialization(**settings), initialization, questions=(DOUBLE_THE_VARIANCE,))
    predict = panel.predict
    assert f"depth {panel.experiment.depth}" in predict.question.value
    predict.reveal.click()
    assert "Choose an answer first" in predict.verdict.value
    predict.answers.index = right
    predict.reveal.click()
    assert "Right" in predict.verdict.value
    assert "(1 of 1" in predict.verdict.value
    assert predict.answers.index == right  # it stays chosen
    predict.answers.index = (right + 1) % 4
    predict.reveal.click()
    assert "(1 of 1" in predict.verdict.value  # the first answer counts


@pytest.mark.parametrize("prediction", [DOUBLE_THE_VARIANCE, SATURATED, FLAT, MAKE_IT_DEEPER])
@pytest.mark.parametrize(
    "settings",
    [{"width": 2}, {"width": 3, "seeds": 2}, {"depth": 1}, {"depth": 50, "width": 2, "variance": 1e-6}],
)
def test_every_question_has_an_answer_in_the_smallest_nets(prediction, settings):
    panel = Panel(Initialization(samples=20, **settings), initialization, questions=(prediction,))
    predict = panel.predict
    predict.answers.index = 0
    predict.reveal.click()
    assert "of 1 right" in predict.verdict.value


def test_the_questions_of_a_lesson_have_one_score():
    """Which the session of its kernel keeps, as IPython's: another lesson begins anew."""

    class Session:
        def __init__(self):
            self.user_ns = {}

    here, there = Session(), Session()
    score(here).add(True)
    score(here).add(False)
    assert str(score(here)) == "1 of 2 right so far"
    assert str(score(there)) == "0 of 0 right so far"


def test_two_panels_of_a_session_count_together(monkeypatch):
    kept = {}
    monkeypatch.setattr("app.workbench.questions.score.get_ipython", lambda: SimpleNamespace(user_ns=kept))
    panels = [
        Panel(Initialization(**SMALL), initialization, questions=(DOUBLE_THE_VARIANCE, SATURATED))
        for _ in "ab"
    ]
    for n, predict in enumerate([panels[0].predict] * 2 + [panels[1].predict] * 2, start=1):
        if predict.revealed:
            predict.reveal.click()
            assert predict.reveal.description == "Run and reveal"
        predict.answers.index = 0
        predict.reveal.click()
        assert f"of {n} right so far" in predict.verdict.value
        assert predict.reveal.description == "Next question"
        assert predict.answers.index == 0  # it stays chosen


def test_a_right_answer_is_right_whatever_was_set_before_and_the_settings_come_back():
    """Added to w₂₁ stood at 0.6, where the units differ before the first update: the question is about equal ones."""
    panel = proof.panel(apart=0.6, c1=1.5)
    predict = panel.predict
    assert predict.restore.layout.display == "none"
    predict.answers.index = 0  # they stay equal
    predict.reveal.click()
    assert "Right: they stay equal" in predict.verdict.value
    assert panel.experiment.apart == 0 and predict.restore.layout.display == ""
    predict.restore.click()
    assert (panel.experiment.apart, panel.experiment.c1) == (0.6, 1.5)
    assert predict.restore.layout.display == "none"


def test_what_a_learner_moves_after_a_question_is_not_taken_back():
    panel = Panel(Initialization(**SMALL), initialization, questions=(SATURATED,))
    predict = panel.predict
    predict.answers.index = 0
    predict.reveal.click()
    assert predict.restore.layout.display == ""
    panel.experiment.set(variance=0.3)
    panel.player.look()
    assert predict.restore.layout.display == "none"


def test_the_deeper_prediction_trains_before_it_judges():
    panel = Panel(Initialization(**SMALL, initializer="He"), initialization, questions=(MAKE_IT_DEEPER,))
    predict = panel.predict
    predict.answers.index = 1
    predict.reveal.click()
    assert panel.experiment.depth == 8
    assert panel.player.result.step == 200
    assert "After 200 updates" in predict.verdict.value


def test_a_verdict_comes_when_its_room_is_free():
    panel = Panel(Initialization(**SMALL, initializer="He"), initialization, questions=(MAKE_IT_DEEPER,))
    predict, beside = panel.predict, []

    def came(change):
        if "right so far" in change["new"]:
            beside.append((predict.until.value, predict.progress.value, predict.reveal.description))

    predict.verdict.observe(came, "value")
    assert predict.until.value
    predict.answers.index = 1
    predict.reveal.click()
    assert beside == [("", "", "Ask again")]


def test_a_prediction_trains_in_bursts_and_is_called_off_by_a_change():
    clock = FakeClock(0.005)
    panel = Panel(
        Initialization(**SMALL, initializer="He"), initialization, questions=(MAKE_IT_DEEPER,), clock=clock
    )
    predict = panel.predict

    async def seen(enough):
        while not enough():
            await paints_while(panel, clock, 0.02)
            assert clock.time < 100, predict.verdict.value

    async def hour():
        predict.answers.index = 1
        predict.reveal.click()
        await clock.sleep(0)
        assert "The nets train" in predict.progress.value
        await seen(lambda: "of 1 right" in predict.verdict.value)
        assert (panel.experiment.depth, panel.player.result.step) == (8, 200)
        predict.predictions = [replace(MAKE_IT_DEEPER, updates=10**6)]
        predict.answers.index = 0
        predict.reveal.click()
        await seen(lambda: panel.player.result.step > 0)
        panel.experiment.set(width=5)
        await paints_while(panel, clock, 0.1)
        assert "Stopped" in predict.verdict.value
        assert panel.player.result.step == 0
        assert predict.score.asked == 1

    asyncio.run(hour())


def test_a_prediction_trains_while_its_question_is_read_and_the_picture_is_scrolled_away():
    clock = FakeClock(0.005)
    panel = Panel(
        Initialization(**SMALL, initializer="He"), initialization, questions=(MAKE_IT_DEEPER,), clock=clock
    )
    predict = panel.predict

    async def hour():
        page_reports(panel, visible=False)
        predict.answers.index = 1
        predict.reveal.click()
        await paints_while(panel, clock, 10, visible=False)

    asyncio.run(hour())
    assert "of 1 right" in predict.verdict.value


def test_the_words_keep_back_what_gives_an_open_question_away():
    panel = Panel(Initialization(**SMALL), initialization, questions=(DOUBLE_THE_VARIANCE, SATURATED))
    predict, bold = panel.predict, re.findall(r"\*\*(.+?)\*\*", panel.player.result.sentence)
    assert bold and not any(number in panel.sentence.value for number in bold)
    assert panel.player.screen.words(panel.player.result).count("?") == len(bold)  # nor is it read aloud
    page_reports(panel)
    assert "median of the seeds rises" in panel.view.picture.alt
    courses = re.compile(r"median of the seeds (rises|falls|stays)( at| from)? [\d.]+")
    assert not courses.search(panel.view.picture.alt)
    predict.over.click()
    assert courses.search(panel.view.picture.alt)
    assert all(f"<b>{number}</b>" in panel.sentence.value for number in bold)
    assert predict.over.description == "Next question" and predict.score.asked == 0
    predict.over.click()
    assert predict.at == 1 and "<b>?</b>" in panel.sentence.value
    predict.answers.index = 0
    predict.reveal.click()
    assert "<b>?</b>" not in panel.sentence.value


def test_the_voice_of_the_panel_says_what_became_of_a_question_once():
    panel = Panel(Initialization(**SMALL), initialization, questions=(SATURATED,))
    panel.predict.reveal.click()
    assert panel.voice.said == "Choose an answer first: a prediction costs nothing."
    panel.predict.answers.index = 0
    panel.predict.reveal.click()
    verdict = re.sub("<.*?>", "", panel.predict.verdict.value)
    assert panel.voice.said.startswith(verdict[:40]) and panel.player.result.status in panel.voice.said
    panel.experiment.set(depth=3)
    assert verdict[:40] not in panel.voice.said


def test_who_passed_over_a_question_can_see_its_answer_and_nothing_is_counted():
    panel = Panel(Initialization(**SMALL), initialization, questions=(SATURATED,))
    predict = panel.predict
    predict.over.click()
    predict.reveal.click()
    assert "It is " in predict.verdict.value
    assert (predict.score.asked, predict.reveal.description) == (0, "Ask again")


def test_answers_are_there_again_when_the_page_was_loaded_again():
    def panel():
        return Panel(
            Initialization(**SMALL), initialization, questions=(DOUBLE_THE_VARIANCE, SATURATED, FLAT)
        )

    before, after = panel().predict, panel()
    before.answers.index = 1
    before.reveal.click()
    before.reveal.click()
    before.over.click()
    before.answers.index = 2
    kept = json.loads(json.dumps(before.verdict.states))  # as a browser holds it
    after.predict.verdict._handle_custom_msg({"kept": kept}, [])
    assert (after.predict.at, after.predict.answers.index) == (1, 2)
    assert [state.answer for state in after.predict.states] == [1, 2, None]
    assert str(after.predict.score) == str(before.score)
    assert "<b>?</b>" not in after.sentence.value


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        "x",
        {"at": 0},
        {"at": 3, "states": [["", "", None]] * 2},
        {"at": True, "states": [["", "", None]] * 2},
        {"at": 0, "states": [["", "", None]]},
        {"at": 0, "states": [["right", "right", None], ["", "", None]]},
        {"at": 0, "states": [["right", "right", 9], ["", "", None]]},
        {"at": 0, "states": [[["right"], "right", 1], ["", "", None]]},
        {"at": 0, "states": [["right", "passed", 1], ["", "", None]]},
        {"at": 0, "states": [["right", "right", 1.0], ["", "", None]]},
        {"at": 0, "states": [{"settled": 1}, 7]},
    ],
)
def test_what_a_browser_claims_to_have_kept_is_checked(kept):
    panel = Panel(Initialization(**SMALL), initialization, questions=(DOUBLE_THE_VARIANCE, SATURATED))
    panel.predict.verdict._handle_custom_msg({"kept": kept}, [])
    panel.predict.verdict._handle_custom_msg(kept, [])
    assert (panel.predict.at, panel.predict.score.asked, panel.predict.answers.index) == (0, 0, None)
