"""The websocket between a page and its kernel: one protocol, and no message that keeps the server busy.

The server has one thread for everybody. Whatever comes from a browser is looked at before anything is done with it;
what is no proper message closes that one socket, and nobody else notices.
"""

import asyncio
import json
import re

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

V1 = "v1.kernel.websocket.jupyter.org"
CHANNELS = (b"shell", b"control", b"stdin", b"iopub")
MOST_PARTS = 64  # header, parent, metadata, content, and buffers
LARGEST = 2**20  # bytes of a message; a page's own have some hundreds
LARGEST_HEADER = 10_000
SESSION = re.compile(r"[\w-]{1,64}")


class PageConnection(ZMQChannelsWebsocketConnection):
    """Speaks the one protocol that was agreed on, also while its socket closes."""

    subprotocol = (
        None  # Jupyter asks the socket, which no longer knows once it closes, and goes on with another
    )

    def connect(self):
        self.subprotocol = self.websocket_handler.selected_subprotocol
        # With Nagle's algorithm a picture waits 45 ms for the one before.
        self.websocket_handler.set_nodelay(True)
        return super().connect()


class PageSocket(VoilaKernelWebsocketHandler):
    """`ping` (seconds, a setting of the application): who has not answered one by the next is gone."""

    @property
    def ping_interval(self):
        """Tornado's own pings: Jupyter's look at the time-out before they send the first."""
        return self.settings.get("page_ping", 30.0)

    ping_timeout = None  # tornado's own: as long as the interval, or three of them before tornado 6.5

    async def get(self, kernel_id):
        if kernel_id not in self.kernel_manager:
            raise HTTPError(404)
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if V1 not in (name.strip() for name in offered.split(",")):
            raise HTTPError(400)
        if not SESSION.fullmatch(self.get_argument("session_id", "")):
            raise HTTPError(400)
        await super().get(kernel_id)

    async def open(self, kernel_id):
        await self.connection.connect()

    def on_message(self, message):
        if self.connection is None:  # it closes
            return
        if not proper(message):
            self.close(1003, "not a message of this page")
            return
        self.connection.handle_incoming_message(message)

    def on_close(self):
        if self.connection is not None:
            super().on_close()

    def write_message(self, message, binary=False):
        """What comes while a socket closes is dropped."""
        if self.ws_connection is None or self.ws_connection.is_closing():
            return done()
        try:
            return super().write_message(message, binary) or done()
        except WebSocketClosedError:
            return done()


def done():
    future = asyncio.get_running_loop().create_future()
    future.set_result(None)
    return future


def proper(message) -> bool:
    """Whether this is a message in the v1 protocol: a count, offsets that are in order and within it, then a channel
    and parts of which the first is a header. Bounded work, whatever it is."""
    if not isinstance(message, bytes) or len(message) < 16:
        return False
    count = int.from_bytes(message[:8], "little")
    if not 6 <= count <= MOST_PARTS or 8 * (count + 1) > len(message):
        return False
    offsets = [int.from_bytes(message[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    if offsets != sorted(offsets) or offsets[0] != 8 * (count + 1) or offsets[-1] > len(message):
        return False
    if message[offsets[0] : offsets[1]] not in CHANNELS:
        return False
    header = message[offsets[1] : offsets[2]]
    try:
        header = json.loads(header) if len(header) <= LARGEST_HEADER else None
    except (ValueError, RecursionError):
        return False
    return isinstance(header, dict) and isinstance(header.get("msg_type"), str)
