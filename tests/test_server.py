"""The server of `python -m app`, without a browser: what it serves, what it refuses, what it gives back."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import websocket
from jupyter_client.session import Session
from serving import get, kernel_of, serving, wait_for, write_lesson

from app.server.lessons import Lesson, lessons
from app.server.start import sockets_have_names

pytestmark = pytest.mark.slow  # it starts servers


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    write_lesson(
        folder / "02_second.ipynb",
        "# 2 Second\n\nIt says *this*\nand [that](x).\n\nAnd more.",
        "print('ran')",
    )
    write_lesson(
        folder / "01_first.ipynb",
        "# First\n\n## No promise",
        "import os\nprint({name: os.environ[name] for name in ['QUERY_STRING', 'OPENBLAS_NUM_THREADS']})",
        "1 / 0",
        "print('after')",
    )
    write_lesson(folder / "scratch.ipynb", "open('ran', 'w')")
    (folder / "figures").mkdir()
    (folder / "figures" / "one.png").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as (url, process):
        yield url, process


@pytest.fixture
def url(server):
    return server[0]


def test_a_lesson_says_its_title_and_its_promise(folder):
    assert lessons(folder) == [
        Lesson("01_first.ipynb", 1, "First", ""),
        Lesson("02_second.ipynb", 2, "Second", "It says this and that."),
    ]


def test_the_start_page_lists_the_lessons_in_order(url):
    for address in url, url + "voila/tree":
        _, page = get(address)
        assert re.findall(r"<h2>(.*?)</h2>", page) == ["1 First", "2 Second"]
        assert "It says this and that." in page
        assert "scratch" not in page


@pytest.mark.parametrize("address", ["", "voila/render/02_second.ipynb", "voila/render/nothing.ipynb"])
def test_a_page_is_whole_and_asks_no_other_host(url, address):
    _, page = get(url + address)
    assert '<html lang="en">' in page
    assert "<title>" in page
    assert 'name="viewport"' in page
    assert "<main" in page
    assert page.rstrip().endswith("</html>")
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)


def test_a_lesson_runs_with_its_query_and_one_thread(url):
    _, page = get(url + "voila/render/01_first.ipynb?depth=5")
    assert "'QUERY_STRING': 'depth=5'" in page.replace("&#39;", "'")
    assert "'OPENBLAS_NUM_THREADS': '1'" in page.replace("&#39;", "'")


def test_a_failing_cell_says_so_in_a_sentence_and_the_rest_runs(url):
    _, page = get(url + "voila/render/01_first.ipynb")
    assert "it is not your fault" in page
    assert "ZeroDivisionError: division by zero" in page
    assert "Traceback" not in page
    assert "<pre>after" in page


@pytest.mark.parametrize(
    "address",
    [
        "voila/render/scratch.ipynb",
        "voila/render/nothing.ipynb",
        "voila/render/../01_first.ipynb",
        "voila/render/%2e%2e%2f01_first.ipynb",
        "voila/render/figures",
        "voila/tree/../..",
        "voila/tree/scratch.ipynb",
        "voila/files/01_first.ipynb",
        "voila/files/figures/one.png",
        "voila/files/../../../../etc/passwd",
        "voila/static/../../../../../../etc/passwd",
        "voila/templates/backprop-lab/static/../index.html.j2",
        "voila/templates/backprop-lab/static/%2e%2e/index.html.j2",
        "voila/api/contents",
        "api/contents",
        "api/kernels",
        "api/sessions",
        "api/terminals",
    ],
)
def test_it_serves_nothing_else(url, folder, address):
    # http.client sends the address as it stands; urllib and browsers would tidy it up.
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(f"GET /{address} HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode())
        status = connection.makefile("rb").readline().split()[1]
    # 302 leads to voila/files/, which is refused as well.
    assert status in [b"302", b"403", b"404", b"500"], status
    assert not (folder / "ran").exists()


def test_nobody_can_start_a_kernel_of_their_own(url, server):
    before = len(psutil.Process(server[1].pid).children())
    status, _ = get(url + "api/kernels", "POST", json.dumps({"name": "python3"}).encode())
    assert status in [404, 405]
    assert len(psutil.Process(server[1].pid).children()) == before


def test_a_page_cannot_run_code_of_its_own(url, folder):
    kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
    session = Session(key=b"")
    address = f"{url.replace('http', 'ws')}api/kernels/{kernel}/channels?session_id={session.session}"
    connection = websocket.create_connection(address, timeout=3)
    mark = folder / "executed"

    def ask(kind, content):
        message = session.msg(kind, content)
        connection.send(json.dumps({**message, "channel": "shell", "buffers": []}, default=str))
        return message["header"]["msg_id"]

    code = f"open({str(mark)!r}, 'w')"
    ask("execute_request", {"code": code, "silent": False, "store_history": False, "allow_stdin": False})
    question = ask("comm_info_request", {})
    answered = set()
    # The kernel answers in order: when it has answered the second, it would have run the first.
    while ("comm_info_reply", question) not in answered:
        answer = json.loads(connection.recv())
        answered.add((answer["msg_type"], answer["parent_header"].get("msg_id")))
    connection.close()
    assert "execute_reply" not in {kind for kind, _ in answered}
    assert not mark.exists()


def test_a_page_that_closes_gives_its_kernel_back(url):
    kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
    assert get(f"{url}api/kernels/{kernel}")[0] == 200
    assert get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")[0] == 204
    assert get(f"{url}api/kernels/{kernel}")[0] == 404


def test_a_kernel_given_back_twice_at_once_is_gone_without_a_fuss(folder):
    with serving(folder) as (url, _), ThreadPoolExecutor(2) as both:
        kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        answers = list(both.map(lambda _: get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")[0], range(2)))
        assert set(answers) <= {204, 404}
        assert get(f"{url}api/kernels/{kernel}")[0] == 404
        assert get(url + "voila/render/02_second.ipynb")[0] == 200


def hasty(tmp_path, *settings):
    """`python -m app` with other settings, as a script."""
    script = tmp_path / "hasty.py"
    script.write_text(
        "import app.server.start as start, app.__main__ as command\n"
        "class Hasty(start.LessonServer):\n"
        "    def initialize(self, argv):\n"
        + "".join(f"        {line}\n" for line in settings)
        + "        super().initialize(argv)\n"
        "start.LessonServer = Hasty\n"
        "command.main()\n"
    )
    return [script]


@pytest.mark.skipif(not sockets_have_names(), reason="kernels have ports here")
def test_kernels_take_no_ports_which_another_connection_could_take_first(folder):
    with serving(folder) as (url, process):
        get(url + "voila/render/02_second.ipynb")
        (kernel,) = psutil.Process(process.pid).children()
        files = {connection.laddr for connection in kernel.net_connections("unix")}
        assert {file[-6:] for file in files if file} == {f"-ipc-{channel}" for channel in range(1, 6)}


def test_a_kernel_that_dies_at_birth_keeps_nobody_waiting(folder, tmp_path, monkeypatch):
    spec = tmp_path / "share" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": [sys.executable, "-c", ""], "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    command = hasty(
        tmp_path,
        "import app.server.handlers as handlers; handlers.PATIENCE = 2",
        "self.config.VoilaConfiguration.http_keep_alive_timeout = 1",
        "self.config.VoilaExecutor.startup_timeout = 1",
    )
    with serving(folder, command=command) as (url, _), ThreadPoolExecutor(4) as visitors:
        pages = list(visitors.map(lambda _: get(url + "voila/render/02_second.ipynb"), range(4)))
        assert {status for status, _ in pages} == {200}
        assert not any("kernelId" in page for _, page in pages)


def test_who_leaves_before_the_page_knows_its_kernel_leaves_none(folder):
    with serving(folder) as (url, process):
        with socket.create_connection(("localhost", int(url.split(":")[2].strip("/")))) as visitor:
            visitor.sendall(b"GET /voila/render/02_second.ipynb HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200 OK" in visitor.recv(100)
        children = psutil.Process(process.pid).children
        wait_for(children)
        wait_for(lambda: not children())


def test_a_kernel_that_is_gone_is_not_found(folder):
    with serving(folder) as (url, process):
        assert get(f"{url}api/kernels/{uuid.uuid4()}/channels?session_id=x") == (404, "404: Not Found")
        process.terminate()
        assert "Traceback" not in process.stdout.read()


@pytest.mark.parametrize("wait", [0, 0.3])
def test_who_leaves_in_the_middle_of_a_cell_fills_no_terminal(tmp_path, wait):
    write_lesson(tmp_path / "01_long.ipynb", "# 1 Long", *["import time\ntime.sleep(0.1)"] * 30)
    with serving(tmp_path) as (url, process):
        with urllib.request.urlopen(url + "voila/render/01_long.ipynb", timeout=60) as page:
            kernel = kernel_of(next(line for line in page if b"kernelId" in line).decode())
            time.sleep(wait)
            assert get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")[0] == 204
            page.read()  # which comes to an end
        assert not psutil.Process(process.pid).children()
        process.terminate()
        assert process.stdout.read().count("\n") == 1  # where it is


def test_a_page_that_vanished_gives_its_kernel_back_and_one_that_is_open_keeps_it(folder, tmp_path):
    quick = "self.config.MappingKernelManager.update(cull_idle_timeout=2, cull_interval=1)"
    with serving(folder, command=hasty(tmp_path, quick)) as (url, _):
        open_kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        connection = websocket.create_connection(
            f"{url.replace('http', 'ws')}api/kernels/{open_kernel}/channels?session_id=open", timeout=10
        )
        vanished_kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        wait_for(lambda: get(f"{url}api/kernels/{vanished_kernel}")[0] == 404)
        assert get(f"{url}api/kernels/{open_kernel}")[0] == 200
        connection.close()
        wait_for(lambda: get(f"{url}api/kernels/{open_kernel}")[0] == 404)


def test_thirty_arrive_at_once_and_nothing_is_left_when_they_leave(folder):
    with serving(folder) as (url, process), ThreadPoolExecutor(30) as visitors:
        begin = time.monotonic()

        def visit(_):
            status, page = get(url + "voila/render/02_second.ipynb")
            return status, "<pre>ran" in page, kernel_of(page), time.monotonic() - begin

        visits = list(visitors.map(visit, range(30)))
        assert {(status, ran) for status, ran, _, _ in visits} == {(200, True)}
        kernels = {kernel for _, _, kernel, _ in visits}
        assert len(kernels) == 30
        # In line: the first is served long before the last.
        times = sorted(seconds for *_, seconds in visits)
        assert times[0] < times[-1] / 4
        list(visitors.map(lambda kernel: get(f"{url}voila/api/shutdown/{kernel}", "POST", b""), kernels))
        wait_for(lambda: not psutil.Process(process.pid).children())


def test_it_stops_at_once_and_takes_its_kernels_along(folder):
    with serving(folder) as (url, process):
        get(url + "voila/render/02_second.ipynb")
        kernels = psutil.Process(process.pid).children(recursive=True)
        assert kernels
    assert not psutil.wait_procs(kernels, timeout=5)[1]


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_port_that_is_taken_is_a_sentence():
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = run("--no-browser", "--port", str(port))
    assert outcome.returncode != 0
    assert outcome.stderr == f"Port {port} is taken: stop what runs there, or choose another with --port.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--port", "99999"), "a port is a whole number from 1 to 65535, not 99999"),
        (("--port", "x"), "a port is a whole number from 1 to 65535, not x"),
        (("--host", "nohost.invalid"), "There is no host called nohost.invalid"),
        (("--host", "203.0.113.5"), "203.0.113.5 is no address of this computer"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(arguments, sentence):
    outcome = run("--no-browser", *arguments)
    assert outcome.returncode != 0
    assert sentence in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_folder_that_is_not_there_is_a_sentence():
    outcome = run("--no-browser", "nowhere")
    assert outcome.returncode != 0
    assert f"there is no folder {Path.cwd() / 'nowhere'}" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_without_a_port_it_takes_the_next_free_one(monkeypatch, capsys):
    import app.__main__ as command

    served = []
    monkeypatch.setattr("app.server.start.serve", lambda *arguments: served.append(arguments))
    monkeypatch.setattr(sys, "argv", ["app", "--no-browser"])
    with socket.create_server(("localhost", 0)) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setattr(command, "FIRST_PORT", first)
        command.main()
    _, host, port, browser = served[0]
    assert (host, browser) == ("localhost", False)
    assert first < port < first + 50
    assert f"Port {first} is taken, so this is port {port}." in capsys.readouterr().out
