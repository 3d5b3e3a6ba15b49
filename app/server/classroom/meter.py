"""What a teacher wants to know of each lesson: pictures a second, how long an answer takes, memory, processor."""

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.server.connection import PageConnection
from app.server.frames import split

LOOK_BACK = 10  # seconds
LONGEST = 60  # seconds that an answer is waited for
PARTS = 7  # of a message without buffers: whom it is for, a delimiter, a signature, and four of JSON


@dataclass(eq=False)
class Meter:
    """Of one kernel. What a page says is answered when the kernel has done it, which it says by the message's id."""

    clock: Callable[[], float] = time.monotonic
    pictures: deque[float] = field(default_factory=deque)  # when they were sent
    answers: deque[tuple[float, float]] = field(default_factory=deque)  # when, after how many seconds
    asked: float | None = None  # when the page said what is not done yet; the first such thing
    question: bytes = b""  # its id
    connected: bool = False  # whether a page has come
    born: float = 0.0
    memory: int = 0  # bytes, its part of what is shared included
    most_memory: int = 0
    shared: int = 0  # bytes of others' parts, when it was last looked
    processor: float = 0.0  # of one

    def __post_init__(self) -> None:
        self.born = self.clock()

    def page_says(self, question: str) -> None:
        if self.asked is None:
            self.asked, self.question = self.clock(), question.encode()

    def kernel_says(self, picture: bool, done: bytes = b"") -> None:
        """done: the header of what it has done, if this is what it says."""
        now = self.clock()
        if picture:
            self.pictures.append(now)
        if self.asked is not None and self.question in done:
            self.answers.append((now, now - self.asked))
            self.asked = None

    def forget(self) -> None:
        """What is long ago."""
        old = self.clock() - LOOK_BACK
        while self.pictures and self.pictures[0] < old:
            self.pictures.popleft()
        while self.answers and self.answers[0][0] < old:
            self.answers.popleft()
        if self.asked is not None and self.asked < self.clock() - LONGEST:  # it asked what no kernel answers
            self.asked = None

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
            self.meter.page_says(json.loads(split(incoming_msg)[1])["msg_id"])

    def handle_outgoing_message(self, stream, outgoing_msg):
        self.meter.kernel_says(*heard(outgoing_msg))
        super().handle_outgoing_message(stream, outgoing_msg)


def heard(message: list) -> tuple[bool, bytes]:
    """Whether a kernel's message brings buffers, as pictures do; the header of what it has done, if it is idle now."""
    if len(message) > PARTS:
        return True, b""
    parent, content = (bytes(memoryview(message[i])) for i in (-3, -1))
    return False, parent if len(content) < 60 and b'"idle"' in content else b""
