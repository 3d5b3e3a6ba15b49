"""A vote before the reveal: the room says what it expects, and only then is anything computed and drawn."""

from collections.abc import Iterable
from functools import partial

import ipywidgets as W
import numpy as np

from app.experiment.words import html, plain, plural
from app.teaching.race import NOBODY, Race, racing
from app.widgets import Style, Voice
from app.workbench.buttons import button
from app.workbench.view import View
from mlcore.checks.arguments import check_callable, check_number, check_text, checked_call
from mlcore.checks.errors import WrongValue, stopped
from mlcore.checks.net_and_data import numbers

HEIGHTS = (360, 400)
REVEAL, ASK = "Reveal", "Show of hands: press an answer once for each."


@checked_call
def vote(question, starts, curve, goal=0.1):
    """Ask the room which start reaches a loss of `goal` first, and show it when everybody has said.

    starts: names, or values, of what is compared; curve(start) gives the losses of one, an update each. It is called
    at the reveal and not before; from then on the votes stand as they are."""
    check_text(question, "A question")
    starts = [] if isinstance(starts, str) or not isinstance(starts, Iterable) else list(starts)
    if not starts:
        raise WrongValue('vote wants a list of starts, as vote("Which is first?", ["zeros", "He"], curve).')
    names = [*map(str, starts), NOBODY]
    twice = [name for i, name in enumerate(names) if name in names[:i]]
    if twice:
        raise WrongValue(f"Two answers of a vote are called {twice[0]}: its buttons would count as one.")
    check_callable(curve, "curve", ", curve(start)")
    return Vote(question, starts, curve, check_number(goal, "goal"))


class Vote(W.VBox):
    """Buttons that count, one that reveals, and what came of it."""

    def __init__(self, question, starts, curve, goal):
        self.starts, self.curve, self.goal = starts, curve, goal
        self.names = [*map(str, starts), NOBODY]
        self.votes = dict.fromkeys(self.names, 0)
        self.race, self.view = None, None
        self.said, self.shown = W.HTML(html(ASK)), W.VBox()
        self.answers = {name: button(name, partial(self.add, name)) for name in self.names}
        self.take_back = button("Take the votes back", self.clear)
        self.reveal_button = button(REVEAL, self.reveal)
        self.voice = Voice(name=question)
        answers, tools = (
            W.HBox(buttons, layout=W.Layout(flex_flow="row wrap", grid_gap="8px", padding="4px 0"))
            for buttons in ([*self.answers.values()], [self.reveal_button, self.take_back])
        )
        title = W.HTML(f"<b>{html(question)}</b>")
        super().__init__([title, answers, tools, self.said, self.shown, self.voice, Style()])
        self.add_class("bl-panel")
        self.count()

    def add(self, name):
        """One more hand for it."""
        if self.race is None:
            self.votes[name] += 1
            self.count()

    def clear(self):
        """None was counted."""
        if self.race is None:
            self.votes = dict.fromkeys(self.names, 0)
            self.count()

    def count(self):
        """Write each count on its button."""
        for name, each in self.answers.items():
            each.description = f"{name}: {plural(self.votes[name], 'vote')}"
            each.tooltip = f"One more vote for {name}"
            each.disabled = self.race is not None
        self.take_back.disabled = self.race is not None or not any(self.votes.values())

    def reveal(self):
        """Compute it, draw it, and say who was right."""
        if self.race is not None:
            return
        if not any(self.votes.values()):
            self.say("Vote first: a guess costs nothing.")
            return
        losses = {}
        for start in self.starts:
            try:
                losses[str(start)] = self.losses(start)
            except Exception as error:  # a button has no cell under it that would show it
                self.say(f"Nothing was computed: curve({start!r}) stopped. {stopped(error)}")
                return
        self.race = Race(losses, self.goal)
        self.reveal_button.disabled = True
        self.count()
        winner = self.race.winner
        first = "None of them is" if winner == NOBODY else f"First is {winner}"
        right = f"{first}, as **{self.votes[winner]} of {sum(self.votes.values())}** said."
        self.say(f"{right} {self.race.sentence}")
        self.view = View(racing(self.race), HEIGHTS)
        self.view.picture.observe(lambda _: self.view.fits or self.draw(), "reports")
        self.draw()
        self.shown.children = [self.view.picture]

    def losses(self, start):
        """What the curve of one gives."""
        with np.errstate(all="ignore"):
            values = numbers(self.curve(start), "curve(start)")
        if values.ndim != 1 or not values.size:
            raise WrongValue(f"curve(start) gives the losses, one for each update, not {values!r}.")
        return values.astype(float)

    def draw(self):
        """The curves, as wide as the page says."""
        self.view.show(self.race, plain(self.race.sentence))

    def say(self, words):
        """For everybody, a screen reader's listeners, too."""
        self.said.value = html(words)
        self.voice.said = plain(words)
