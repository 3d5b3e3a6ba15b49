"""What a page says to its kernel, byte by byte: Jupyter's websocket protocol v1, written from its description.

https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
"""

import json
import uuid
from itertools import pairwise

import websocket

V1 = "v1.kernel.websocket.jupyter.org"


def connect(url, kernel, subprotocols=(V1,), session=None, **settings):
    """A websocket to a kernel, as a page opens it."""
    address = (
        f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?session_id={session or uuid.uuid4()}"
    )
    return websocket.create_connection(
        address, timeout=20, subprotocols=list(subprotocols) or None, **settings
    )


def message(kind="kernel_info_request", content=None, **header):
    """The four parts of a message."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "version": "5.3"} | header
    return [json.dumps(part).encode() for part in (header, {}, {}, content or {})]


def frame(parts=None, channel=b"shell", count=None, offsets=None):
    """A message as one frame; with another count or other offsets than its own, as a bad page may send it."""
    parts = [channel, *(parts or message())]
    if offsets is None:
        offsets = [8 * (len(parts) + 2)]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets) if count is None else count, *offsets]
    return b"".join(number.to_bytes(8, "little") for number in numbers) + b"".join(parts)


def answers(connection):
    """Whether the kernel answers through it."""
    return bool(everything_until_answered(connection))


def everything_until_answered(connection):
    """All frames that come until the kernel has done what it was asked so far."""
    parts, heard = message(), []
    connection.send_binary(frame(parts))
    asked = json.loads(parts[0])["msg_id"]
    due = {"kernel_info_reply", "idle"}  # by two channels, in any order
    while due:
        heard.append(connection.recv())
        header, parent, _, content = (json.loads(part) for part in parts_of(heard[-1])[1:5])
        if parent.get("msg_id") == asked:
            due -= {header["msg_type"], content.get("execution_state")}
    return heard


def parts_of(data):
    """Channel, header, parent header, metadata, content and buffers of a frame that came, as bytes."""
    count = int.from_bytes(data[:8], "little")
    offsets = [int.from_bytes(data[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    return [data[start:end] for start, end in pairwise(offsets)]


def said(data):
    """Header and parent header of a frame that came."""
    return [json.loads(part) for part in parts_of(data)[1:3]]


def is_closed(connection):
    """Reads until the other side closes; a time-out if it does not."""
    try:
        while connection.recv():
            pass
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        pass
    return True
