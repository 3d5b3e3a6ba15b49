"""Between page and kernel: a page stays connected, and no message of one visitor stops another."""

import time
from contextlib import suppress
from urllib.parse import urlsplit

import psutil
import pytest
import websocket
from hypothesis import given
from hypothesis import strategies as st
from serving import get, serving, wait_for, write_lesson
from visitor import V1, Visitor, frame

from app.server.channels import LARGEST, proper

HEADER = b'{"msg_type": "comm_info_request", "msg_id": "1"}'
GOOD = frame("shell", HEADER, b"{}", b"{}", b"{}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    write_lesson(folder / "01_quiet.ipynb", "# 1 Quiet", "import ipywidgets as W\nW.IntSlider()")
    write_lesson(folder / "02_training.ipynb", "# 2 Training", TRAINING)
    return folder


# Pictures as fast as they go, as those of a training for which nobody waits.
TRAINING = """
import asyncio
from app.widgets import Picture
picture = Picture()
async def play():
    while True:
        picture.show(bytes([picture.frame % 250]) * 30_000, "a frame")
        await asyncio.sleep(0.01)
task = asyncio.get_running_loop().create_task(play())
picture
"""


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as (url, process):
        yield url, process


@pytest.fixture
def url(server):
    return server[0]


def closed(visitor):
    """Whether the server closes the socket."""
    try:
        while True:
            if visitor.socket.recv_data()[0] == websocket.ABNF.OPCODE_CLOSE:
                return True
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        return True
    except websocket.WebSocketTimeoutException:
        return False


@pytest.fixture
def visitor(url):
    with Visitor(url, "01_quiet.ipynb") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def other(server):
    """Somebody else, who must not notice."""
    with Visitor(server[0], "01_quiet.ipynb") as other:
        yield other


def test_a_proper_message_is_answered(visitor):
    assert proper(GOOD)
    assert visitor.socket.subprotocol == V1
    assert works(visitor)


def works(visitor):
    return visitor.answer("comm_info_request", {})["content"]["status"] == "ok"


def numbers(*values):
    return b"".join(value.to_bytes(8, "little") for value in values)


BAD = {
    "a count of 1.8e19": b"\xff" * 8,
    "a count of 1.8e19, and more": b"\xff" * 80,
    "a count larger than the message": numbers(50, 408) + b"{}",
    "many offsets": numbers(10_000, *range(10_000)),
    "no offset": numbers(0, 8),
    "offsets out of order": GOOD[:16] + numbers(400, 60) + GOOD[32:],
    "offsets past the end": GOOD[:48] + numbers(2**60) + GOOD[56:],
    "an offset into the offsets": GOOD[:8] + numbers(0) + GOOD[16:],
    "an unknown channel": frame("shells", HEADER, b"{}", b"{}", b"{}"),
    "no channel": frame("", HEADER, b"{}", b"{}", b"{}"),
    "a channel that is no text": frame("shell", HEADER, b"{}", b"{}", b"{}").replace(
        b"shell", b"\xff\xfe\xfd\xfc\xfb"
    ),
    "no JSON": frame("shell", b"{", b"{}", b"{}", b"{}"),
    "a header that is a list": frame("shell", b"[]", b"{}", b"{}", b"{}"),
    "a header without a type": frame("shell", b"{}", b"{}", b"{}", b"{}"),
    "a type that is a number": frame("shell", b'{"msg_type": 3}', b"{}", b"{}", b"{}"),
    "a nested header": frame("shell", b"[" * 9000, b"{}", b"{}", b"{}"),
    "a long header": frame("shell", HEADER[:-1] + b" " * 20_000 + b"}", b"{}", b"{}", b"{}"),
    "two parts": frame("shell", HEADER, b"{}"),
    "nothing": b"",
}


@pytest.mark.parametrize("message", BAD.values(), ids=BAD)
def test_what_is_no_message_closes_that_socket_and_no_other(server, visitor, other, message):
    url, process = server
    memory = psutil.Process(process.pid).memory_info().rss
    visitor.socket.send_binary(message)
    assert closed(visitor)
    assert get(url)[0] == 200
    assert works(other)
    assert psutil.Process(process.pid).memory_info().rss < memory + 50e6


@given(message=st.binary(max_size=300))
def test_no_bytes_take_long_or_raise(message):
    assert not proper(message)
    assert isinstance(proper(numbers(6, *range(56, 62)) + message), bool)


LARGE = {
    "text": lambda socket: socket.send('{"channel": "shell", "header": {}}'),
    "too large": lambda socket: socket.send_binary(GOOD + bytes(LARGEST)),
    "100 MB": lambda socket: socket.send_binary(bytes(100_000_000)),
}


@pytest.mark.parametrize("send", LARGE.values(), ids=LARGE)
def test_text_where_bytes_are_due_and_what_is_too_large(visitor, other, send):
    with suppress(OSError):  # the server does not wait for the rest of 100 MB
        send(visitor.socket)
    assert closed(visitor)
    assert works(other)


@pytest.mark.parametrize("subprotocols", [(), ("v2.kernel.websocket.jupyter.org",)])
def test_another_protocol_is_refused_when_the_socket_opens(visitor, other, subprotocols):
    visitor.drop()
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        visitor.connect(subprotocols)
    visitor.socket = visitor.connect(("v2.kernel.websocket.jupyter.org", V1))
    assert visitor.socket.subprotocol == V1
    assert works(visitor)
    assert works(other)


@pytest.mark.slow
def test_a_thousand_sockets_that_close_while_pictures_come(folder):
    """Closed by the visitor in the middle of a stream of pictures, politely or not, and by the server."""
    with serving(folder) as (url, process):
        with Visitor(url, "02_training.ipynb") as visitor:
            for i in range(1000):
                visitor.drop()
                visitor.socket = visitor.connect()
                if i % 10 == 0:  # the stream is on
                    while visitor.receive()["size"] < 30_000:
                        pass
                if i % 3 == 1:  # the server closes
                    visitor.socket.send_binary(b"\xff" * 8)
                elif i % 3 == 2:  # or is told goodbye
                    visitor.socket.send_close()
                if i % 100 == 0:
                    assert get(url)[0] == 200
            visitor.drop()
            visitor.socket = visitor.connect()
            assert works(visitor)
        process.terminate()
        assert process.stdout.read().count("\n") == 1  # where it is


def connected(process, ours):
    """The ports of those who are connected to the server at its port."""
    sockets = psutil.Process(process.pid).net_connections("tcp")
    return {s.raddr.port for s in sockets if s.laddr.port == ours and s.raddr and s.status == "ESTABLISHED"}


def test_an_open_page_is_never_cut_and_a_silent_one_is_noticed(folder):
    with (
        serving(folder, "--ping", "0.4") as (url, process),
        Visitor(url, "01_quiet.ipynb") as visitor,
        Visitor(url, "01_quiet.ipynb") as silent,
    ):
        port, gone = urlsplit(url).port, silent.socket.sock.getsockname()[1]
        assert gone in connected(process, port)
        end = time.monotonic() + 4  # ten intervals
        visitor.socket.settimeout(0.1)
        while time.monotonic() < end:  # who listens answers pings
            with suppress(websocket.WebSocketTimeoutException):
                visitor.receive()
        visitor.socket.settimeout(10)
        assert works(visitor)
        # The other one has not read its pings: its end was closed meanwhile.
        wait_for(lambda: gone not in connected(process, port))


def test_a_bad_message_fills_no_terminal(folder):
    with serving(folder) as (url, process):
        for message in list(BAD.values())[:3]:
            with Visitor(url, "01_quiet.ipynb") as visitor:
                visitor.socket.send_binary(message)
                assert closed(visitor)
        process.terminate()
        said = process.stdout.read()
    assert "Traceback" not in said
    assert said.count("\n") <= 4
