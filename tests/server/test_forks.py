"""Kernels that are forked are as those that start anew, but quick and small; and when the fork server dies, nobody
minds."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time

import psutil
import pytest
from hasty import hasty
from serving import get, kernel_of, kernels, serving, wait_for, write_lesson
from websocket_client import answers, connect

from app.server.forks import can_fork
from app.server.kernels import ForkedProvisioner, LessonKernel

pytestmark = [
    pytest.mark.slow,  # it starts servers
    pytest.mark.skipif(not can_fork(), reason="kernels start anew here"),
]

# What a kernel finds when it starts; nothing of it may depend on how it was started.
FINDS = """
import gc, json, os, signal, sys, threading
import matplotlib, numpy, ipywidgets
other = {"JPY_PARENT_PID", "LC_CTYPE", "SERVER_PORT", "REQUEST_URL", "HTTP_HOST", "HTTP_REFERER"}
other |= {"PYTEST_CURRENT_TEST", "PYDEVD_USE_FRAME_EVAL"}  # the second is debugpy's, which a forked kernel lacks
environment = {n: v for n, v in os.environ.items() if n not in other and not n.startswith("VOILA_")}
kernel = get_ipython().kernel
finds = dict(
    environment=environment, arguments=[len(sys.argv), sys.argv[1], sys.argv[3:]], path=sys.path, folder=os.getcwd(),
    group=os.getpgid(0) == os.getpid(), input=sys.stdin is None or sys.stdin.closed or sys.stdin.read(),
    backend=matplotlib.get_backend(auto_select=False), comms=sorted(kernel.comm_manager.targets), gc=gc.isenabled(),
    signals=[str(signal.getsignal(s)).partition(" at ")[0] for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)],
    threads=sorted({type(t).__name__ for t in threading.enumerate()} - {"Thread", "ParentPollerUnix"}),
    main=sys.modules["__main__"].__name__, widgets=len(ipywidgets.Widget.widgets), log=kernel.log.level,
)
print("finds", json.dumps(finds))
"""
DRAWS = """
import json, os, random, secrets, tempfile, uuid, numpy
draws = [numpy.random.random(), numpy.random.default_rng().random(), random.random()]
print("draws", json.dumps([*draws, secrets.token_hex(), str(uuid.uuid4()), tempfile.mktemp()]))
"""
DRAWING = "import sys\nbefore = set(sys.modules)", "from app.initialization import signal\nsignal.panel()"
IMPORTED = "import json\nprint('imported', json.dumps(sorted(set(sys.modules) - before)))"
HAS = "import json, sys\nprint('has', json.dumps(sorted(sys.modules)))"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    write_lesson(folder / "01_finds.ipynb", "# Finds", FINDS)
    write_lesson(folder / "02_draws.ipynb", "# Draws", DRAWS)
    write_lesson(folder / "03_imports.ipynb", "# Imports", *DRAWING, IMPORTED)
    write_lesson(folder / "04_has.ipynb", "# Has", HAS)
    return folder


@pytest.fixture(scope="module")
def school(folder):
    with serving(folder) as (url, process):
        wait_until_forked(url, process)
        yield url, process


def lesson(url, name):
    """What the lesson printed, after its word, and its kernel."""
    page = get(f"{url}voila/render/{name}.ipynb")[1]
    said = re.search(r"<pre>\w+ (.*)", page)
    assert said, page[-3000:]
    return json.loads(said[1].replace("&quot;", '"').replace("&#34;", '"')), kernel_of(page)


def leave(url, kernel):
    get(f"{url}voila/api/shutdown/{kernel}", "POST", b"")


def forked(process):
    return [kernel for kernel in kernels(process) if kernel.ppid() != process.pid]


def wait_until_forked(url, process):
    """Opens lessons until one has a forked kernel."""

    def one_is():
        kernel = lesson(url, "02_draws")[1]
        found = forked(process)
        leave(url, kernel)
        return found

    wait_for(one_is, seconds=60)


def test_a_forked_kernel_finds_what_one_finds_that_starts_anew(school, folder, tmp_path):
    url, process = school
    ours, kernel = lesson(url, "01_finds")
    assert forked(process)
    leave(url, kernel)
    with serving(folder, command=hasty(tmp_path, before="start.can_fork = lambda: False")) as (url, process):
        anew, _ = lesson(url, "01_finds")
        assert not forked(process)
        assert len(kernels(process)) == 1
    (here, there) = (finds.pop("environment") for finds in (ours, anew))
    assert not {
        (name, here.get(name), there.get(name)) for name in here | there if here.get(name) != there.get(name)
    }
    assert ours == anew


def test_each_draws_its_own(school):
    url, process = school
    (one, first), (two, second) = (lesson(url, "02_draws") for _ in range(2))
    assert len(forked(process)) == 2
    assert not set(one) & set(two)
    leave(url, first)
    leave(url, second)


def test_a_lesson_imports_nothing_any_more(school):
    url, process = school
    imported, kernel = lesson(url, "03_imports")
    assert forked(process)
    assert imported == []
    leave(url, kernel)


def test_a_kernel_has_what_was_there_before_the_fork_and_nothing_of_the_server(school):
    """Voilà's names of its environment were of a class of Voilà's, which so was imported by each kernel: half of its
    memory."""
    url, process = school
    has, kernel = lesson(url, "04_has")
    assert forked(process)
    leave(url, kernel)
    say = "import json, sys, multiprocessing.forkserver, app.server.preload; print(json.dumps(sorted(sys.modules)))"
    one_thread = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    there = subprocess.run(
        [sys.executable, "-c", say], env=one_thread, capture_output=True, check=True
    ).stdout
    assert set(has) - set(json.loads(there)) <= {
        "faulthandler",
        "_posixshmem",
        "__mp_main__",
        "zmq.utils.garbage",
    }


def test_when_the_fork_server_dies_its_kernels_go_on_and_another_takes_its_place(folder):
    with serving(folder) as (url, process):
        wait_until_forked(url, process)
        kernel = lesson(url, "02_draws")[1]
        (own,) = forked(process)
        psutil.Process(own.ppid()).kill()
        page = connect(url, kernel)
        assert answers(page)
        newcomer = lesson(url, "02_draws")[1]  # the old way
        assert any(child.ppid() == process.pid for child in kernels(process))
        leave(url, newcomer)
        time.sleep(5)  # Jupyter has looked whether the kernels live
        assert own.is_running()
        assert answers(page)
        page.close()
        leave(url, kernel)
        wait_for(lambda: not own.is_running() or own.status() == "zombie")
        wait_until_forked(url, process)
        process.terminate()
        assert process.stdout.read().count("\n") == 1  # where it is


def test_a_server_that_is_killed_leaves_no_kernel(folder):
    with serving(folder) as (url, process):
        wait_until_forked(url, process)
        lesson(url, "02_draws")
        family = psutil.Process(process.pid).children(recursive=True)
        assert forked(process)
        process.kill()
        assert not psutil.wait_procs(family, timeout=10)[1]


def test_interrupt_restart_and_a_soft_end_do_what_they_always_did():
    async def hour():
        forks = ForkedProvisioner.forks
        keeping = asyncio.create_task(forks.keep())
        while not forks.ready:
            await asyncio.sleep(0.1)
        kernel = LessonKernel(kernel_name="python3", transport="tcp")
        kernel.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": "backprop-lab-forked"}
        await kernel.start_kernel()
        client = kernel.client()
        client.start_channels()
        await client.wait_for_ready(timeout=30)
        first = kernel.provisioner.pid
        assert psutil.Process(first).ppid() != psutil.Process().pid

        long = client.execute("import time; time.sleep(60)")
        await asyncio.sleep(0.5)
        await kernel.interrupt_kernel()
        assert await outcome(client, long) == "error"
        assert await outcome(client, client.execute("1")) == "ok"

        await kernel.restart_kernel()
        await client.wait_for_ready(timeout=30)
        assert kernel.provisioner.pid != first
        assert not psutil.pid_exists(first)
        assert await outcome(client, client.execute("1")) == "ok"

        client.stop_channels()
        second = psutil.Process(kernel.provisioner.pid)
        await kernel.shutdown_kernel()  # asks, and it goes by itself
        assert not await kernel.is_alive()
        assert not second.is_running()
        keeping.cancel()

    async def outcome(client, asked):
        while (reply := await client.get_shell_msg(timeout=20))["parent_header"]["msg_id"] != asked:
            pass
        return reply["content"]["status"]

    asyncio.run(hour())


def test_a_fork_server_that_hangs_keeps_nobody_waiting_for_long(folder):
    with serving(folder) as (url, process):
        wait_until_forked(url, process)
        (server,) = (c for c in psutil.Process(process.pid).children() if "forkserver" in str(c.cmdline()))
        server.send_signal(signal.SIGSTOP)
        begin = time.monotonic()
        lesson(url, "02_draws")
        assert time.monotonic() - begin < 30
        assert len(kernels(process)) == 1
        wait_until_forked(url, process)
