"""Which frames reach a kernel."""

import json
import re
from types import SimpleNamespace

import pytest
from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1
from websocket_client import frame, message

from app.server.connection import PromptConnection
from app.server.frames import V1, check

END = 2**64 - 1
PARTS = message()
DEEP = b'{"a":' * 900 + b"1" + b"}" * 900
BAD = {
    "text": "{}",
    "nothing": b"",
    "less than a count": b"\x06",
    "a count without end": b"\xff" * 8,
    "a count without offsets": frame(count=6, offsets=[])[:8],
    "a count of too many": frame([*PARTS, *[b""] * 1000]),
    "a count of too few": frame(PARTS[:3]),
    "a count that is wrong": frame(count=90),
    "an offset without end": frame(offsets=[56, 61, END, END, END, END]),
    "an offset before the parts": frame(offsets=[0, 61, 61, 61, 61, 61]),
    "offsets that go back": frame(offsets=[56, 61, 60, 70, 70, 70]),
    "an end after the end": frame(offsets=[56, 61, 62, 63, 64, 10_000]),
    "an unknown channel": frame(channel=b"x"),
    "a channel that only listens": frame(channel=b"iopub"),
    "a channel that is no text": frame(channel=b"\xff"),
    "no JSON": frame([b"x", *PARTS[1:]]),
    "no text": frame([b"\xff", *PARTS[1:]]),
    "content that is no JSON": frame([*PARTS[:3], b"{"]),
    "content that is no object": frame([*PARTS[:3], b"[]"]),
    "JSON too deep": frame([*PARTS[:3], DEEP]),
    "JSON much too deep": frame([*PARTS[:3], b"[" * 500_000]),
    "a number too long": frame([*PARTS[:3], b"9" * 500_000]),
    "a header without a message": frame([b"{}", *PARTS[1:]]),
    "a header of another type": frame([json.dumps({"msg_id": [], "msg_type": {}}).encode(), *PARTS[1:]]),
    "a date that is none": frame(message(date="2020-13-45T99:99:99Z")),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_frame_is_refused(bad):
    with pytest.raises(ValueError, match=re.compile(r"\w")):
        check(bad)


@pytest.mark.parametrize("buffers", [[], [b""], [b"\x00" * 5000, b"x"]])
def test_a_frame_as_jupyter_writes_it_is_taken(buffers):
    session = Session(key=b"")
    _, _, *parts = session.serialize(session.msg("comm_msg", {"data": {"state": {"value": [[1.5, None]]}}}))
    check(serialize_msg_to_ws_v1([*parts, *buffers], "shell"))


def test_the_frames_of_these_tests_are_as_jupyter_writes_them():
    assert frame(PARTS) == serialize_msg_to_ws_v1(PARTS, "shell")


@pytest.mark.parametrize(
    "frame", [b"\xff" * 8, b"\xff" * 80, b"", "text", (50).to_bytes(8, "little") + bytes(8)]
)
def test_a_jupyter_server_closes_the_socket_of_what_is_no_frame(frame):
    """Its connection, too, looks before it believes: as `make lab` and Binder use it."""
    closed = []
    page = SimpleNamespace(
        subprotocol=V1, websocket_handler=SimpleNamespace(close=lambda *why: closed.append(why))
    )
    PromptConnection.handle_incoming_message(page, frame)
    assert [code for code, _ in closed] == [1008]
