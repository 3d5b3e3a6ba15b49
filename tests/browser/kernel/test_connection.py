"""What a page says when something keeps it from its kernel, and that it works behind a proxy and with HTTPS."""

import json
import os
import re
import signal
import sys

import pytest
from panels import Hand, part
from playwright.sync_api import expect
from proxies import proxy
from serving import serving, write_lesson

LESSON = "voila/render/01_first.ipynb"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    link = "slider.observe(lambda change: setattr(label, 'value', f'depth {change.new}'), 'value')"
    write_lesson(
        folder / "01_first.ipynb",
        "# First\n\nA promise.",
        "import ipywidgets\nslider, label = ipywidgets.IntSlider(description='Depth'), ipywidgets.Label('0')\n"
        f"{link}\nipywidgets.VBox([slider, label])",
        "# $a^2$",
    )
    write_lesson(folder / "02_slow.ipynb", "# Slow", "1", "import time\ntime.sleep(60)")
    return folder


@pytest.fixture(scope="module")
def url(folder):
    with serving(folder) as (url, _):
        yield url


def check_that_it_works(page):
    """The lesson is drawn, and its kernel answers."""
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    hand = Hand(page)
    hand.tabs_to(page.get_by_role("slider"))
    hand.press("ArrowRight")
    expect(page.get_by_text("depth 1")).to_be_visible()


def leave(page, trouble):
    """The trouble was meant; with the page it ends."""
    page.goto("about:blank")
    trouble.clear()


@pytest.mark.parametrize("websockets", ["refuse", "swallow"])
def test_where_no_websockets_get_through_the_page_says_so_and_what_to_do(page, trouble, url, websockets):
    with proxy(url, websockets) as address:
        page.goto(address + LESSON)
        expect(page.locator("#status")).to_contain_text(
            "This network lets no websockets through", timeout=12_000
        )
        expect(page.locator("#status")).to_contain_text("Use another network")
    leave(page, trouble)


def test_a_page_has_one_connection_and_no_word_of_trouble(page, url):
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(url + LESSON)
    check_that_it_works(page)
    page.wait_for_timeout(5000)  # a look at the server and longer
    expect(page.locator("#status")).to_be_hidden()
    assert len(sockets) == 1
    assert not sockets[0].is_closed()


def test_scripts_of_widgets_that_take_long_are_waited_for_without_a_word(page, visit, server):
    def later(asked):
        page.wait_for_timeout(3000)  # anywidget's patience is two seconds
        asked.continue_()

    page.route("**/widgets/*.js", later)
    visit(server + "voila/render/02_symmetry.ipynb")
    slider = part(page).root.locator("input[type=range]").first
    expect(slider).to_be_visible(timeout=60_000)
    expect(part(page).image).to_have_attribute("data-frame", re.compile(r"\d"))


def test_a_server_that_is_gone_is_told(page, trouble, folder):
    with serving(folder) as (url, _):
        page.goto(url + LESSON)
        check_that_it_works(page)
    expect(page.locator("#status")).to_contain_text("The server does not answer", timeout=12_000)
    leave(page, trouble)


def test_a_server_that_says_nothing_any_more_is_told_and_forgotten_when_it_does(page, trouble, folder):
    with serving(folder) as (url, process):
        page.goto(url + LESSON)
        check_that_it_works(page)
        os.kill(process.pid, signal.SIGSTOP)
        expect(page.locator("#status")).to_contain_text("The server does not answer", timeout=15_000)
        os.kill(process.pid, signal.SIGCONT)
        expect(page.locator("#status")).to_be_hidden(timeout=15_000)
    leave(page, trouble)


def test_a_server_that_stops_while_the_lesson_starts_is_told(page, trouble, folder):
    with serving(folder) as (url, process):
        page.goto(url + "voila/render/02_slow.ipynb", wait_until="commit")
        expect(page.locator("#status")).to_contain_text("Starting… 1 of 2", timeout=30_000)
        process.kill()
        expect(page.locator("#status")).to_contain_text("The server does not answer", timeout=12_000)
    leave(page, trouble)


def test_a_page_of_which_only_a_part_arrived_says_so(page, trouble, url):
    def cut(route):
        answer = route.fetch()
        html = answer.text()
        route.fulfill(response=answer, body=html[: html.rindex("<div data-cell=")])

    page.route(f"**/{LESSON}", cut)
    page.goto(url + LESSON)
    expect(page.locator("#status")).to_contain_text("Only a part of this lesson arrived")
    leave(page, trouble)


def test_a_kernel_that_dies_at_birth_is_told(page, trouble, folder, tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        json.dumps({"argv": [sys.executable, "-c", ""], "display_name": "x", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    with serving(folder) as (url, _):
        page.goto(url + LESSON, wait_until="commit")
        expect(page.locator("#status")).to_contain_text("its computation did not", timeout=12_000)
        expect(page.get_by_role("button", name="Reload")).to_be_visible()
    leave(page, trouble)


@pytest.mark.parametrize(
    ("script", "words"),
    [("page.js", "scripts of this page did not arrive"), ("lesson.js", "did not arrive (")],
)
def test_a_script_that_is_missing_is_told(page, trouble, url, script, words):
    page.route(f"**/{script}", lambda route: route.fulfill(status=404))
    page.goto(url + LESSON)
    expect(page.get_by_text(words)).to_be_visible()
    leave(page, trouble)


def test_with_a_prefix_in_front_that_the_server_does_not_know_the_page_itself_says_so(page, trouble, url):
    with proxy(url, prefix="/lab", strip=True) as address:
        page.goto(address + LESSON)
        expect(page.get_by_text("the server wants --base-url /lab/")).to_be_visible()
    leave(page, trouble)


@pytest.mark.parametrize("strip", [False, True], ids=["kept", "taken off"])
def test_a_lesson_works_under_a_prefix(page, folder, strip):
    with (
        serving(folder, "--base-url", "/lab/") as (url, _),
        proxy(url, prefix="/lab", strip=strip) as address,
    ):
        page.goto(address)
        page.get_by_role("main").get_by_role("link", name="1 First").click()
        expect(page).to_have_url(re.compile(f"^{address}{LESSON}"))
        check_that_it_works(page)
        expect(page.locator(".katex").first).to_be_visible()
        page.get_by_role("link", name="Backprop Lab").click()
        expect(page.get_by_role("heading", name="Backprop Lab")).to_be_visible()


def test_a_lesson_works_over_https(browser, folder, certificate):
    with serving(
        folder, "--certfile", certificate["cert"], "--keyfile", certificate["key"], scheme="https"
    ) as (
        url,
        _,
    ):
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.goto(url)
        page.get_by_role("main").get_by_role("link", name="1 First").click()
        check_that_it_works(page)
        context.close()
