"""Each lesson from its head to its end as a person goes through it: by wheel and mouse, by keys alone, by touch."""

import re

import pytest
from panels import MEETS, NARROW, TOUCHED_PHONE, TOUCHED_TABLET, Hand, Part, in_the_end, middle, part
from playwright.sync_api import expect
from serving import serving

from app.server.lessons import FOLDER, lessons

# What a finger presses, links in a sentence and parts of drawings aside, and has less than 44 pixels.
SMALL = """() => [...document.querySelectorAll("button, select, summary, .bar a, .onwards a, input")].filter(e => {
  const pressed = e.closest(".bl-switches, .widget-radio-box") ? e.closest("label") : e;
  const { width, height } = pressed.getBoundingClientRect();
  return e.checkVisibility() && width > 1 && (width < 43.5 || height < 43.5);
}).map(e => `${e.tagName} ${e.className} ${e.innerText}`)"""
# The button of the contents covers the first line of the promise.
OVER_THE_PROMISE = """() => {
  const promise = document.createRange(), button = document.querySelector(".contents summary").getBoundingClientRect();
  promise.selectNodeContents(document.querySelector("h1 + p"));
  return [...promise.getClientRects()].some(line => line.right > button.left && line.top + 4 < button.bottom
    && line.bottom > button.top);
}"""
DRAWN = re.compile(r"\d+")
LESSON = "voila/render/03_initialization.ipynb"
LESSONS = lessons(FOLDER)


LINE = 24  # pixels


def bottom(page):
    """How far down the page can be scrolled."""
    return page.evaluate("document.documentElement.scrollHeight - innerHeight")


def reads(page, move):
    """Goes through the whole page: whatever comes in sight on the way is built, and its picture drawn."""
    at, before = 0, -1
    while at > before:
        for picture in page.locator(".bl-picture").all():
            if picture.evaluate(MEETS):
                expect(picture.locator("img")).to_have_attribute("data-frame", DRAWN, timeout=30_000)
        before, at = at, move(600)  # less than the window is high: nothing is passed over
    assert at == pytest.approx(bottom(page), abs=1)
    expect(page.locator(".bl-room:visible")).to_have_count(0)
    assert page.locator(".bl-picture").count() >= 2


@pytest.mark.every_lesson
def test_a_lesson_by_wheel_and_mouse(lesson):
    hand, page = Hand(lesson), lesson
    assert hand.scrolled() == 0
    reads(page, hand.wheels)

    stage = part(page)
    slider = stage.root.locator(".bl-slider:not(.bl-unused) input[type=range]:visible").first
    typed = stage.root.locator(".bl-slider:not(.bl-unused) input[type=text]:visible").first
    hand.scrolls_to(slider)
    before = slider.get_attribute("aria-valuetext")
    hand.drags(slider, 0.5, 0.9)
    expect(slider).not_to_have_attribute("aria-valuetext", before)
    dragged = typed.input_value()
    hand.types(typed, before.split()[0])
    expect(typed).not_to_have_value(dragged)
    expect(slider).to_have_attribute("aria-valuetext", re.compile(rf"^{re.escape(before.split()[0])}(\s|$)"))

    if stage.button("‖ Pause").is_visible():  # one that plays by itself
        stage.press("‖ Pause")
    frame = stage.frame()
    stage.press("▶ Play")
    stage.waits_for_frame_after(frame)
    expect(stage.button("‖ Pause")).to_be_visible()  # the picture comes first
    stage.press("‖ Pause")
    expect(stage.button("▶ Play")).to_be_visible(timeout=15_000)

    asked = stage.asked
    hand.clicks(asked.get_by_role("radio").first)
    hand.clicks(asked.get_by_role("button", name="Run and reveal"))
    in_the_end(asked, "right so far")

    for deeper in page.locator(".bl-deeper").all()[:1]:
        hand.clicks(deeper.get_by_role("button").first)
        Part(deeper.locator(".bl-panel"))
    hand.clicks(page.locator("summary").last)
    expect(page.locator("details").last).to_have_attribute("open", "")
    while hand.wheels(1000) < bottom(page) - 1:
        pass
    expect(page.locator(".onwards a").last).to_be_in_viewport()


def test_keys_scroll(lesson):
    hand = Hand(lesson)
    expect(lesson.locator("img.bl-picture-img").first).to_have_attribute("data-frame", DRAWN, timeout=30_000)
    lesson.mouse.click(4, 400)  # beside the text: a picture that has the keys has a use for them
    for key in "PageDown", "Space", "End":
        at = hand.scrolled()
        hand.press(key)
        assert hand.scrolled() >= min(at + 500, bottom(lesson) - 1)
        if key == "End":
            # What is built there meanwhile may be a line longer than the room that was kept for it.
            assert hand.scrolled() == pytest.approx(bottom(lesson), abs=LINE)
        hand.press("Home")
        assert hand.scrolled() < 10  # what is built meanwhile may move it a little


@pytest.mark.parametrize(
    ("page", "lesson"),
    [(TOUCHED_PHONE, lesson) for lesson in LESSONS] + [(TOUCHED_TABLET, lesson) for lesson in LESSONS[2::3]],
    indirect=True,
    ids=[
        *(f"telephone-{lesson.title}" for lesson in LESSONS),
        *(f"tablet-{lesson.title}" for lesson in LESSONS[2::3]),
    ],
)
def test_a_lesson_by_touch(lesson):
    hand, page = Hand(lesson), lesson
    assert not page.evaluate(OVER_THE_PROMISE)
    reads(page, hand.swipes)
    assert page.evaluate(SMALL) == []
    stage = part(page)
    if stage.button("‖ Pause").is_visible():  # one that plays by itself
        hand.taps(stage.button("‖ Pause"))
    hand.taps(stage.button("▶ Play"))
    expect(stage.button("‖ Pause").or_(stage.button("▶ Play"))).to_be_visible()
    slider = stage.root.locator(".bl-main input[type=range]").first
    if slider.count():
        hand.scrolls_to(slider, hand.swipes)
        before, at = slider.input_value(), hand.scrolled()
        hand.swipes(200, middle(slider))  # a finger that scrolls over a slider does not move it
        assert hand.scrolled() > at
        assert slider.input_value() == before


@pytest.mark.parametrize("page", [{"width": 640, "height": 400}], indirect=True)
def test_at_200_percent_the_contents_cover_no_promise(server, page):
    page.goto(f"{server}{LESSON}")
    expect(page.locator(".contents summary")).to_be_visible()
    assert not page.evaluate(OVER_THE_PROMISE)


def test_a_lesson_by_keys_alone(server, visit):
    page = visit(f"{server}{LESSON}")
    hand, root = Hand(page), page.locator(".bl-exhibit-signal.bl-panel, .bl-exhibit-signal .bl-panel").first
    variance = root.get_by_label("Weight variance σ²", exact=True)
    typed = root.get_by_label("Weight variance σ², typed")
    hand.tabs_to(typed)
    page.keyboard.type("0,02")  # what stood there is marked when Tab arrives
    hand.press("Enter")
    expect(typed).to_have_value("0.02")
    hand.press("ArrowUp")
    expect(typed).to_have_value("0.022")
    hand.press("ArrowDown")
    expect(typed).to_have_value("0.02")
    hand.tabs_to(variance)
    hand.press("ArrowRight")
    expect(typed).to_have_value("0.022")
    status = root.locator(".bl-status")
    hand.tabs_to(root.get_by_role("button", name="Step", exact=True))
    hand.press("Space")
    expect(status).to_contain_text("update 1 ")
    deeper = page.locator(".bl-deeper").first
    hand.tabs_to(deeper.get_by_role("button").first)
    hand.press("Enter")
    expect(deeper.locator("img.bl-picture-img")).to_have_attribute("data-frame", DRAWN, timeout=30_000)
    expect(deeper.get_by_role("button").first).to_be_in_viewport()


COVERED = """() => {
  if (document.activeElement.matches("svg .edge")) return "";  // a net's edges cross each other
  const size = box => box.width * box.height;  // words may go on in the next line
  const [box] = [...document.activeElement.getClientRects()].sort((a, b) => size(b) - size(a));
  const x = box.x + box.width / 2, y = Math.min(box.y + box.height / 2, innerHeight - 1);
  const at = document.elementFromPoint(x, y);
  return document.activeElement.contains(at) ? "" : document.activeElement.outerHTML.slice(0, 200);
}"""


@pytest.mark.parametrize("page", [TOUCHED_PHONE], indirect=True)
def test_what_tab_reaches_is_covered_by_nothing(lesson):
    hand, reached = Hand(lesson), 0
    for _ in range(60):
        hand.press("Tab")
        hand.scrolled()
        if lesson.evaluate("() => document.activeElement === document.body"):
            break  # past the last one
        assert not lesson.evaluate(COVERED)
        reached += 1
    assert reached > 25


def test_the_scroll_bar_can_be_dragged(launch, server):
    page = launch(ignore_default_args=["--hide-scrollbars"]).new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{server}{LESSON}")
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    expect(page.locator("img.bl-picture-img").first).to_have_attribute("data-frame", DRAWN, timeout=60_000)
    page.wait_for_timeout(1000)
    for _ in range(8):  # a page that is still building panels may not heed the first try
        page.mouse.move(1275, 30)
        page.mouse.down()
        page.mouse.move(1275, 300, steps=10)
        page.mouse.up()
        if Hand(page).scrolled() > 1000:
            break
        page.wait_for_timeout(2000)
    assert Hand(page).scrolled() > 1000


def test_pages_of_jupyterlabs_server_scroll_too(visit, monkeypatch):
    """As on Binder, where the lessons' pages come from JupyterLab's server."""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "app/server/jupyter")
    options = [f"--ServerApp.root_dir={FOLDER}", "--IdentityProvider.token=", "--ServerApp.allow_root=True"]
    with serving(*options, command=("-m", "jupyterlab")) as (url, _):
        page = visit(f"{url}{LESSON}")
        hand = Hand(page)
        reads(page, hand.wheels)
        assert hand.scrolled() > 1000
        page.goto("about:blank")  # before the server ends


# ---------------------------------------------------------------------- typed numbers


@pytest.fixture
def variance(server, visit):
    """The hero of lesson 3, whose weight variance goes from 1e-5 to 100 on a logarithmic scale."""
    return part(visit(f"{server}{LESSON}"), 1)


NAME = "Weight variance σ²"


def test_what_is_no_number_is_refused_and_the_old_value_shown(variance):
    variance.page.set_viewport_size(NARROW)  # where it takes two lines
    for typed in "1,000", "1.000,5", "½", "abc", "0x10", "", "1 2":
        before = variance.typed(NAME).input_value()
        variance.type(NAME, typed)
        expect(variance.message).to_contain_text("The old value stays.")
        assert variance.message.bounding_box()["height"] == pytest.approx(21, abs=1)  # it pushes nothing
        expect(variance.typed(NAME)).to_have_value(before)
        variance.type(NAME, "0,5")
        expect(variance.typed(NAME)).to_have_value("0.5")
        expect(variance.message).not_to_contain_text("The old value stays.")
        assert variance.slider(NAME).get_attribute("aria-valuetext").startswith("0.5 ")
        variance.type(NAME, "0.02")
        expect(variance.typed(NAME)).to_have_value("0.02")


def test_a_number_out_of_range_shows_what_is_used(variance):
    variance.type("Depth", "99")
    expect(variance.typed("Depth")).to_have_value("50")
    expect(variance.message).to_contain_text("50 is used")
    variance.type("Depth", "99")  # once more, where nothing changes in the kernel
    expect(variance.typed("Depth")).to_have_value("50")


def test_the_wheel_over_a_number_scrolls_the_page(variance):
    field = variance.typed(NAME)
    variance.hand.clicks(field)
    before, at = field.input_value(), variance.hand.scrolled()
    variance.page.mouse.wheel(0, 120)
    assert variance.hand.scrolled() == at + 120
    expect(field).to_have_value(before)


def test_arrows_in_a_field_step_as_those_of_its_slider(variance):
    variance.press("Show more settings")
    variance.type(NAME, "0.01")  # a step of the keys has two digits, and 2/n more
    expect(variance.typed(NAME)).to_have_value("0.01")
    for name in "Depth", NAME, "Learning rate", "Bias at the start":
        start = variance.typed(name).input_value()
        variance.slide(name, "ArrowRight")
        expect(variance.typed(name)).not_to_have_value(start)
        stepped = variance.typed(name).input_value()
        variance.type(name, start)
        expect(variance.typed(name)).to_have_value(start)
        variance.hand.press("ArrowUp")
        expect(variance.typed(name)).to_have_value(stepped)
        variance.hand.press("ArrowDown")
        expect(variance.typed(name)).to_have_value(start)
