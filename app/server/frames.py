"""The frames in which a page speaks to its kernel: Jupyter's websocket protocol v1.

A frame is a count, as many offsets, and the parts between them: the name of a channel, four of JSON (header, parent
header, metadata, content), then buffers. Numbers have eight bytes, the lowest first.
https://jupyter-server.readthedocs.io/en/latest/developers/websocket-protocols.html
"""

import json
import struct
from itertools import pairwise

from jupyter_client.jsonutil import extract_dates

V1 = "v1.kernel.websocket.jupyter.org"

CHANNELS = {b"shell", b"control", b"stdin"}
JSON = "header", "parent header", "metadata", "content"
MOST_OFFSETS = 100
DEEPEST = 50


def check(frame: str | bytes) -> None:
    """Raises ValueError unless the frame is whole: then neither the server nor the kernel stumbles over its form.

    How long this takes depends on the frame's length, and on nothing that is written in it.
    """
    channel, *parts = split(frame)
    if channel not in CHANNELS:
        raise ValueError("there is no such channel")
    values = [read(name, part) for name, part in zip(JSON, parts, strict=False)]
    header = values[0]
    if not all(isinstance(header.get(name), str) for name in ("msg_id", "msg_type")):
        raise ValueError("the header names no message")
    try:
        extract_dates(values[:2])  # as the kernel will
    except (ValueError, OverflowError):
        raise ValueError("the header holds a date that is none") from None


def split(frame: str | bytes) -> list[bytes]:
    """The parts of a frame, at least five."""
    if not isinstance(frame, bytes):
        raise ValueError("text where bytes are due")
    count = int.from_bytes(frame[:8], "little")
    first = 8 * (1 + count)
    if not len(JSON) + 2 <= count <= MOST_OFFSETS or first > len(frame):
        raise ValueError("no frame has so many parts")
    offsets = struct.unpack_from(f"<{count}Q", frame, 8)
    if not all(start <= end for start, end in pairwise((first, *offsets, len(frame)))):
        raise ValueError("the offsets are not in order, or not within the frame")
    return [frame[start:end] for start, end in pairwise(offsets)]


def read(name: str, part: bytes) -> dict:
    try:
        value = json.loads(part)
        limit_depth(value)
    except (ValueError, RecursionError):
        raise ValueError(f"the {name} is not JSON, or too deep") from None
    if not isinstance(value, dict):
        raise ValueError(f"the {name} is no object")
    return value


def limit_depth(value, room: int = DEEPEST) -> None:
    if not room:
        raise ValueError
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        limit_depth(inner, room - 1)
