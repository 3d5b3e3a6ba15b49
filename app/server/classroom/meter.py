"""What a teacher wants to know of each lesson: pictures a second, how long an answer takes, memory, processor."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.server.connection import PageConnection

LOOK_BACK = 10  # seconds
PARTS = 7  # of a message without buffers: whom it is for, a delimiter, a signature, and four of JSON


@dataclass(eq=False)
class Meter:
    """Of one kernel. Pictures are messages with buffers; an answer is whatever a kernel says after its page spoke."""

    clock: Callable[[], float] = time.monotonic
    pictures: deque[float] = field(default_factory=deque)  # when they were sent
    answers: deque[tuple[float, float]] = field(default_factory=deque)  # when, after how many seconds
    asked: float | None = None  # when the page spoke, if it was not answered yet
    connected: bool = False  # whether a page has come
    born: float = 0.0
    memory: int = 0  # bytes, its part of what is shared included
    most_memory: int = 0
    shared: int = 0  # bytes of others' parts, when it was last looked
    processor: float = 0.0  # of one

    def __post_init__(self) -> None:
        self.born = self.clock()

    def page_says(self) -> None:
        if self.asked is None:
            self.asked = self.clock()

    def kernel_says(self, picture: bool) -> None:
        now = self.clock()
        if picture:
            self.pictures.append(now)
        if self.asked is not None:
            self.answers.append((now, now - self.asked))
            self.asked = None

    def forget(self) -> None:
        """What is long ago."""
        old = self.clock() - LOOK_BACK
        while self.pictures and self.pictures[0] < old:
            self.pictures.popleft()
        while self.answers and self.answers[0][0] < old:
            self.answers.popleft()

    @property
    def frames(self) -> float:
        """Pictures a second."""
        self.forget()
        return len(self.pictures) / LOOK_BACK

    @property
    def slowest(self) -> float:
        """Seconds that the page waited for an answer, at most; it may be waiting still."""
        self.forget()
        waited = self.clock() - self.asked if self.asked is not None else 0.0
        return max([waited, *(seconds for _, seconds in self.answers)])


class MeteredConnection(PageConnection):
    """A page's connection, measured."""

    @property
    def meter(self):
        return self.websocket_handler.settings["classroom"].watch.meter(self.kernel_id)

    async def connect(self):
        await super().connect()
        self.meter.connected |= self.connected

    def handle_incoming_message(self, incoming_msg):
        super().handle_incoming_message(incoming_msg)
        if not self.closing:
            self.meter.page_says()

    def handle_outgoing_message(self, stream, outgoing_msg):
        self.meter.kernel_says(picture=len(outgoing_msg) > PARTS)
        super().handle_outgoing_message(stream, outgoing_msg)
