"""What pages load: compressed, kept for good under the address of a version, and nothing beside it."""

import gzip
import re
import urllib.request

import pytest
from serving import get

from app.server.files import Files, lesson_scripts

pytestmark = pytest.mark.slow  # it starts servers


def ask(address, **headers):
    """The answer, its body as it came."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
            return answer, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer, answer.read()


@pytest.fixture
def place(url):
    """Where the files are, as a lesson's page says."""
    _, page = get(url + "voila/render/02_second.ipynb")
    return url.rstrip("/") + re.search(r'"fullStaticUrl": "([^"]+)/static"', page)[1]


def test_a_file_is_sent_compressed_once_and_kept_for_good(place):
    plain, whole = ask(f"{place}/static/lesson.js")
    packed, small = ask(f"{place}/static/lesson.js", **{"Accept-Encoding": "br, gzip"})
    assert gzip.decompress(small) == whole
    assert len(small) < len(whole) / 3
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert "immutable" in packed.headers["Cache-Control"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    refused, same = ask(f"{place}/static/page.js", **{"Accept-Encoding": "identity"})
    assert refused.headers["Content-Encoding"] is None
    assert same == (Files().paths["static/page.js"]).read_bytes()


def test_the_address_of_another_version_is_asked_for_again_and_costs_no_body(place):
    old = re.sub(r"\w+$", "0123456789ab", place)
    answer, _ = ask(f"{old}/static/page.css")
    assert answer.headers["Cache-Control"] == "no-cache"
    again, body = ask(f"{old}/static/page.css", **{"If-None-Match": answer.headers["Etag"]})
    assert (again.status, body) == (304, b"")


def test_pages_are_compressed_too_and_never_kept(url):
    answer, body = ask(url + "voila/render/02_second.ipynb", **{"Accept-Encoding": "gzip"})
    assert b"<pre>ran" in gzip.decompress(body)
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name",
    [
        "static/../index.html.j2",
        "static/%2e%2e/index.html.j2",
        "static/..%2findex.html.j2",
        "static%2fpage.js",
        "static//page.js",
        "/etc/passwd",
        "widgets/picture.py",
        "static/",
        "static/page.js/",
        "static\\page.js",
    ],
)
def test_nothing_beside_them_is_served(place, name):
    answer, body = ask(f"{place}/{name}")
    assert (answer.status, body) in [(404, b""), (200, Files().read("static/page.js"))]
    assert answer.status == 404 or name == "static%2fpage.js"


def test_one_script_holds_what_voila_would_ask_for_piece_by_piece():
    """Each piece may come before it is asked for: it hands itself to webpack, and does nothing else."""
    files = Files()
    *pieces, start = lesson_scripts(files.paths)
    assert start == "static/voila.js"
    assert len(pieces) > 60
    for name in pieces:
        head = files.paths[name].read_text(encoding="utf-8")[:400]
        assert re.search(
            r'self(\.|\[")\w+packChunk\w+.*\.push\(\[\["?\d+"?(,"?\d+"?)*\],\s*\{', head, re.DOTALL
        ), name
