"""A page whose connection fails comes to its kernel with the next; one whose kernel fails says so, keeps what it shows
and what was set, and goes on with another."""

import re
import sys
from contextlib import contextmanager
from subprocess import Popen

import pytest
from panels import Hand
from playwright.sync_api import expect
from proxies import proxy
from serving import free_port, get, kernels, serving, wait_for, write_lesson

FIRST_FAILS = """
const Real = WebSocket;
let tried = 0;
window.WebSocket = class extends Real {
  constructor(url, protocols) { super(tried++ ? url : url.replace("channels", "nowhere"), protocols); }
};
Object.defineProperty(window, "tried", { get: () => tried });
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    link = "slider.observe(lambda change: setattr(label, 'value', f'depth {change.new}'), 'value')"
    write_lesson(
        folder / "01_first.ipynb",
        "# First",
        "import ipywidgets\nslider, label = ipywidgets.IntSlider(description='Depth'), ipywidgets.Label('0')\n"
        f"{link}\nipywidgets.VBox([slider, label])",
    )
    write_lesson(
        folder / "02_run.ipynb",
        "# Run",
        "from app.initialization import signal\nsignal.panel(depth=5, width=6, seeds=2)",
    )
    write_lesson(
        folder / "03_long.ipynb",
        "# Long",
        "import time, ipywidgets\nslider = ipywidgets.IntSlider(description='Depth')\n"
        "slider.observe(lambda change: time.sleep(9), 'value')\nslider",
    )
    return folder


@pytest.fixture(scope="module")
def school(folder):
    with serving(folder) as (url, process):
        yield url, process


@pytest.fixture
def url(school):
    return school[0]


def moves(page):
    hand = Hand(page)
    hand.tabs_to(page.get_by_role("slider"))
    hand.press("ArrowRight")


def works(page):
    expect(page.locator("#status")).to_be_hidden(timeout=30_000)
    moves(page)
    expect(page.get_by_text("depth 1")).to_be_visible()


def test_after_a_first_failure_the_next_socket_speaks_the_same_protocol(page, trouble, url):
    page.add_init_script(FIRST_FAILS)
    page.goto(url + "voila/render/01_first.ipynb")
    works(page)
    assert page.evaluate("tried") == 2
    trouble.clear()


def test_a_page_whose_network_is_gone_for_twenty_seconds_says_so_and_goes_on(page, trouble, url):
    with proxy(url) as address:
        page.goto(address + "voila/render/01_first.ipynb")
        works(page)
    expect(page.locator("#status")).to_contain_text("The server does not answer", timeout=10_000)
    page.wait_for_timeout(20_000)
    with proxy(url, port=int(address.split(":")[2].strip("/"))):
        expect(page.locator("#status")).to_be_hidden(timeout=15_000)
        moves(page)
        expect(page.get_by_text("depth 2")).to_be_visible()
        page.goto("about:blank")
    trouble.clear()


def test_a_page_that_has_given_up_is_connected_again_when_the_server_answers(page, trouble, url):
    page.goto(url + "voila/render/01_first.ipynb")
    expect(page.locator("#status")).to_be_hidden(timeout=30_000)
    # As after some two minutes without a network, when JupyterLab's part has tried for the last time.
    page.evaluate(
        "kernel = jupyterapp.widgetManager.kernel, said = [],"
        " kernel.connectionStatusChanged.connect((_, status) => said.push(status)),"
        " kernel._reconnectAttempt = 99, kernel._ws.close()"
    )
    page.wait_for_function("() => kernel.connectionStatus === 'connected' && said.length > 1", timeout=15_000)
    assert page.evaluate("said[0]") == "disconnected"
    works(page)
    trouble.clear()


def test_a_kernel_that_does_not_answer_for_five_seconds_is_said_to_be_busy(page, url):
    page.goto(url + "voila/render/03_long.ipynb")
    expect(page.locator("#status")).to_be_hidden(timeout=30_000)
    moves(page)
    expect(page.locator("#status")).to_contain_text("busy: it has not answered", timeout=12_000)
    expect(page.locator("#status")).to_be_hidden(timeout=12_000)


def trained(page):
    """A run of six updates with another depth; the size of its parts."""
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    expect(page.locator("img[data-frame]")).to_be_visible(timeout=60_000)
    hand = Hand(page)
    hand.tabs_to(page.get_by_role("slider", name="Depth"))
    hand.press("ArrowRight")
    page.wait_for_url(re.compile("signal.depth=6"))
    for _ in range(6):
        hand.clicks(page.get_by_role("button", name="Step", exact=True))
    expect(page.locator(".bl-status")).to_contain_text("update 6 ")
    return shape(page)


def shape(page):
    return page.evaluate(
        "[...document.querySelectorAll('.bl-panel, .bl-panel button, .bl-picture-img')].map(e => {"
        " const {width, height} = e.getBoundingClientRect(); return [e.className, width, height]; })"
    )


def goes_on(page):
    """The same settings and as many updates, after one click."""
    with page.expect_navigation():
        Hand(page).clicks(page.get_by_role("button", name="Go on"))
    expect(page.locator(".bl-status")).to_contain_text("update 6 ", timeout=60_000)
    assert "signal.depth=6" in page.url
    expect(page.locator(".bl-message", has_text="the run is done again")).to_be_visible()


def test_a_page_whose_kernel_was_killed_keeps_its_shape_and_goes_on_where_it_was(page, trouble, school):
    url, process = school
    others = {kernel.pid for kernel in kernels(process)}
    page.goto(url + "voila/render/02_run.ipynb")
    before = trained(page)
    (own,) = (kernel for kernel in kernels(process) if kernel.pid not in others)
    own.kill()
    expect(page.locator("#status")).to_contain_text("has stopped", timeout=10_000)
    assert shape(page) == before
    goes_on(page)
    trouble.clear()


@contextmanager
def ended(process):
    """A server that does not outlive its test."""
    with process:
        try:
            yield process
        finally:
            process.terminate()


def test_a_server_that_was_killed_and_started_again_is_told_and_the_page_goes_on(page, trouble, folder):
    port = free_port()
    start = [sys.executable, "-m", "app", str(folder), "--no-browser", "--port", str(port)]
    url = f"http://localhost:{port}/"
    with ended(Popen(start)) as first:
        wait_for(lambda: get(url)[0] == 200, seconds=60)
        page.goto(url + "voila/render/02_run.ipynb")
        before = trained(page)
        first.kill()
    expect(page.locator("#status")).to_contain_text("The server does not answer", timeout=10_000)
    with ended(Popen(start)):
        wait_for(lambda: get(url)[0] == 200, seconds=60)
        expect(page.locator("#status")).to_contain_text("has stopped", timeout=10_000)
        assert shape(page) == before
        goes_on(page)
        page.goto("about:blank")
    trouble.clear()
