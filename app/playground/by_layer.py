"""What single layers have otherwise than the others, as a text: "1 sigmoid, 3 ReLU", or "2 He, 3 normal 0.25"."""

import re
from collections.abc import Collection, Mapping

from app.playground.texts import MOST_LAYERS
from mlcore import ACTIVATIONS, INITIALIZERS

PART = re.compile(r"(\d{1,2}) (\D{1,30}?)(?: (\d{1,9}(?:\.\d{0,9})?(?:[eE]-?\d{1,2})?))?")
Chosen = dict[int, tuple[str, float | None]]  # {layer: (name, its number, if it takes one)}


class ByLayer:
    """What a layer may have, by `names`; numbers: {name: (usual, least, most)} of those that take a number, and
    what that is."""

    def __init__(
        self,
        names: Collection[str],
        most: int,
        numbers: Mapping[str, tuple[float, float, float]] | None = None,
        number: str = "",
    ) -> None:
        self.source, self.most, self.numbers, self.number = names, most, numbers or {}, number

    @property
    def names(self) -> list[str]:
        """As they are now: an entry that a learner registers is one of them."""
        return [*self.source]

    def read(self, text: str) -> Chosen:
        """What a text says; ValueError, with a sentence, for one that says nothing of this kind."""
        found: Chosen = {}
        for part in filter(None, map(str.strip, text[:1000].split(","))):
            match = PART.fullmatch(part)
            if match is None or match[2] not in self.names or not 1 <= int(match[1]) <= self.most:
                raise ValueError(
                    f"‘{part[:20]}’ does not say what a layer has; it is like 2 {self.names[-1]}: "
                    f"a layer from 1 to {self.most}, and one of {', '.join(self.names)}."
                )
            found[int(match[1])] = match[2], self._number(match[2], match[3])
        return found

    def _number(self, name: str, number: str | None) -> float | None:
        if name not in self.numbers:
            return None
        usual, least, most = self.numbers[name]
        return min(max(float(number), least), most) if number else usual

    def write(self, chosen: Chosen) -> str:
        """{2: ("He", None)} → '2 He'."""
        parts = ((f"{k} {name}", number) for k, (name, number) in sorted(chosen.items()))
        return ", ".join(words if number is None else f"{words} {number:.4g}" for words, number in parts)


VARIANCE = 0.01, 1e-6, 100.0  # the usual one, the least, the largest
ACTIVATION = ByLayer(ACTIVATIONS, MOST_LAYERS)
START = ByLayer(INITIALIZERS, MOST_LAYERS + 1, {"normal": VARIANCE}, "Variance")


def in_layers(usual, by_layer, text, n):
    """What n layers have: the usual, or where some have something else, a tuple with one for each."""
    found = {
        k: name if number is None else INITIALIZERS[name](number)
        for k, (name, number) in by_layer.read(text).items()
        if k <= n
    }
    return tuple(found.get(k, usual) for k in range(1, n + 1)) if found else usual
