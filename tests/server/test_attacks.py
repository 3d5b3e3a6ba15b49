"""What a hostile page, client or network tries, each with its answer; everybody else goes on."""

import contextlib
import re
import socket
import time
import urllib.request

import pytest
import websocket
import websocket_client
from serving import get, kernel_of, serving, wait_for
from websocket_client import answers, frame, message

from app.server.start import host_pattern

pytestmark = pytest.mark.slow  # it starts servers

PATIENCE = 2  # seconds for a request
IMPATIENT = f"""
import app.__main__ as command, app.server.start as start
start.LessonServer.patience.default_value = {PATIENCE}
command.main()
"""


@pytest.fixture(scope="module")
def school(folder, tmp_path_factory):
    script = tmp_path_factory.mktemp("script") / "impatient.py"
    script.write_text(IMPATIENT)
    with serving(folder, "--name", "lab.example.org", command=[script]) as (url, process):
        yield url, process
        process.terminate()
        said = process.stdout.read()
        assert "Traceback" not in said
        assert said.count("\n") <= 5, said  # where it is; a line at most for what was tried


@pytest.fixture
def url(school):
    url, process = school
    yield url
    assert process.poll() is None
    assert get(url)[0] == 200


@pytest.fixture
def kernel(url):
    kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
    yield kernel
    get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")


def say(url, text):
    """What the server answers to these bytes, until it closes."""
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(text)
        with contextlib.suppress(ConnectionError):
            return b"".join(iter(lambda: connection.recv(65536), b""))
    return b""


def status(url, path="/", verb="GET", host="localhost", more=""):
    head = f"{verb} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
    return int(say(url, head.encode()).split()[1])


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost", True),
        ("LOCALHOST:8866", True),
        ("127.0.0.1", True),
        ("192.168.1.20:80", True),
        ("[::1]:8866", True),
        ("lab.example.org", True),
        ("evil.example", False),
        ("lab.example.org.evil.example", False),
        ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example:localhost", False),
        ("xlocalhost", False),
    ],
)
def test_only_the_names_that_were_given_are_answered(url, host, answered):
    assert (status(url, host=host) == 200) is answered


def test_a_name_with_dots_is_no_pattern():
    assert re.match(host_pattern(["lab.example.org"]), "lab.example.org")
    assert not re.match(host_pattern(["lab.example.org"]), "labxexample.org")


def test_a_page_of_another_origin_reaches_no_kernel(url, kernel):
    for origin in "http://evil.example", "null", url.rstrip("/") + ".evil.example":
        with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
            websocket_client.connect(url, kernel, origin=origin)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_half_a_request_is_waited_for_no_longer_than_some_seconds(url, begun):
    start = time.monotonic()
    say(url, begun)
    assert time.monotonic() - start < PATIENCE + 10


def test_a_body_that_never_comes_is_waited_for_no_longer(url):
    start = time.monotonic()
    say(url, b"POST /voila/api/shutdown/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx")
    assert time.monotonic() - start < PATIENCE + 10


@pytest.mark.parametrize(
    "path", ["/", "/voila/tree", "/voila/render/02_second.ipynb", "/voila/render/none.ipynb"]
)
def test_head_answers_as_get_and_starts_nothing(url, folder, path):
    (folder / "ran").unlink(missing_ok=True)
    assert status(url, path, "HEAD") == status(url, path, "GET")
    answer = say(url, f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer.endswith(b"\r\n\r\n")
    assert b"kernelId" not in answer


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"])
def test_other_verbs_do_nothing(url, verb):
    for path in "/", "/voila/render/02_second.ipynb", "/voila/page/x/static/page.js":
        assert status(url, path, verb) in (204, 400, 403, 404, 405)


UP = [
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..\\",
    "..%5c",
    "%252e%252e%252f",
    "..;/",
    "./../",
    "..%c0%af",
    "....//",
]


@pytest.mark.parametrize("up", UP)
def test_no_spelling_leads_out_of_the_lessons(url, up):
    for start in (
        "",
        "voila/render/",
        "voila/tree/",
        "voila/files/",
        "voila/page/x/static/",
        "voila/page/x/widgets/",
    ):
        for end in "etc/passwd", "app/__main__.py", "lessons/../01_first.ipynb%00":
            answer = say(url, f"GET /{start}{up * 8}{end} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            assert int(answer.split()[1]) in (302, 400, 403, 404), answer[:200]
            assert b"root:" not in answer and b"Traceback" not in answer


def test_header_tricks_are_refused(url):
    both = "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
    twice = "Content-Length: 5\r\nContent-Length: 6\r\n"
    for more in both, twice, "A" * 70_000 + ": 1\r\n", "X: 1\r\n" * 9000, "No colon\r\n":
        answer = say(url, f"POST / HTTP/1.1\r\nHost: localhost\r\n{more}\r\nhello".encode())
        assert answer == b"" or int(answer.split()[1]) in (400, 404, 405, 413, 431)


def test_hundreds_of_connections_of_one_client_keep_nobody_out(url):
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    with contextlib.ExitStack() as opened:
        for _ in range(300):
            opened.enter_context(socket.create_connection((host, int(port)), timeout=30)).sendall(b"GET /")
        with urllib.request.urlopen(url, timeout=10) as page:
            assert page.status == 200


def test_widgets_that_a_client_makes_are_its_own_trouble(url, kernel):
    """Comms of all shapes: the kernel goes on, and tells no path of the server's."""
    page = websocket_client.connect(url, kernel)
    states = {"_model_module": "anywidget"}, {"_model_name": "x" * 1000}, {}, [], None, 1
    for target in "jupyter.widget", "jupyter.widget.control", "nothing", "":
        for state in states:
            for data in (
                {"state": state, "buffer_paths": [["a"]]},
                {"method": "request_states"},
                [],
                None,
                "x",
            ):
                content = {"comm_id": "mine", "target_name": target, "data": data}
                for kind in "comm_open", "comm_msg", "comm_close":
                    page.send_binary(frame(message(kind, content)))
    assert answers(page)
    page.close()
    wait_for(lambda: get(f"{url}api/kernels/{kernel}")[0] == 200)
