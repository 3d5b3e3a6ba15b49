"""The pages of the API: each public name is there with its docstring, and no other host is asked."""

import subprocess
import sys
from html.parser import HTMLParser
from re import findall, sub

import pytest
from public_names import PACKAGES, PUBLIC
from sources import ROOT


class Page(HTMLParser):
    """What a page loads, its anchors, and its text."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.ids, self.words = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        self.loaded += [attrs["src"]] if "src" in attrs else []
        self.loaded += [attrs["href"]] if tag == "link" else []

    def handle_data(self, data):
        self.words += data.split()
        self.loaded += findall(r"(?:@import|url\()\s*[\"']?(https?:[^\"')]*)", data)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    write = [sys.executable, "-W", "error", ROOT / "docs" / "api.py", folder]
    subprocess.run(write, cwd=ROOT, check=True, capture_output=True)
    files = sorted(folder.rglob("*.html"))
    return {
        ".".join(f.relative_to(folder).with_suffix("").parts): Page(f.read_text(encoding="utf-8"))
        for f in files
    }


def plain(text):
    """Letters and digits: neither Markdown nor a page changes them."""
    return sub(r"\W", "", text)


@pytest.mark.slow
def test_every_public_name_has_a_place_and_its_docstring(pages):
    names = {package.__name__ for package in PACKAGES}
    assert names <= set(pages)
    text = {module: plain("".join(page.words)) for module, page in pages.items()}
    for name, value in PUBLIC.items():
        module = name if name in pages else name.rsplit(".", 1)[0]
        module = module if module in pages else module.rsplit(".", 1)[0]
        assert name.removeprefix(f"{module}.") in pages[module].ids, name
        first = (value.__doc__ or "").strip().partition("\n")[0]
        assert plain(first) in text[module], name


@pytest.mark.slow
def test_arrays_of_a_net_say_their_shapes(pages):
    text = " ".join(pages["mlcore.network"].words)
    assert "The weights: W[k] is N[k] × N[k-1]." in text
    assert "attrgetter" not in text


@pytest.mark.slow
def test_no_other_host_is_asked(pages):
    for name, page in pages.items():
        assert not [
            address for address in page.loaded if "//" in address and not address.startswith("data:")
        ], name
