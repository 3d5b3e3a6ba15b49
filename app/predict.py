"""Predict, run, reveal: a question about the learner's own settings, answered before anything is computed."""

from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets as W

from app.parts import Fold, button
from app.words import html


@dataclass(frozen=True, eq=False)
class Prediction:
    """A change to the learner's settings and a question about what it will do.

    change(experiment) -> {knob: value}; ask(experiment) -> the question; options: what can be answered;
    judge(before, after) -> index of the right option and a sentence that explains it (before and after are results);
    updates: how many updates to train before looking.
    """

    ask: Callable
    change: Callable
    options: tuple
    judge: Callable
    updates: int = 0


class Predict(W.VBox):
    """Asks a `Prediction`, makes the change when it has been answered, and says who was right."""

    def __init__(self, experiment, player, prediction):
        self.experiment, self.player, self.prediction = experiment, player, prediction
        self.score = [0, 0]  # right, asked
        self.question, self.verdict = W.HTML(), W.HTML()
        self.answers = W.RadioButtons(options=prediction.options, index=None, description="Your prediction")
        self.answers.observe(self._answered, "index")
        self.reveal = button("Run and reveal", self._reveal, "Make this change and see")
        box = W.VBox([self.question, self.answers, self.reveal, self.verdict])
        box.add_class("bl-predict")
        self.fold = Fold("the question", box, self._ask)
        super().__init__([box])

    def told(self):
        if self.fold.unfolded and not self.verdict.value:
            self._ask()

    def _ask(self):
        self.question.value = html(self.prediction.ask(self.experiment))

    def _answered(self, change):
        """A new answer is to a new question; until then the old one stands beside its verdict."""
        if change["new"] is not None and self.verdict.value:
            self.verdict.value = ""
            self._ask()

    def _reveal(self):
        if self.answers.index is None:
            self.verdict.value = html("Choose an answer first: a prediction costs nothing.")
            return
        answer, self.answers.index = self.answers.index, None
        if self.prediction.updates:  # both have as many updates behind them
            self.player.answer({}, self.prediction.updates)
        before = self.player.result
        self.player.answer(self.prediction.change(self.experiment), self.prediction.updates)
        right, why = self.prediction.judge(before, self.player.result)
        self.score = [self.score[0] + (answer == right), self.score[1] + 1]
        said, truth = self.prediction.options[answer], self.prediction.options[right]
        verdict = f"**Right: {truth}.**" if answer == right else f"You said {said}; **it is {truth}.**"
        self.verdict.value = html(f"{verdict} {why} ({self.score[0]} of {self.score[1]} right so far.)")
