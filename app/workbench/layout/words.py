"""What a panel says: the sentence about its picture, its state, what was refused; and the same aloud."""

from collections.abc import Callable, Iterable

import ipywidgets as W

from app.experiment import Result
from app.experiment.words import html, plain
from app.widgets import Voice
from app.workbench.player import Player

PAUSED = "Update {:,}, of which the text speaks: Play goes on."
END = "The run is at its end: Play begins it again."


class Words:
    """The sentences of a panel, and its voice for those who do not see them.

    remarks     about settings that were replaced before the panel was there
    what        the panel is called aloud
    at_rest     called when something was said and nothing moves
    withheld    what the sentence may say while a question is open
    """

    def __init__(
        self,
        player: Player,
        remarks: tuple[str, ...],
        what: str,
        at_rest: Callable[[], object] = lambda: None,
    ) -> None:
        self.player, self.at_rest = player, at_rest
        self.withheld: Callable[[str], str] = lambda sentence: sentence
        self.sentences = remarks  # about what was replaced or refused
        self.told = ""  # about a question, until a setting is another
        self.sentence, self.status, self.message = (place(part) for part in ("sentence", "status", "message"))
        self.voice = Voice(name=what)

    def said(self, result: Result) -> str:
        """The sentence about a result, which keeps back what gives an open question away."""
        return self.withheld(result.sentence)

    def tell(self, words: str) -> None:
        """Say what became of a question aloud, once."""
        self.told, self.voice.said = words, plain(words)

    def refresh(self) -> None:
        """Say what is so now; called at every change of the player's state or result."""
        player = self.player
        self.sentence.value = html(self.said(player.result))
        self.status.value = html(player.result.status + player.words_left)

    def report(self, sentences: Iterable[str]) -> None:
        """Say what was replaced or refused, and whether the run is at its end."""
        self.sentences = tuple(sentences)
        player = self.player
        end = [END] if player.ended and not player.moving else []
        end += [PAUSED.format(player.whole)] if player.pausing and not player.moving and not end else []
        self.message.value = html(" ".join([*self.sentences, *end]))
        if player.moving:
            self.told = ""
        else:
            self.at_rest()
            result = player.result
            words = [self.told, *self.sentences, *end, f"{result.status}.", self.said(result)]
            self.voice.said = plain(" ".join(filter(None, words)))


def place(name: str) -> W.HTML:
    """A place for a sentence."""
    made = W.HTML()
    made.add_class(f"bl-{name}")
    return made
