"""Networks as they are: no websockets, a path in front, HTTPS, a server that is gone; the page says what is so."""

from urllib.parse import urlsplit

import pytest
from panels import part
from playwright.sync_api import expect
from proxy import proxied
from serving import certificate, get, kernel_of, serving

LESSON = "voila/render/01_backpropagation.ipynb"


def left(page, trouble):
    """What the console said of it was meant."""
    page.goto("about:blank")
    trouble.clear()


@pytest.mark.parametrize("websockets", ["refuse", "swallow"])
def test_where_websockets_are_blocked_the_page_says_so(server, page, trouble, websockets):
    with proxied(urlsplit(server).port, websockets) as port:
        page.goto(f"http://localhost:{port}/{LESSON}")
        said = page.get_by_role("status")
        expect(said).to_contain_text("This network lets no websockets through", timeout=15_000)
        expect(said).to_contain_text("try another network")
        expect(page.locator(".prose").first).to_contain_text("net")  # what can be read stays
    left(page, trouble)


def test_through_a_proxy_that_lets_them_pass_a_lesson_works(server, page):
    with proxied(urlsplit(server).port) as port:
        page.goto(f"http://localhost:{port}/{LESSON}")
        expect(part(page).status).to_contain_text("operation 5 of 12")
        expect(page.locator(".problem")).to_have_count(0)
        page.goto("about:blank")


def test_a_page_without_its_scripts_says_so(server, page, trouble):
    page.route("**/page.js", lambda route: route.abort())
    page.goto(f"{server}{LESSON}")
    expect(page.get_by_text("The scripts of this page did not arrive")).to_be_visible()
    expect(page.get_by_text("--base-url")).to_be_visible()
    left(page, trouble)


def test_a_page_without_a_part_of_voila_says_so(server, page, trouble):
    page.route("**/voila.js", lambda route: route.abort())
    page.goto(f"{server}{LESSON}")
    expect(page.get_by_role("status")).to_contain_text("A part of this page did not arrive")
    left(page, trouble)


def test_a_kernel_that_is_gone_before_the_page_could_reach_it(server, page, trouble):
    def late(route):
        answer = route.fetch()
        get(f"{server}voila/api/shutdown/{kernel_of(answer.text())}", "POST", b"")
        route.fulfill(response=answer)

    page.route("**/*.ipynb", late)
    page.goto(f"{server}{LESSON}")
    expect(page.get_by_role("status")).to_contain_text("has stopped", timeout=15_000)
    left(page, trouble)


def test_a_path_in_front(page):
    with serving("--base-url", "/lab/", path="lab/") as (url, _), proxied(urlsplit(url).port) as port:
        assert get(url.replace("/lab/", "/"))[0] == 404
        page.goto(f"http://localhost:{port}/lab/")
        page.get_by_role("link", name="Backpropagation").first.click()
        stage = part(page)
        expect(stage.status).to_contain_text("operation 5 of 12")
        stage.button("Step").click()
        expect(stage.sentence).to_contain_text("a[2] − y")
        page.get_by_role("link", name="Symmetry").click()
        expect(part(page).sentence).to_contain_text("Before the first update")
        page.get_by_role("link", name="Backprop Lab").click()
        expect(page.get_by_role("heading", name="1 Backpropagation")).to_be_visible()
        page.goto("about:blank")


def test_https(browser, tmp_path):
    certificate(tmp_path, "own")
    files = "--certfile", tmp_path / "own.pem", "--keyfile", tmp_path / "own.key"
    with serving(*files, secure=True) as (url, _):
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        page.goto(f"{url}{LESSON}")
        stage = part(page)
        stage.button("Step").click()
        expect(stage.sentence).to_contain_text("a[2] − y")
        context.close()
