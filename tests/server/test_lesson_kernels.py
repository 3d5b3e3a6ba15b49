"""A lesson's kernel: who may use it, and when it ends."""

import json
import socket
import sys
import time
import urllib.request
import uuid
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from hasty import hasty
from serving import get, kernel_of, kernels, serving, wait_for, write_lesson
from websocket_client import connect, frame, message, said

from app.server.start import sockets_have_names

pytestmark = pytest.mark.slow  # it starts servers


def test_nobody_can_start_a_kernel_of_their_own(url, server):
    before = len(kernels(server[1]))
    status, _ = get(url + "api/kernels", "POST", json.dumps({"name": "python3"}).encode())
    assert status in [404, 405]
    assert len(kernels(server[1])) == before


def test_a_page_cannot_run_code_of_its_own(url, folder):
    kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
    page = connect(url, kernel)
    mark = folder / "executed"

    def ask(kind, content):
        parts = message(kind, content)
        page.send_binary(frame(parts))
        return json.loads(parts[0])["msg_id"]

    code = f"open({str(mark)!r}, 'w')"
    ask("execute_request", {"code": code, "silent": False, "store_history": False, "allow_stdin": False})
    question = ask("comm_info_request", {})
    answered = set()
    # The kernel answers in order: when it has answered the second, it would have run the first.
    while ("comm_info_reply", question) not in answered:
        header, parent = said(page.recv())
        answered.add((header["msg_type"], parent.get("msg_id")))
    page.close()
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


@pytest.mark.skipif(not sockets_have_names(), reason="kernels have ports here")
def test_kernels_take_no_ports_which_another_connection_could_take_first(folder):
    with serving(folder) as (url, process):
        get(url + "voila/render/02_second.ipynb")
        (kernel,) = kernels(process)
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
        wait_for(lambda: kernels(process))
        wait_for(lambda: not kernels(process))


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
        assert not kernels(process)
        process.terminate()
        assert process.stdout.read().count("\n") == 1  # where it is


def test_a_page_that_vanished_gives_its_kernel_back_and_one_that_is_open_keeps_it(folder, tmp_path):
    quick = "self.config.MappingKernelManager.update(cull_idle_timeout=6, cull_interval=1)"
    with serving(folder, command=hasty(tmp_path, quick)) as (url, _):
        open_kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        page = connect(url, open_kernel)
        vanished_kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        wait_for(lambda: get(f"{url}api/kernels/{vanished_kernel}")[0] == 404)
        assert get(f"{url}api/kernels/{open_kernel}")[0] == 200
        page.close()
        wait_for(lambda: get(f"{url}api/kernels/{open_kernel}")[0] == 404)


def test_a_kernel_that_was_killed_is_gone_and_no_other_takes_its_place(folder):
    with serving(folder) as (url, process):
        kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        (own,) = kernels(process)
        own.kill()
        wait_for(lambda: get(f"{url}api/kernels/{kernel}")[0] == 404)
        assert not kernels(process)


def test_thirty_arrive_at_once_and_nothing_is_left_when_they_leave(folder):
    with serving(folder) as (url, process), ThreadPoolExecutor(30) as visitors:
        begin = time.monotonic()

        def visit(_):
            status, page = get(url + "voila/render/02_second.ipynb")
            return status, "<pre>ran" in page, kernel_of(page), time.monotonic() - begin

        visits = list(visitors.map(visit, range(30)))
        assert {(status, ran) for status, ran, _, _ in visits} == {(200, True)}
        names = {kernel for _, _, kernel, _ in visits}
        assert len(names) == 30
        # In line: the first is served long before the last.
        times = sorted(seconds for *_, seconds in visits)
        assert times[0] < times[-1] / 2
        list(visitors.map(lambda kernel: get(f"{url}voila/api/shutdown/{kernel}", "POST", b""), names))
        wait_for(lambda: not kernels(process))


def test_it_stops_at_once_and_takes_its_kernels_along(folder):
    with serving(folder) as (url, process):
        get(url + "voila/render/02_second.ipynb")
        assert kernels(process)
        family = psutil.Process(process.pid).children(recursive=True)
    assert not psutil.wait_procs(family, timeout=5)[1]
