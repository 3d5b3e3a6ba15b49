"""A real browser: Playwright drives the system's Chromium. A test fails on trouble it did not look for."""

import os
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from panels import WIDE
from playwright.sync_api import expect, sync_playwright
from serving import serving

from app.server.lessons import FOLDER, Lesson, lessons

# What a test tries in each lesson, `make test` tries in these, `make test-long` in the others; unless it is marked
# `every_lesson`.
EVERY_TIME = "01_backpropagation.ipynb", "03_initialization.ipynb"

NAMES = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "The browser tests need Chromium: apt install chromium (or install Google Chrome), "
    "or name one in the environment: CHROMIUM=/path/to/chromium make test."
)
# Two pages, their kernels and other people share two cores. What has to be quick says so by a time-out of its own.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            lesson = item.callspec.params.get("lesson") if hasattr(item, "callspec") else None
            other = isinstance(lesson, Lesson) and lesson.name not in EVERY_TIME
            if other and not item.get_closest_marker("every_lesson"):
                item.add_marker(pytest.mark.long)
    # Last, since Playwright leaves an event loop running in this thread and others want one of their own.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def launch():
    """launch(**options) starts a browser, as Playwright's `launch`; all are closed at the end.

    launch(persistent=folder) is one that has such a profile.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright, ExitStack() as started:

        def launch(persistent=None, **options):
            options |= {"executable_path": path, "args": [*FLAGS, *options.get("args", ())]}
            browser = (
                playwright.chromium.launch_persistent_context(persistent, **options)
                if persistent
                else playwright.chromium.launch(**options)
            )
            started.callback(browser.close)
            return browser

        yield launch


@pytest.fixture(scope="session")
def browser(launch):
    return launch()


@pytest.fixture(scope="session")
def server():
    """The address of `python -m app` with the real lessons."""
    with serving() as (url, _):
        yield url


@pytest.fixture
def trouble():
    """What went wrong in the page; a test that means it to go wrong clears the list at its end."""
    return []


@pytest.fixture
def page(request, browser, trouble):
    """A new visitor's page, 1280 wide; or @pytest.mark.parametrize("page", [NARROW], indirect=True).

    A size with `has_touch` is a telephone's or a tablet's.
    """
    with watched(browser, getattr(request, "param", WIDE), trouble) as page:
        yield page
        found = trouble.copy()
    assert not found


@contextmanager
def watched(browser, size, trouble):
    """A page of this size, whose trouble is kept in a list."""
    size = dict(size)
    touch = size.pop("has_touch", False)
    context = browser.new_context(viewport=size, has_touch=touch, is_mobile=touch)
    page = context.new_page()

    def outgoing(asked):
        address = urlsplit(asked.url)
        if address.scheme not in ("data", "blob") and address.hostname not in ("127.0.0.1", "localhost"):
            trouble.append(f"request to another host: {asked.url}")

    def failed(asked):
        if asked.failure != "net::ERR_ABORTED":  # a page that is left drops what it still wanted
            trouble.append(f"request failed: {asked.url} {asked.failure}")

    page.on("console", lambda said: said.type == "error" and trouble.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on("request", outgoing)
    page.on("requestfailed", failed)
    yield page
    context.close()  # which breaks off what was still on its way


def started(page, url):
    """The page, with the lesson of this address, which has started."""
    page.goto(url)
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    expect(page.locator(".problem:visible")).to_have_count(0)
    return page


@pytest.fixture
def visit(page):
    """visit(url) opens a lesson and waits until it has started."""
    return lambda url: started(page, url)


@pytest.fixture(scope="module")
def common(browser):
    """A page that the tests of a file have in common, and its trouble."""
    trouble = []
    with watched(browser, WIDE, trouble) as page:
        yield page, trouble


@pytest.fixture
def stay(common):
    """stay(url): a lesson on the page that the tests of a file have in common, opened by the first that comes. Whoever
    needs a panel as it was puts it back before it begins: `Part.anew`."""
    page, trouble = common
    yield lambda url: page if page.url.partition("?")[0] == url else started(page, url)
    found = trouble.copy()
    trouble.clear()
    assert not found


@pytest.fixture(params=lessons(FOLDER), ids=lambda lesson: lesson.title)
def lesson(request, server, visit):
    """Each lesson, opened."""
    return visit(f"{server}voila/render/{request.param.name}")
