"""What the server of `python -m app` shows, and what it refuses; without a browser."""

import re
import socket

import pytest
from serving import get

from app.server.lessons import Lesson, lessons

pytestmark = pytest.mark.slow  # it starts servers


def test_a_lesson_says_its_title_and_its_promise(folder):
    assert lessons(folder) == [
        Lesson("01_first.ipynb", 1, "First", ""),
        Lesson("02_second.ipynb", 2, "Second", "It says this and that."),
    ]


def test_the_start_page_lists_the_lessons_in_order(url):
    for address in url, url + "voila/tree":
        _, page = get(address)
        assert re.findall(r"<h3>(\d.*?)</h3>", page) == ["1 First", "2 Second"]
        assert "It says this and that." in page
        assert "scratch" not in page


@pytest.mark.parametrize("address", ["", "voila/render/02_second.ipynb", "voila/render/nothing.ipynb"])
def test_a_page_is_whole_and_asks_no_other_host(url, address):
    _, page = get(url + address)
    assert '<html lang="en">' in page
    assert "whisper" not in page  # a teacher's notes are not for the page
    assert "<title>" in page
    assert 'name="viewport"' in page
    assert "<main" in page
    assert page.rstrip().endswith("</html>")
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    # A lesson arrives piece by piece: its encoding stands before the first script, or "…" may be read as "â€¦".
    assert re.search(r"<head>\s*(.*?)>", page)[1] == '<meta charset="utf-8"'


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
