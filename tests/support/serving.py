"""Starts `python -m app` for a test, and writes lessons for it."""

import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ANY_CERTIFICATE = ssl.create_default_context()
ANY_CERTIFICATE.check_hostname = False
ANY_CERTIFICATE.verify_mode = ssl.CERT_NONE


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def serving(
    *arguments, command=("-m", "app"), scheme="http", python=sys.executable, asked="voila/tree", **elsewhere
):
    """The address and the process of a server that answers; stopped at the end, its kernels with it.

    asked: a page that anybody gets.
    elsewhere: cwd and env of the process, if they are not the test's own.
    """
    port = free_port()
    process = subprocess.Popen(
        [python, *command, *map(str, arguments), "--no-browser", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **elsewhere,
    )
    url = f"{scheme}://localhost:{port}/"
    try:
        wait_for(lambda: process.poll() is not None or get(url + asked)[0] == 200, seconds=180)
        assert process.poll() is None, process.stdout.read()
        yield url, process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s in vain"
        time.sleep(0.1)


def get(url, method="GET", data=None):
    """Status and text of a page; status 0 when nobody answers."""
    try:
        asked = urllib.request.Request(url, data, method=method)
        with urllib.request.urlopen(asked, timeout=120, context=ANY_CERTIFICATE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except OSError:
        return 0, ""


def kernels(process):
    """The processes of a server's kernels: its children, and those of its fork server."""
    server, found = psutil.Process(process.pid), []
    for child in server.children(recursive=True):
        with suppress(psutil.Error):  # one that has just ended
            if child.ppid() != server.pid or "multiprocessing" not in str(child.cmdline()):
                found.append(child)
    return found


def kernel_of(page):
    """The id of the kernel behind a lesson's page."""
    return re.search(r'"kernelId": "([^"]+)"', page)[1]


def write_lesson(path, *cells):
    """A notebook: a cell that starts with '#' is prose, with '#notes' the teacher's, every other is code."""
    notebook = new_notebook(
        cells=[(new_markdown_cell if cell.startswith("#") else new_code_cell)(cell) for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    for cell in notebook.cells:
        if cell.source.startswith("#notes"):
            cell.metadata["tags"] = ["notes"]
    nbformat.write(notebook, path)
