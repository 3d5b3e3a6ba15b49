"""A lesson from its first moment to its end: text before the kernel, nothing jumps, contents, progress, onwards."""

import re

import pytest
from first_moment import PHONE, first_moment
from panels import WIDE, Hand
from playwright.sync_api import expect
from serving import get, serving, write_lesson

from app.server.lessons import FOLDER, lessons

OFF = """() => Object.fromEntries([...document.querySelectorAll(".room[data-id]:not(:has(.bl-room))")].map(room => {
  const place = room.closest(".beside") ?? room, style = place.getAttribute("style"), least = room.style.minHeight;
  const high = () => place.getBoundingClientRect().height, kept = high();
  for (const column of ["--left", "--stage"]) place.style.setProperty(column, 0);
  room.style.minHeight = "0";
  const needed = high();
  room.style.minHeight = least;
  place.setAttribute("style", style);
  return [room.dataset.id, Math.round(kept - needed)];
}).filter(([, off]) => off > 60))"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("lesson", lessons(FOLDER), ids=lambda lesson: lesson.title)
def test_nothing_jumps_and_every_equation_is_typeset(browser, server, lesson, size):
    page, moment = first_moment(browser, f"{server}voila/render/{lesson.name}", size)
    assert moment["shift"] < 0.05, moment["shifts"]
    assert page.locator(".katex-error").count() == 0
    assert "$" not in page.locator("main").inner_text()
    assert page.evaluate(OFF) == {}  # no room is far too large: run tests/bench/rooms.py
    page.context.close()


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    """Two lessons; the first starts when a file is there."""
    folder = tmp_path_factory.mktemp("slow")
    go = folder / "go"
    wait = (
        f"import pathlib, time\nwhile not pathlib.Path({str(go)!r}).exists(): time.sleep(0.05)\nprint('ran')"
    )
    prose = "\n\n".join("A paragraph of some length, which fills the page. " * 8 for _ in range(12))
    write_lesson(
        folder / "01_slow.ipynb",
        "# Slow\n\nA promise.",
        wait,
        f"# \n\n## One\n\nWith $x^2$ in it.\n\n{prose}\n\n## Two\n\n{prose}",
    )
    write_lesson(folder / "02_next.ipynb", "# Next\n\nAnother promise.", "print('ran')")
    with serving(folder) as (url, _):
        yield url, go


def test_a_lesson_is_read_while_its_kernel_works_and_leads_on(page, slow):
    url, go = slow
    go.unlink(missing_ok=True)
    page.goto(url + "voila/render/01_slow.ipynb", wait_until="commit")
    expect(page.locator(".katex")).to_be_visible()
    expect(page.get_by_text("ran", exact=True)).to_have_count(0)
    contents = page.get_by_role("navigation", name="Contents")
    hand = Hand(page)
    # Behind a button, by keys; the headings are links, and the page goes there.
    hand.tabs_to(contents.locator("summary"))
    hand.press("Enter")
    expect(contents.get_by_role("link")).to_have_text(["One", "Two", "The end of lesson 1"])
    hand.tabs_to(contents.get_by_role("link", name="Two"))
    hand.press("Enter")
    expect(page.get_by_role("heading", name="Two")).to_be_in_viewport()
    expect(contents.get_by_role("link", name="Two")).to_be_hidden()  # it has closed again
    expect(page.get_by_text("Starting…")).to_be_in_viewport()

    go.touch()
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    expect(page.get_by_text("ran", exact=True)).to_have_count(1)
    # The marked entry follows the wheel, in the margin where there is one.
    page.set_viewport_size({"width": 1600, "height": 900})
    for _ in range(9):
        hand.wheels(-3000)
    hand.wheels(200)
    expect(contents.locator("[aria-current]")).to_have_text("One")
    for _ in range(9):
        hand.wheels(3000)
    expect(contents.locator("[aria-current]")).to_have_text("The end of lesson 1")
    # At the end: score, a link, and on. A panel tells of its questions as app/widgets/answers.js does.
    expect(page.locator("#score")).to_contain_text("No prediction was made yet")
    told = (
        "detail: {name: 'p', at: 0, states: [['right', 'right', 1], ['wrong', 'wrong', 0], ['', '', null]]}"
    )
    page.evaluate(f"document.dispatchEvent(new CustomEvent('backprop-questions', {{{told}}}))")
    expect(page.locator("#score")).to_contain_text("1 of 2 predictions right")
    expect(page.get_by_label("Link to this lesson")).to_have_value(url + "voila/render/01_slow.ipynb")
    hand.clicks(page.get_by_role("link", name=re.compile("2 Next.*Another promise")))
    expect(page).to_have_title("Next · Backprop Lab")
    hand.clicks(page.get_by_role("link", name="Backprop Lab"))
    card = page.get_by_role("link", name=re.compile("1 Slow"))
    expect(card).to_contain_text("read, 1 of 2 predictions right")
    hand.clicks(page.get_by_role("button", name="Forget it"))
    expect(card).not_to_contain_text("predictions")
    assert page.evaluate("localStorage.getItem('backprop-lab')") is None
    assert get(url)[1].count("predictions right") == 0  # the server knows nothing of it


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_opening_picture_moves_once_and_only_where_that_is_welcome(browser, server, motion):
    page = browser.new_context(reduced_motion=motion).new_page()
    page.goto(server)
    edge = page.locator(".opening line").first
    rests, width = (
        float(edge.get_attribute("stroke-width")),
        "e => e.ownerSVGElement && getComputedStyle(e).strokeWidth",
    )

    def now():
        return float(edge.evaluate(width).removesuffix("px"))

    if motion == "reduce":
        page.wait_for_timeout(500)
        assert now() == rests
        page.get_by_role("button", name="Watch it learn").click()
    page.wait_for_function(
        "([e, rests]) => parseFloat(getComputedStyle(e).strokeWidth) < rests - 0.3",
        arg=[edge.element_handle(), rests],
    )
    page.wait_for_timeout(5500)
    assert now() == pytest.approx(rests, abs=0.01)
    page.context.close()
