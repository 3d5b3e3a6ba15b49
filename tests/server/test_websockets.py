"""A page's connection: kept while the page is there, closed when it says what no page says, no trouble to others."""

import contextlib
import json
import random
import socket
import struct
import urllib.request

import pytest
import websocket
import websocket_client
from serving import get, kernel_of, serving, wait_for, write_lesson
from test_frames import BAD
from websocket_client import answers, frame, is_closed, message, said

pytestmark = pytest.mark.slow  # it starts servers

# As a panel that trains: pictures, whether or not anybody takes them.
PICTURES = """
import threading, time, ipywidgets
picture = ipywidgets.Image(value=b"x" * 5000)
def train():
    while True:
        picture.value = bytes(5000)
        picture.value = b"x" * 5000
        time.sleep(0.002)
threading.Thread(target=train, daemon=True).start()
picture
"""


PONG = websocket.ABNF.create_frame(b"", websocket.ABNF.OPCODE_PONG)


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school")
    write_lesson(folder / "01_quiet.ipynb", "# Quiet", "print('ran')")
    write_lesson(folder / "02_pictures.ipynb", "# Pictures", PICTURES)
    with serving(folder, "--ping-interval", "1") as (url, process):
        yield url, process
        process.terminate()
        assert process.stdout.read().count("\n") == 1  # where it is; whatever the tests did


@pytest.fixture
def url(school):
    url, process = school
    yield url
    assert process.poll() is None
    assert start_page_answers(url)


@pytest.fixture
def quiet(url):
    """The kernel of a lesson that waits."""
    yield from lesson(url, "01_quiet")


@pytest.fixture
def training(url):
    """The kernel of a lesson that sends pictures."""
    yield from lesson(url, "02_pictures")


@pytest.fixture
def connect(url):
    """connect(kernel) opens a page's websocket, closed at the end of the test."""
    pages = []

    def connect(kernel, *arguments, **settings):
        pages.append(websocket_client.connect(url, kernel, *arguments, **settings))
        return pages[-1]

    yield connect
    for page in pages:
        page.shutdown()


def lesson(url, name):
    kernel = kernel_of(get(f"{url}voila/render/{name}.ipynb")[1])
    yield kernel
    get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")


def start_page_answers(url):
    with urllib.request.urlopen(url, timeout=10) as page:
        return page.status == 200


def connections(url, kernel):
    return json.loads(get(f"{url}api/kernels/{kernel}")[1])["connections"]


def test_a_page_left_open_keeps_its_one_connection(url, connect, quiet):
    page = connect(quiet)
    signs = 0
    while signs < 5:
        kind, _ = page.recv_data(control_frame=True)  # which answers a ping
        assert kind != websocket.ABNF.OPCODE_CLOSE
        signs += kind == websocket.ABNF.OPCODE_PING
    assert answers(page)
    assert connections(url, quiet) == 1


def test_a_page_that_went_without_a_word_is_noticed(url, connect, quiet):
    connect(quiet)  # nobody reads what it gets, so no ping is answered
    assert connections(url, quiet) == 1
    wait_for(lambda: connections(url, quiet) == 0)


def test_pictures_for_a_socket_that_closes_are_dropped(url, connect, training):
    first = connect(training, session="same")
    for _ in range(20):
        assert first.recv()
    # The server closes the first, which does not answer for as long as it may take, five seconds.
    second = connect(training, session="same")
    for _ in range(200):
        assert second.recv()
    assert answers(second)
    assert is_closed(first)


@pytest.mark.parametrize("offered", [[], ["v2"], ["v2, chat"], [""]], ids=str)
def test_a_socket_that_speaks_no_protocol_of_ours_closes(url, connect, training, offered):
    page = connect(training, (), header=[f"Sec-WebSocket-Protocol: {names}" for names in offered])
    assert page.recv_data(control_frame=True)[0] == websocket.ABNF.OPCODE_CLOSE  # before any picture


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_frame_closes_its_socket_and_no_other(url, connect, quiet, bad):
    page, other = connect(quiet), connect(quiet)
    page.send(bad) if isinstance(bad, str) else page.send_binary(bad)
    assert is_closed(page)
    assert answers(other)
    other.close()


@pytest.mark.parametrize("megabytes", [2, 100])
def test_a_frame_too_long_closes_its_socket_before_it_is_read(url, connect, quiet, megabytes):
    page = connect(quiet)
    page.sock.sendall(struct.pack("!BBQ4s", 0x82, 0x80 | 127, megabytes << 20, b"\0" * 4))
    kind, why = page.recv_data(control_frame=True)
    assert kind == websocket.ABNF.OPCODE_CLOSE
    assert why.startswith((1009).to_bytes(2, "big"))  # too big


def test_a_message_in_endless_pieces_closes_its_socket(url, connect, quiet):
    page = connect(quiet)
    piece = websocket.ABNF.create_frame(b"x" * 100_000, websocket.ABNF.OPCODE_CONT, 0)
    page.send_frame(websocket.ABNF.create_frame(b"x", websocket.ABNF.OPCODE_BINARY, 0))
    with pytest.raises((ConnectionError, websocket.WebSocketException)):
        for _ in range(1000):
            page.send_frame(piece)


def test_a_page_that_says_more_than_its_kernel_can_hear_is_closed(url, connect, quiet):
    page = connect(quiet)
    long = frame(message("comm_info_request", {"target_name": "x" * 500_000}))
    with pytest.raises((ConnectionError, websocket.WebSocketException)):
        for _ in range(1000):
            page.send_binary(long)
            page.send_frame(PONG)


def test_a_page_that_takes_nothing_is_closed_before_it_fills_the_memory(url, connect, training):
    # It answers pings, and never reads: some megabytes of pictures a second would wait for it.
    page = connect(training, sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)])

    def closed():
        with contextlib.suppress(ConnectionError):
            page.send_frame(PONG)
        return connections(url, training) == 0

    assert connections(url, training) == 1
    wait_for(closed, seconds=60)
    assert connections(url, training) == 0


def test_one_kernel_takes_no_more_sockets_than_some(url, connect, quiet):
    pages = [connect(quiet) for _ in range(8)]
    assert is_closed(connect(quiet))
    assert answers(pages[0])
    pages.pop().close()
    wait_for(lambda: connections(url, quiet) == 7)
    assert answers(connect(quiet))


@pytest.mark.parametrize("session", ["x" * 101, "x" * 5000, "a%00b", "%C3%A9", "a%20b"])
def test_a_session_has_a_plain_name(url, connect, quiet, session):
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        connect(quiet, session=session)


def test_a_thousand_closes_in_the_middle_of_a_trainings_pictures(url, connect, training):
    chance = random.Random(0)
    address = url.removeprefix("http://").rstrip("/").split(":")
    request = (
        f"GET /api/kernels/{training}/channels?session_id={{}} HTTP/1.1\r\nHost: {':'.join(address)}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: v1.kernel.websocket.jupyter.org\r\n\r\n"
    )
    for i in range(1000):
        if i % 4 == 3:  # before it is open
            visitor = socket.create_connection((address[0], int(address[1])))
            visitor.sendall(request.format(i).encode()[: chance.choice([50, 10_000])])
            if chance.random() < 0.5:
                visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            visitor.close()
            continue
        page = connect(training)
        for _ in range(chance.randrange(3)):
            page.recv()
        if i % 4 == 0:  # by the server, while pictures are on their way
            page.send_binary(b"\xff" * 8)
            for _ in range(chance.randrange(3)):
                with contextlib.suppress(ConnectionError, websocket.WebSocketException):
                    page.recv()
            page.shutdown()
        elif i % 4 == 1:  # by the page, in good order
            page.close(timeout=1)
        else:  # by the network
            page.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            page.shutdown()
        if i % 20 == 0:
            assert start_page_answers(url)
    wait_for(lambda: connections(url, training) == 0)
    page = connect(training)
    assert answers(page)
    while said(page.recv())[0]["msg_type"] != "comm_msg":  # a picture
        pass
