"""A visitor without a browser: opens a lesson and speaks to its kernel as a page does. Not a test itself."""

import json
import socket
from itertools import pairwise
from urllib.parse import urlsplit

import websocket
from jupyter_client.session import Session
from serving import get, kernel_of

V1 = "v1.kernel.websocket.jupyter.org"


def frame(channel, *parts):
    """A message in the protocol of pages: a count, offsets, then the channel and the parts."""
    parts = [channel.encode(), *parts]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return b"".join(n.to_bytes(8, "little") for n in [len(offsets), *offsets]) + b"".join(parts)


class Visitor:
    """`with Visitor(url, lesson) as visitor`: leaves at the end, and the kernel ends."""

    def __init__(self, url, lesson, timeout=30):
        self.url, self.timeout, self.session = url, timeout, Session(key=b"")
        self.kernel = kernel_of(get(f"{url}voila/render/{lesson}")[1])
        self.socket = self.connect()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.drop()
        get(f"{self.url}voila/api/shutdown/{self.kernel}", "POST", b"")

    def connect(self, subprotocols=(V1,)):
        """A websocket to the kernel; websocket.WebSocketBadStatusException where the server refuses."""
        address = urlsplit(self.url)
        own = socket.create_connection((address.hostname, address.port), timeout=self.timeout)
        try:
            return websocket.create_connection(
                f"ws://{address.netloc}{address.path}api/kernels/{self.kernel}/channels"
                f"?session_id={self.session.session}",
                subprotocols=list(subprotocols) or None,
                socket=own,
            )
        except Exception:
            own.close()
            raise

    def drop(self):
        """Gone without a word."""
        if self.socket.sock:
            self.socket.sock.close()

    def send(self, kind, content, channel="shell"):
        """The message's id."""
        message = self.session.msg(kind, content)
        parts = (json.dumps(message[part], default=str).encode() for part in PARTS)
        self.socket.send_binary(frame(channel, *parts))
        return message["header"]["msg_id"]

    def receive(self):
        """The next message: its header, parent header and content, and how many bytes it had."""
        received = self.socket.recv()
        count = int.from_bytes(received[:8], "little")
        offsets = [int.from_bytes(received[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
        _, *parts = (received[a:b] for a, b in pairwise(offsets))
        return {
            **{part: json.loads(text) for part, text in zip(PARTS, parts, strict=False)},
            "size": len(received),
        }

    def answer(self, kind, content):
        """Send, and wait for the reply."""
        asked = self.send(kind, content)
        while True:
            message = self.receive()
            if message["parent_header"].get("msg_id") == asked and message["header"]["msg_type"].endswith(
                "_reply"
            ):
                return message


PARTS = ("header", "parent_header", "metadata", "content")
