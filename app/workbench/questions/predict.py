"""Predict, run, reveal: questions about the learner's own settings, answered before anything is computed.

One stands beside the picture, open from the start; until it is answered or passed over, the words beneath the picture
keep back what gives it away. A question sets what its verdict depends on; a button puts the learner's settings back.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as W

from app.experiment import Experiment, Prediction, Result
from app.experiment.contract import Settings
from app.experiment.words import html
from app.widgets import Answers
from app.workbench.buttons import button
from app.workbench.player import Player
from app.workbench.questions.score import Score
from app.workbench.questions.state import OPEN, PASSED, RIGHT, WRONG, State, packed, unpacked

BACK = "**?**"  # stands for what a sentence keeps back
RUN, NEXT, AGAIN = "Run and reveal", "Next question", "Ask again"
PASS = "Just show me"
DOING = "…"  # in place of a verdict, until there is one
UNTIL = "Until then **?** stands for what would give it away."
PASSED_OVER = f"Passed over: the numbers stand there now. “{RUN}” shows the answer, too."


class Predict(W.VBox):
    """Asks `Prediction`s one after the other, makes the change when one has been answered, and says who was right.

    reveal(parts, words)   brings the picture in view, marks these parts of it, which decide, and says so
    report()               what stands beside the picture may be another now: a question is open, or no longer
    say(words)             aloud, for those who do not see the words
    """

    def __init__(
        self,
        experiment: Experiment,
        player: Player,
        predictions: Sequence[Prediction],
        name: str = "",
        score: Score | None = None,
        reveal: Callable[[Sequence[Any], str], None] = lambda parts, words: None,
        report: Callable[[], None] = lambda: None,
        say: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.experiment, self.player, self.predictions = experiment, player, list(predictions)
        self.score, self.decided, self.report, self.say = score or Score(), reveal, report, say
        self.states, self.at = [State() for _ in self.predictions], 0
        # What the question has changed: the learner's values, and its own.
        self.mine: Settings = {}
        self.theirs: Settings = {}
        self.waiting = ""  # what is being done, while the nets train
        self.question, self.until, self.progress = W.HTML(), W.HTML(), W.HTML()
        self.verdict = Answers(name, self._kept)
        self.until.add_class("bl-until")
        self.answers = W.RadioButtons(description="Your prediction")
        self.answers.observe(self._answered, "index")
        self.reveal = button(RUN, self._pressed, "Make this change and see")
        self.reveal.add_class("bl-reveal")
        self.over = button(PASS, self._passed, "Show the numbers without an answer: nothing is counted")
        self.restore = button("Back to my settings", self._restore, "As they were before this question")
        ways = W.HBox([self.reveal, self.over, self.restore])
        ways.add_class("bl-ways")
        came = W.VBox([self.until, self.progress, self.verdict])
        came.add_class("bl-answer")
        super().__init__([self.question, self.answers, ways, came])
        self.add_class("bl-predict")
        self._show(0)

    # ------------------------------------------------------------------ what stands there

    @property
    def prediction(self) -> Prediction:
        """The question that stands there."""
        return self.predictions[self.at]

    @property
    def state(self) -> State:
        """What became of it so far."""
        return self.states[self.at]

    @property
    def revealed(self) -> bool:
        """The words for the answer stand there."""
        return bool(self.state.verdict) and not self.waiting

    @property
    def keeps(self) -> bool:
        """The question is open, and what is said may give it away."""
        return bool(self.prediction.keeps_back) and not self.state.settled

    def withheld(self, sentence: str) -> str:
        """A sentence without what gives the question away, while that is open."""
        return re.sub(self.prediction.keeps_back, BACK, sentence) if self.keeps else sentence

    def refresh(self) -> None:
        """Say what is so now; called at every change of the player's state or result."""
        if self.waiting and self.player.on_done is None:
            self.waiting = self.state.verdict = ""
            self._say("Stopped before the answer was there: choose again.")
        self.progress.value = html(f"{self.waiting}{self.player.words_left}…") if self.waiting else ""
        if not self.state.verdict and not self.waiting:
            self._ask()
        self._offer()

    def _show(self, at: int) -> None:
        """This question, as it was left."""
        self.at = at
        self.answers.unobserve(self._answered, "index")
        self.answers.options = self.prediction.options
        self.answers.index = self.state.answer
        self.answers.observe(self._answered, "index")
        self._ask()
        self.verdict.value = html(self.state.verdict)
        self._offer()
        self._keep()

    def _ask(self) -> None:
        number = (
            f"**Question {self.at + 1} of {len(self.predictions)}.** " if len(self.predictions) > 1 else ""
        )
        self.question.value = html(number + self.prediction.ask(self.experiment))

    def _offer(self) -> None:
        """The buttons that do something now. The way back stands while the question's settings do; what the learner
        moves after it is their own again."""
        if any(getattr(self.experiment, name) != value for name, value in self.theirs.items()):
            self.mine, self.theirs = {}, {}
        self.restore.layout.display = (
            "" if self.mine and not self.waiting and self.state.verdict != DOING else "none"
        )
        following = AGAIN if len(self.predictions) == 1 else NEXT
        self.reveal.description = following if self.revealed else RUN
        self.over.description = PASS if self.state.settled == OPEN else NEXT
        needless = self.waiting or (self.state.settled != OPEN and (self.revealed or following == AGAIN))
        self.over.layout.display = "none" if needless else ""
        self.answers.disabled = bool(self.waiting)
        self.until.value = html(UNTIL) if self.state.settled == OPEN and self.prediction.keeps_back else ""
        for settled in (RIGHT, WRONG):
            there = self.revealed and self.state.settled == settled
            (self.add_class if there else self.remove_class)(f"bl-{settled}")

    def _say(self, words: str, verdict: bool = False) -> None:
        """For everybody, a screen reader's listeners too; a verdict stays until there is another answer."""
        if verdict:
            self.state.verdict = words
        self.verdict.value = html(words)
        self.say(words)

    def _keep(self) -> None:
        """Let the page keep it, and whoever shows more or less of the words know."""
        self.verdict.states = packed(self.at, self.states)

    # ------------------------------------------------------------------ what happens

    def _kept(self, kept: Any) -> None:
        """The page has kept answers from before it was loaded again."""
        found = unpacked(kept, [len(prediction.options) for prediction in self.predictions])
        if found is None or any(state != State() for state in self.states):
            return
        at, self.states = found
        for state, prediction in zip(self.states, self.predictions, strict=True):
            if state.counted:
                self.score.add(state.counted == RIGHT)
            if state.settled in (RIGHT, WRONG) and state.answer is not None:
                said = prediction.options[state.answer]
                state.verdict = (
                    f"**✓ You were right: {said}.**"
                    if state.settled == RIGHT
                    else f"**✗ You said {said}, and that was not so.** Choose again to see what is."
                )
        self._show(at)
        self.report()

    def _answered(self, change: Any) -> None:
        """A new answer is to a new question; until then the old one stands beside its verdict."""
        if change["new"] is None or change["new"] == self.state.answer:
            return
        self.state.answer = change["new"]
        if self.state.settled in (RIGHT, WRONG):
            self.state.settled = PASSED  # the numbers stay where they are seen
        if self.state.verdict:
            self._say("", verdict=True)
            self._ask()
        self._offer()
        self._keep()

    def _pressed(self) -> None:
        """The one button that leads on: it keeps the keyboard's focus through a question and to the next."""
        if not self.revealed:
            self._run()
        elif len(self.predictions) > 1:
            self._next()
        else:
            self.state.answer, self.state.verdict = None, ""
            self.state.settled = PASSED
            self._show(0)

    def _next(self) -> None:
        self._show((self.at + 1) % len(self.predictions))
        if not self.state.verdict:
            self._say(f"Question {self.at + 1} of {len(self.predictions)} stands there.")
        self.report()

    def _passed(self) -> None:
        """Passed over; and then on to the next."""
        if self.state.settled != OPEN:
            self._next()
            return
        self.state.settled = PASSED
        self._say(PASSED_OVER)
        self._offer()
        self._keep()
        self.report()

    def _restore(self) -> None:
        mine, self.mine, self.theirs = self.mine, {}, {}
        self.experiment.set(**mine)
        self._offer()

    def _run(self) -> None:
        answer = self.answers.index
        if answer is None and self.state.settled != PASSED:
            self._say("Choose an answer first: a prediction costs nothing.")
            return
        self.waiting = ""
        change = self.prediction.change(self.experiment).items()
        if self.prediction.updates and any(getattr(self.experiment, name) != value for name, value in change):
            self.player.answer({})
            self._train("The nets train, first as they are", lambda: self._change(answer, "The others train"))
        else:
            self._change(answer, "The nets train")

    def _train(self, doing: str, on_done: Callable[[], None]) -> None:
        """In bursts, so that the page answers and shows it."""
        if self.prediction.updates:
            self.waiting = doing
            self.verdict.value = ""  # what stands there meanwhile is how far they are
            self.say("The nets train.")
            self.player.train(self.prediction.updates, on_done)
        else:
            on_done()

    def _change(self, answer: int | None, doing: str) -> None:
        self.waiting, before = "", self.player.result
        self.state.verdict = DOING  # the question stands as it was asked, whatever the change makes of it
        self._set(lambda: self.player.answer(self.prediction.change(self.experiment)))
        self._train(doing, lambda: self._judge(answer, before))

    def _set(self, change: Callable[[], None]) -> None:
        """Make a change and remember what was there before it, and before an earlier one that still stands."""
        before, earlier, self.mine, self.theirs = self.experiment.settings(), self.mine, {}, {}
        change()
        now = self.experiment.settings()
        before |= earlier
        self.mine = {name: before[name] for name in now if now[name] != before[name]}
        self.theirs = {name: now[name] for name in self.mine}

    def _judge(self, answer: int | None, before: Result) -> None:
        self.waiting = ""
        right, why = self.prediction.judge(before, self.player.result)
        truth = self.prediction.options[right]
        if answer is None:
            verdict = f"It is {truth}."
            words = f"**{verdict}** {why}"
        else:
            came = RIGHT if answer == right else WRONG
            if self.state.settled == OPEN:
                self.score.add(answer == right)
                self.state.counted = came
            self.state.settled, self.state.answer = came, answer
            said = self.prediction.options[answer]
            verdict = f"✓ Right: {truth}." if came == RIGHT else f"✗ You said {said}; it is {truth}."
            words = f"**{verdict}** {why} ({self.score}.)"
        # What stood in the verdict's room goes first: the page shows changes one by one, and the settings would move.
        self.state.verdict, self.progress.value = words, ""
        self._offer()
        self._say(words)
        self._keep()
        self.report()
        self.decided(self.prediction.decides, verdict)
