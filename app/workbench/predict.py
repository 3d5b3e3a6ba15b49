"""Predict, run, reveal: a question about the learner's own settings, answered before anything is computed.

A question sets what its verdict depends on; a button puts the learner's settings back.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as W

from app.experiment import Experiment, Prediction, Result
from app.experiment.contract import Settings
from app.experiment.words import html
from app.workbench.buttons import Fold, button
from app.workbench.player import Player
from app.workbench.score import Score


class Predict(W.VBox):
    """Asks a `Prediction`, makes the change when it has been answered, and says who was right."""

    def __init__(
        self,
        experiment: Experiment,
        player: Player,
        prediction: Prediction,
        called: str = "the question",
        score: Score | None = None,
    ) -> None:
        self.experiment, self.player, self.prediction = experiment, player, prediction
        self.score = score or Score()
        # What the question has changed: the learner's values, and its own.
        self.mine: Settings = {}
        self.asked: Settings = {}
        self.waiting = False  # while the nets train
        self.question, self.verdict = W.HTML(), W.HTML()
        self.answers = W.RadioButtons(options=prediction.options, index=None, description="Your prediction")
        self.answers.observe(self._answered, "index")
        self.reveal = button("Run and reveal", self._reveal, "Make this change and see")
        self.restore = button("Back to my settings", self._restore, "As they were before this question")
        box = W.VBox([self.question, self.answers, self.reveal, self.verdict, self.restore])
        box.add_class("bl-predict")
        self.fold = Fold(called, box, self._ask)
        super().__init__([box])
        self._offer()

    def refresh(self) -> None:
        """Say what is so now; called at every change of the player's state or result."""
        self._offer()
        if self.waiting and self.player.on_done is None:
            self.waiting = False
            self.verdict.value = html("Stopped before the answer was there: choose again.")
        if self.fold.unfolded and not self.verdict.value:
            self._ask()

    def _keep(self, change: Callable[[], None]) -> None:
        """Make a change and remember what was there before it, and before an earlier one that still stands."""
        before, earlier, self.mine, self.asked = self.experiment.settings(), self.mine, {}, {}
        change()
        now = self.experiment.settings()
        before |= earlier
        self.mine = {name: before[name] for name in now if now[name] != before[name]}
        self.asked = {name: now[name] for name in self.mine}

    def _offer(self) -> None:
        """The way back, while the question's settings stand; what the learner moves after it is their own again."""
        if any(getattr(self.experiment, name) != value for name, value in self.asked.items()):
            self.mine, self.asked = {}, {}
        self.restore.layout.display = "" if self.mine and not self.waiting else "none"

    def _restore(self) -> None:
        mine, self.mine, self.asked = self.mine, {}, {}
        self.experiment.set(**mine)
        self._offer()

    def _ask(self) -> None:
        self.question.value = html(self.prediction.ask(self.experiment))

    def _answered(self, change: Any) -> None:
        """A new answer is to a new question; until then the old one stands beside its verdict."""
        if change["new"] is not None and self.verdict.value:
            self.verdict.value = ""
            self._ask()

    def _reveal(self) -> None:
        if self.answers.index is None:
            self.verdict.value = html("Choose an answer first: a prediction costs nothing.")
            return
        answer, self.answers.index = self.answers.index, None
        self.waiting = False
        change = self.prediction.change(self.experiment).items()
        if self.prediction.updates and any(getattr(self.experiment, name) != value for name, value in change):
            self.player.answer({})
            self._train(lambda: self._change(answer))
        else:
            self._change(answer)

    def _train(self, on_done: Callable[[], None]) -> None:
        """In bursts, so that the page answers and shows it."""
        if self.prediction.updates:
            self.waiting, self.verdict.value = True, html("The nets train…")
            self.player.train(self.prediction.updates, on_done)
        else:
            on_done()

    def _change(self, answer: int) -> None:
        self.waiting, before = False, self.player.result
        self.verdict.value = html("…")  # the question stands as it was asked, whatever the change makes of it
        self._keep(lambda: self.player.answer(self.prediction.change(self.experiment)))
        self._train(lambda: self._judge(answer, before))

    def _judge(self, answer: int, before: Result) -> None:
        self.waiting = False
        right, why = self.prediction.judge(before, self.player.result)
        self.score.add(answer == right)
        chosen, truth = self.prediction.options[answer], self.prediction.options[right]
        verdict = f"**Right: {truth}.**" if answer == right else f"You said {chosen}; **it is {truth}.**"
        self.verdict.value = html(f"{verdict} {why} ({self.score}.)")
        self._offer()
