"""A real browser: Playwright drives the system's Chromium. A test fails on trouble it did not look for."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from panels import WIDE
from playwright.sync_api import expect, sync_playwright
from serving import serving

from app.server.lessons import FOLDER, lessons

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
    # Last, since Playwright leaves an event loop running in this thread and others want one of their own.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def launch():
    """launch(**options) starts a browser, as Playwright's `launch`; all are closed at the end."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright, ExitStack() as started:

        def launch(**options):
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS, **options)
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
    size = dict(getattr(request, "param", WIDE))
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
    found = trouble.copy()
    context.close()  # which breaks off what was still on its way
    assert not found


@pytest.fixture
def visit(page):
    """visit(url) opens a lesson and waits until it has started."""

    def visit(url):
        page.goto(url)
        expect(page.locator("#status")).to_be_hidden(timeout=60_000)
        expect(page.locator(".problem:visible")).to_have_count(0)
        return page

    return visit


@pytest.fixture(params=lessons(FOLDER), ids=lambda lesson: lesson.title)
def lesson(request, server, visit):
    """Each lesson, opened."""
    return visit(f"{server}voila/render/{request.param.name}")
