"""A picture answers to pointer and finger, and a link in the text acts."""

import re

import pytest
from panels import TOUCHED_PHONE, Hand, Part, part
from playwright.sync_api import expect
from serving import serving, write_lesson

MIXTURE = "voila/render/05_mixture_density_networks.ipynb"
INITIALIZATION = "voila/render/03_initialization.ipynb"


def handle(panel, name):
    return panel.root.locator(f'.bl-handle[data-name="{name}"]').first


@pytest.fixture
def density(visit, server):
    page = visit(server + MIXTURE)
    return Part(page.locator(".bl-exhibit-density").first)


def test_values_stand_under_the_pointer_and_nothing_is_sent_while_it_rests(page, visit, server):
    questions = []

    def asks(frame):
        text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
        questions.extend(["at"] * text.count('"at":'))

    page.on("websocket", lambda socket: socket.on("framesent", asks))
    visit(server + INITIALIZATION)
    panel = part(page, 1)
    expect(panel.picture.locator(".bl-reading")).to_be_hidden()
    label = Hand(page).points_down(panel.picture)
    expect(label).to_contain_text(re.compile(r"(median of the seeds|theory): .+\nlayer \d+"))
    page.wait_for_timeout(500)
    asked, reading = len(questions), label.text_content()
    assert asked
    page.wait_for_timeout(1500)
    assert (len(questions), label.text_content()) == (asked, reading)
    page.mouse.move(2, 2)
    expect(label).to_be_hidden()


def test_the_line_of_lesson_5_is_dragged_by_the_mouse(density):
    page, line = density.page, handle(density, "field.here")
    Hand(page).scrolls_to(line)
    assert line.evaluate("e => getComputedStyle(e).cursor") == "ew-resize"
    typed = density.root.locator(".bl-knob-at input[type=text]")
    before, box, frame = float(typed.input_value()), line.bounding_box(), density.frame()
    Hand(page).pulls(line, 80)
    density.waits_for_frame_after(frame)
    expect(typed).not_to_have_value(f"{before:g}")
    assert float(typed.input_value()) > before
    page.wait_for_function(
        "([e, x]) => Math.abs(e.getBoundingClientRect().x - x) < 3",
        arg=[line.element_handle(), box["x"] + 80],
    )


@pytest.mark.parametrize("page", [TOUCHED_PHONE], indirect=True)
def test_the_line_of_lesson_5_is_dragged_by_a_finger(density):
    page, line = density.page, handle(density, "field.here")
    hand = Hand(page)
    hand.scrolls_to(line, hand.swipes)
    typed = density.root.locator(".bl-knob-at input[type=text]")
    before, box, stood = typed.input_value(), line.bounding_box(), hand.scrolled()
    devtools = page.context.new_cdp_session(page)

    def touch(kind, *points):
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 9):
        touch("touchMove", {"x": x + 6 * step, "y": y + 6 * step})
    touch("touchEnd")
    expect(typed).not_to_have_value(before)
    assert hand.scrolled() == stood


@pytest.fixture(scope="module")
def prose(tmp_path_factory):
    """A lesson whose text has a link with settings, far from the panel."""
    folder = tmp_path_factory.mktemp("prose")
    far = "\n\n".join(["and so on"] * 60)
    write_lesson(
        folder / "01_prose.ipynb",
        f"# Prose\n\nIt says [try depth 30](?signal.depth=30), "
        f"and [its histograms](?histograms.depth=12).\n\n{far}",
        "from app.initialization import signal\nsignal.panel()",
        "from app.initialization import histograms\nhistograms.deeper()",
    )
    with serving(folder) as (url, _):
        yield url


def test_a_link_in_the_text_sets_the_panel_shows_it_and_lights_what_was_set(prose, visit):
    page = visit(prose + "voila/render/01_prose.ipynb")
    page.evaluate("document.body.dataset.same = 'page'")
    hand = Hand(page)
    hand.clicks(page.get_by_role("link", name="try depth 30"))
    depth = page.locator(".bl-knob-depth").first
    expect(depth).to_have_class(re.compile("bl-lit"))
    expect(depth.locator("input[type=text]")).to_have_value("30")
    expect(page.locator(".bl-picture-img").first).to_be_in_viewport()
    assert hand.scrolled() > 500
    assert page.locator("body").get_attribute("data-same") == "page"
    expect(page).to_have_url(re.compile(r"signal\.depth=30"))
    expect(depth).not_to_have_class(re.compile("bl-lit"))


def test_a_link_opens_a_closed_part_with_its_settings(prose, visit):
    page = visit(prose + "voila/render/01_prose.ipynb")
    Hand(page).clicks(page.get_by_role("link", name="its histograms"))
    part = page.locator(".bl-exhibit-histograms .bl-panel")
    expect(part.locator(".bl-knob-depth input[type=text]")).to_have_value("12")
    # A press on a layer of the first picture opens that layer there.
    layers = page.locator('.bl-handle[data-name="dZ"]')
    Hand(page).clicks(layers)
    alone = part.locator(".bl-knob-layer input[type=text]")
    expect(alone).not_to_have_value("0")
    assert int(alone.input_value()) in (10, 11)  # the middle of the axis, which ends at 20.5
    expect(part.locator(".bl-knob-depth input[type=text]")).to_have_value("20")
    expect(part.locator(".bl-picture-img")).to_be_in_viewport()
