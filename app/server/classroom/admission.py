"""Who has a place, and who waits for one in which order.

A place is one lesson that is open. Who waits asks again every few seconds; one that has not asked for a while lets
others by, and keeps his turn for when he asks again. Who does not come back soon after his first question is forgotten:
a client without cookies, which is a new one each time, keeps nobody out.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

FIRST = 6  # seconds since somebody asked for the first time, until his turn is forgotten
FRESH = 15  # seconds since somebody asked again, until others are let by
KEPT = 300  # seconds since somebody asked again, until his turn is forgotten
MOST_WAITING = 1000


@dataclass(eq=False)
class Place:
    visitor: str
    address: str
    lesson: str
    waited: float  # seconds
    since: float
    kernel: str | None = None  # its id as soon as the page knows it
    over: bool = False


@dataclass
class Turn:
    address: str
    number: int
    arrived: float
    seen: float
    returned: bool = False

    def asks(self, now: float) -> bool:
        """Whether he is still there, as far as can be seen."""
        return now - self.seen < (FRESH if self.returned else FIRST)


@dataclass(frozen=True)
class Wait:
    before: int  # how many
    crowded: bool = False  # there are as many from this address as one may have
    returned: bool = False  # it is not the first time that he asks


@dataclass(eq=False)
class Admission:
    """
    :param most: places
    :param each: places for one address; None for any number
    :param alive: whether there is a kernel of this id
    :param ended: told of each place that was given up
    """

    most: int
    each: int | None
    alive: Callable[[str], bool]
    ended: Callable[[Place], None] = lambda place: None
    clock: Callable[[], float] = time.monotonic
    open: bool = True  # whether anybody may come in; not while memory is short
    inside: list[Place] = field(default_factory=list)
    line: dict[str, Turn] = field(default_factory=dict)
    numbers: int = 0  # of turns that were given

    def enter(self, visitor: str, address: str, lesson: str) -> tuple[Place | Wait, str | None]:
        """A place, or how long the line is; and the kernel that this visitor leaves for it, if there is no place else.

        Who is in stays in: a browser asks for the next lesson before it leaves the one it has.
        """
        self.tidy()
        now = self.clock()
        turn = self.line.get(visitor)
        own = [place for place in self.inside if place.visitor == visitor and place.kernel]
        before = self.before(visitor)
        crowded = self.crowded(address)
        if self.open and not crowded and self.free > before:
            self.line.pop(visitor, None)
            return self.take(visitor, address, lesson, turn), None
        if own:
            own[0].over = True
            self.tidy()
            return self.take(visitor, address, lesson, turn), own[0].kernel
        if turn is not None:
            turn.seen, turn.address, turn.returned = now, address, True
        elif len(self.line) < MOST_WAITING:
            self.numbers += 1
            self.line[visitor] = Turn(address, self.numbers, now, now)
        return Wait(self.before(visitor), crowded, bool(turn)), None

    def take(self, visitor: str, address: str, lesson: str, turn: Turn | None) -> Place:
        now = self.clock()
        place = Place(visitor, address, lesson, now - turn.arrived if turn else 0, now)
        self.inside.append(place)
        return place

    @property
    def free(self) -> int:
        return self.most - len(self.inside)

    def crowded(self, address: str) -> bool:
        return self.each is not None and sum(place.address == address for place in self.inside) >= self.each

    def before(self, visitor: str) -> int:
        """How many come in before this one."""
        now, turn = self.clock(), self.line.get(visitor)
        return sum(
            (turn is None or other.number < turn.number)
            and other.asks(now)
            and not self.crowded(other.address)
            for other in self.line.values()
        )

    @property
    def waiting(self) -> int:
        """How many wait now."""
        self.tidy()
        return sum(turn.asks(self.clock()) for turn in self.line.values())

    def tidy(self) -> None:
        """Gives back the places of lessons that have ended, and forgets who has not asked for long."""
        for place in self.inside:
            if place.over or (place.kernel is not None and not self.alive(place.kernel)):
                self.ended(place)
                place.over = True
        self.inside = [place for place in self.inside if not place.over]
        now = self.clock()
        for visitor, turn in [*self.line.items()]:
            if now - turn.seen > (KEPT if turn.returned else FIRST):
                del self.line[visitor]
