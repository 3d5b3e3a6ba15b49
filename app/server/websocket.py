"""A page's websocket: its signs of life, and how much it may say."""

import re
import time

from tornado.web import Finish, HTTPError
from tornado.websocket import WebSocketHandler
from voila.tornado.kernel_websocket_handler import (
    VoilaKernelWebsocketHandler,
    read_header_from_binary_message,
)

LONGEST = 1 << 20  # bytes of a message; pages send some thousand at most
BURST, RATE = 8 << 20, 1 << 20  # bytes, bytes a second, each message a kilobyte at least
# No page shows these: what cells print or fail with comes with the page itself.
UNHEARD = {"execute_input", "error", "stream"}


class PageSocket(VoilaKernelWebsocketHandler):
    """Voilà's, kept alive by tornado's pings: Jupyter's take its seconds for milliseconds."""

    connection = None
    ping_interval = WebSocketHandler.ping_interval
    ping_timeout = WebSocketHandler.ping_timeout
    spent = last = 0.0

    async def pre_get(self):
        # The name of a socket to the kernel, which has room for 255 characters.
        if not re.fullmatch(r"[\w-]{0,100}", self.get_argument("session_id", ""), re.ASCII):
            raise HTTPError(400)
        await super().pre_get()
        if self.request.connection.stream.closed():  # the page was left while the kernel answered
            raise Finish

    async def open(self, kernel_id):
        await self.connection.connect()  # without Jupyter's own pings

    def on_message(self, message):
        now = time.monotonic()
        self.spent = max(0, self.spent - RATE * (now - self.last)) + max(1024, len(message))
        self.last = now
        if not self.connection:
            return
        if self.spent > BURST:
            self.connection.refuse("too much at once")
        else:
            super().on_message(message)

    def write_message(self, message, binary=False):
        """Voilà's, which keeps code from a page, and what tells of a mistake: it names files of the server."""
        if isinstance(message, bytes) and said(message) in UNHEARD:
            return None
        return super(VoilaKernelWebsocketHandler, self).write_message(message, binary)

    def on_close(self):
        if self.connection:  # there is none yet if the page was left at once
            super().on_close()


def said(frame):
    """The kind of message that a kernel sends."""
    return (read_header_from_binary_message(frame) or {}).get("msg_type")
