"""What a hostile page, client or network tries, each with its answer; everybody else goes on."""

import contextlib
import itertools
import json
import re
import socket
import sys
import time
import urllib.request

import pytest
import websocket
import websocket_client
from serving import get, kernel_of, kernels, serving, wait_for, write_lesson
from sources import ROOT
from websocket_client import answers, everything_until_answered, frame, message, said

from app.server.start import host_pattern

pytestmark = pytest.mark.slow  # it starts servers

PATIENCE = 2  # seconds for a request
PANEL = "from app.took_off import hidden_units\nhidden_units.EXHIBIT.built()"
IMPATIENT = f"""
if __name__ == "__main__":  # and not in what is forked, which imports this, too
    import app.__main__ as command, app.server.start as start
    start.LessonServer.patience.default_value = {PATIENCE}
    command.main()
"""


@pytest.fixture(scope="module")
def school(folder, tmp_path_factory):
    script = tmp_path_factory.mktemp("script") / "impatient.py"
    script.write_text(IMPATIENT)
    write_lesson(folder / "03_panel.ipynb", "# Panel", PANEL)
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
    answered, page = get(url + path[1:])
    assert status(url, path, "HEAD") == answered
    answer = say(url, f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer.endswith(b"\r\n\r\n")
    assert b"kernelId" not in answer
    if "kernelId" in page:
        get(f"{url}voila/api/shutdown/{kernel_of(page)}", "POST", b"")


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


KINDS = re.findall(
    r"\w+",
    """execute_request execute_input execute_reply inspect_request complete_request history_request
    is_complete_request connect_request comm_info_request kernel_info_request create_subshell_request
    delete_subshell_request list_subshell_request usage_request interrupt_request debug_request debug_event
    input_request input_reply stream error display_data update_display_data execute_result clear_output status
    iopub_welcome comm_open comm_msg comm_close apply_request abort_request clear_request shutdown_reply nothing""",
)
ANSWERED = {"comm_info_reply", "kernel_info_reply"}  # all that a page of ours asks


def test_no_kind_of_message_on_any_channel_runs_anything(url, kernel, folder):
    mark = folder / "executed"
    code = f"open({str(mark)!r}, 'w')"
    contents = {}, {"code": code, "silent": False, "allow_stdin": True, "user_expressions": {"x": code}}
    contents += (
        {"value": code},
        {"command": "evaluate", "type": "request", "arguments": {"expression": code}},
    )
    page = websocket_client.connect(url, kernel)
    for channel, kind, content in itertools.product((b"shell", b"control", b"stdin"), KINDS, contents):
        page.send_binary(frame(message(kind, content), channel))
    heard = {said(data)[0]["msg_type"] for data in everything_until_answered(page)}
    assert {kind for kind in heard if kind.endswith("_reply")} <= ANSWERED
    assert not mark.exists()
    assert answers(page)
    page.close()


def test_a_page_ends_its_own_kernel_and_no_other(url, kernel):
    other = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
    page, neighbour = (websocket_client.connect(url, each) for each in (kernel, other))
    for channel in b"shell", b"control":
        page.send_binary(frame(message("shutdown_request", {"restart": True}), channel))
    wait_for(lambda: get(f"{url}api/kernels/{kernel}")[0] == 404)
    assert answers(neighbour)
    neighbour.close()
    page.close()
    get(f"{url}voila/api/shutdown/{other}", "POST", b"")


def test_no_value_of_a_widget_brings_a_traceback_or_a_path_to_a_browser(url):
    """Each setting of each widget of a real panel gets values of all shapes, and buffers where none are due."""
    kernel = kernel_of(get(url + "voila/render/03_panel.ipynb")[1])
    page = websocket_client.connect(url, kernel)

    def tell(kind, content, *buffers):
        parts = message(kind, content)
        parts[2] = json.dumps({"version": "1.0.0"}).encode()
        page.send_binary(frame([*parts, *buffers]))

    tell("comm_open", {"comm_id": "all", "target_name": "jupyter.widget.control", "data": {}})
    tell("comm_msg", {"comm_id": "all", "data": {"method": "request_states"}})
    states = {}
    for data in everything_until_answered(page):
        content = json.loads(websocket_client.parts_of(data)[4])
        states |= content.get("data", {}).get("states", {})
    assert len(states) > 20
    bad = itertools.cycle(
        [None, [], {}, "", "x" * 5000, 1e308, -1, True, [[1]], {"a": {"b": []}}, "IPY_MODEL_x"]
    )
    several = {}  # of each kind
    for comm, state in states.items():
        several.setdefault((state["model_name"], state["state"].get("_anywidget_id")), []).append(comm)
    for comm in (comm for comms in several.values() for comm in comms[:2]):
        for name in [*states[comm]["state"], "keys", "comm", "nothing"]:
            if not name.startswith("_"):
                tell("comm_msg", {"comm_id": comm, "data": {"method": "update", "state": {name: next(bad)}}})
        for data in (
            {"method": "custom", "content": next(bad)},
            {"method": next(bad)},
            {"method": "update"},
            next(bad),
        ):
            tell("comm_msg", {"comm_id": comm, "data": data})
        odd = {"method": "update", "state": {"value": next(bad)}, "buffer_paths": [["value", 3], []]}
        tell("comm_msg", {"comm_id": comm, "data": odd}, b"x")
    heard = b"".join(everything_until_answered(page))
    for secret in "Traceback", sys.prefix, str(ROOT), "site-packages":
        assert secret.encode() not in heard, secret
    page.close()
    get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")


def test_hundreds_of_addresses_asked_at_once_keep_nobody_out(url, school):
    wait_for(lambda: not kernels(school[1]))  # those of the tests before
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    asked = [
        "/",
        "/voila/tree",
        "/voila/render/none.ipynb",
        "/voila/page/x/static/page.js",
        "/?" + "x" * 5000,
    ]
    with contextlib.ExitStack() as opened:
        for path in asked * 40:
            connection = opened.enter_context(socket.create_connection((host, int(port)), timeout=30))
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        with urllib.request.urlopen(url, timeout=30) as page:
            assert page.status == 200
    assert not kernels(school[1])
