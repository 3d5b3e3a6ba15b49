"""One step of gradient descent in the graph, and where it has led."""

from dataclasses import dataclass

NEAR = 0.05  # of y: then the sample is learnt
LOST = 1e9  # a loss above this will not come back


@dataclass(frozen=True, eq=False)
class StepMade:
    """Step number n downhill from the loss that it begun with, at this rate: all values before and after it."""

    n: int
    begun: float
    rate: float
    y: float
    before: dict
    after: dict

    @property
    def lost(self):
        """Whether the loss will not come back."""
        return not self.after["l"].item() < LOST

    @property
    def learnt(self):
        """Whether the sample is learnt now."""
        return learnt(self.after[f"a[{sum(name.startswith('W[') for name in self.after)}]"].item(), self.y)


def learnt(a, y):
    """Whether an answer is near enough."""
    return abs(a - y) < NEAR
