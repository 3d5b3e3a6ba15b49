"""A run that goes through what is all there from the beginning, one thing at a time, and back."""

from app.experiment.contract import Run


class Stepped(Run):
    """`at`: how many things are shown, from `first` to `last`; the values are computed when it is made."""

    reversible = True
    first: int = 1
    last: int
    at: int

    def step(self) -> bool:
        """The next one; False after the last."""
        self.at = min(self.at + 1, self.last)
        return self.at < self.last

    def back(self) -> bool:
        """The one before; False at the first."""
        self.at = max(self.at - 1, self.first)
        return self.at > self.first
