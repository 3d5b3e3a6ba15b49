"""The static site: every lesson alone in a browser, with no server but one that sends files, and no other host."""

import json
import re

import pytest
from hosting import ALONE, built, hosting
from in_jupyter import run_all
from panels import WIDE, Hand, Part, middle, part
from playwright.sync_api import expect

from app.backpropagation.your_turn import PIECES, SOLUTION
from app.server.lessons import FOLDER, lessons


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A site that was built just now."""
    return built(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(folder):
    """Its address."""
    with hosting(folder) as (url, sent):
        yield url
    assert not sent.missing


@pytest.fixture
def said(page):
    """All that the page's console was told."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    return said


@pytest.fixture
def opens(page, site):
    """opens("03_initialization.html?…") waits until Python has run every cell."""

    def opens(name, site=site):
        page.goto(site + name)
        expect(page.locator("main h1")).to_be_visible(timeout=5000)
        expect(page.locator("#status")).to_be_hidden(timeout=120_000)
        expect(page.locator(".problem:visible")).to_have_count(0)
        return page

    return opens


@pytest.mark.every_lesson
@pytest.mark.parametrize("lesson", lessons(FOLDER), ids=lambda lesson: lesson.topic)
def test_a_lesson_runs_in_the_browser_alone(page, said, opens, lesson):
    opens(lesson.name.replace(".ipynb", ".html"))
    first = part(page)
    slider = first.root.locator("input[type=range]:enabled").first
    first.hand.scrolls_to(slider)
    first.hand.tabs_to(slider, after=first.picture)
    source = first.image.get_attribute("src")
    first.hand.press("ArrowRight")
    expect(first.image).not_to_have_attribute("src", source)
    expect(page).to_have_url(re.compile(r"\?\w+\.\w+="))  # Python took it, and has the address changed
    assert not said


def runs(page, source):
    """The room of the cell that can be typed in, where this is now run."""
    turn = page.locator(".typed")
    hand = Hand(page)
    hand.clicks(turn.get_by_label("Code of this cell"))
    hand.press("Control+A")
    page.keyboard.insert_text(source)
    hand.press("Shift+Enter")
    return turn.locator(".room")


def test_links_and_ones_own_code_work(page, opens):
    opens("01_backpropagation.html?batch.samples=7")
    samples = page.locator(".bl-exhibit-batch").get_by_label("Samples N_s, typed", exact=True)
    expect(samples).to_have_value("7")
    imports = "import numpy as np\nfrom app.backpropagation.your_turn import YourTurn"
    room = runs(page, f"{imports}\n{SOLUTION}\nYourTurn(backward)")
    expect(room.locator("li")).to_have_count(6)
    assert room.locator("li").all_text_contents() == [f"{piece}: right" for piece in PIECES]


# What the browser keeps after a first visit: the site for its service worker, and Python's memory.
KEPT = """async () => {
  const kept = async () => (await caches.keys()).map((name) => name.split(" ")[0]).sort().join();
  while (await kept() !== "offline,snapshot") await new Promise((go) => setTimeout(go, 100));
  await navigator.serviceWorker.ready;
}"""
DAMAGED = """async (size) => {
  const name = (await caches.keys()).find((name) => name.startsWith("snapshot")), store = await caches.open(name);
  await store.put((await store.keys())[0], new Response(new Uint8Array(size)));
}"""


def test_a_later_visit_needs_no_network_and_goes_on_from_pythons_memory(page, folder, opens):
    seed = "print('Hashes of text differ from start to start:', hash('backprop'))"  # by PYTHONHASHSEED
    with hosting(folder) as (url, _):
        opens("01_backpropagation.html", url)
        page.evaluate(KEPT)
        first = runs(page, seed)
        expect(first).to_contain_text("Hashes")
        first = first.text_content()
    opens("01_backpropagation.html?batch.samples=7", url)
    again = runs(page, seed)
    expect(again).to_contain_text("Hashes")
    assert again.text_content() == first
    page.evaluate(DAMAGED, 3e7)
    opens("02_symmetry.html", url)
    page.evaluate(DAMAGED, 3)
    opens("01_backpropagation.html", url)
    other = runs(page, seed)
    expect(other).to_contain_text("Hashes")
    assert other.text_content() != first


def test_a_worker_that_is_gone_is_said_and_what_was_set_survives(page, opens):
    page.clock.install()
    opens("01_backpropagation.html?batch.samples=7")
    batch = page.locator(".bl-exhibit-batch")
    samples = batch.get_by_label("Samples N_s, typed", exact=True)
    expect(samples).to_have_value("7")
    page.evaluate("worker.terminate()")  # as a browser that runs out of memory ends it: without a word
    slider = batch.locator("input[type=range]:enabled").first
    hand = Hand(page)
    hand.scrolls_to(slider)
    hand.clicks(slider)
    page.clock.fast_forward(36_000)
    expect(page.locator("#status")).to_contain_text("has not answered for half a minute")
    hand.clicks(page.get_by_role("button", name="Start it again"))
    expect(page.locator("#status")).to_be_hidden(timeout=120_000)
    expect(samples).to_have_value("7")
    page.evaluate("worker.onerror(new ErrorEvent('error'))")  # one that says so
    expect(page.locator("#status")).to_contain_text("has stopped. What was set is kept")
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def test_a_picture_answers_to_the_hand(page, opens):
    opens("05_mixture_density_networks.html")
    density = Part(page.locator(".bl-exhibit-density").first)
    line, typed = (
        density.root.locator('[data-name="field.here"]'),
        density.root.locator(".bl-knob-at input[type=text]"),
    )
    hand, before = Hand(page), float(typed.input_value())
    hand.scrolls_to(line)
    x, _ = hand.pulls(line, 80)
    page.wait_for_function(
        "([e, x]) => Math.abs(e.getBoundingClientRect().x + e.offsetWidth / 2 - x) < 3",
        arg=[line.element_handle(), x + 80],
    )
    assert float(typed.input_value()) > before
    label = hand.points_down(density.picture)
    expect(label).to_contain_text("p(φ | AI) over the data: ")


def test_a_page_opened_as_a_file_says_why_its_panels_do_not_start(browser, folder):
    page, failed = browser.new_page(), []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto((folder / "index.html").as_uri())
    Hand(page).clicks(page.get_by_role("link", name="1 Backpropagation"))
    expect(page.locator("#status")).to_contain_text("opened as a file")
    expect(page.locator("#status")).to_contain_text("python -m http.server")
    expect(page.locator("main h1")).to_be_visible()
    page.wait_for_timeout(6000)  # what is missed later has not the last word
    expect(page.locator("#status")).to_contain_text("opened as a file")
    page.close()
    assert not failed


def test_where_a_browser_keeps_nothing_a_lesson_runs_all_the_same(launch, site, tmp_path):
    """One that is told to keep no site's data: neither storage, nor Cache Storage, nor a service worker."""
    kept = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(kept))
    context = launch(persistent=tmp_path)
    page, failed = context.new_page(), []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(site + "01_backpropagation.html?batch.samples=7")
    with pytest.raises(Exception, match="Access is denied"):
        page.evaluate("localStorage.getItem('nothing')")
    expect(page.locator("#status")).to_be_hidden(timeout=120_000)
    samples = page.locator(".bl-exhibit-batch").get_by_label("Samples N_s, typed", exact=True)
    expect(samples).to_have_value("7")
    part(page)  # has drawn its picture
    context.close()
    assert not failed


def test_in_jupyterlites_lab_lesson_3_runs_to_its_end_with_no_other_host_in_reach(launch, site):
    """From the page lab/ on, by hand. What it says on the console as an error, or asks elsewhere, is trouble."""
    slowly, lesson = 400_000, "03_initialization.ipynb"
    cells = json.loads((FOLDER / lesson).read_text(encoding="utf-8"))["cells"]
    codes = sum(cell["cell_type"] == "code" for cell in cells)
    page, trouble = launch(args=[ALONE]).new_page(viewport=WIDE), []
    page.on("console", lambda said: said.type == "error" and trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request", lambda asked: re.match("http(?!://127.0.0.1)", asked.url) and trouble.append(asked.url)
    )
    page.goto(f"{site}lab/")
    listed = page.locator(".jp-DirListing-itemName").filter(has_text=".ipynb")
    expect(listed).to_have_text(sorted(path.name for path in FOLDER.glob("*.ipynb")), timeout=slowly)
    page.mouse.dblclick(*middle(listed.filter(has_text=lesson)))
    expect(page.get_by_text("Python (Pyodide) | Idle")).to_be_visible(timeout=slowly)
    run_all(page)  # which stops at an error, and goes to the last cell, whose number says how far it came
    expect(page.locator(".bl-picture img").first).to_be_attached(timeout=slowly)
    last = page.locator(".jp-Notebook .jp-CodeCell").last
    expect(last.locator(".jp-InputPrompt")).to_have_text(f"[{codes}]:", timeout=slowly)
    expect(page.locator("[data-mime-type*=error], [data-mime-type*=stderr]")).to_have_count(0)
    page.close()
    assert not trouble
