"""The start page and what surrounds every lesson: bar, code, equations, and words when something is gone."""

import itertools
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from panels import NARROW, WIDE, Hand, clicks
from playwright.sync_api import expect
from serving import get, kernel_of, kernels, serving, wait_for, write_lesson

from app.server.lessons import FOLDER, lessons


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A server with two small lessons, and its process."""
    folder = tmp_path_factory.mktemp("lessons")
    prose = "A long line of prose, to see how wide it gets. " * 20
    slider = (
        "import ipywidgets\nslider = ipywidgets.IntSlider(description='Depth')\nlabel = ipywidgets.Label('0')"
    )
    link = "slider.observe(lambda change: setattr(label, 'value', f'depth {change.new}'), 'value')"
    write_lesson(
        folder / "01_first.ipynb",
        f"# First\n\nA promise.\n\n{prose}",
        f"{slider}\n{link}\nipywidgets.VBox([slider, label])",
        "# $$\\mathrm{Var}[A_k] = n\\,\\sigma_W^2\\,\\mathrm{Var}[A_{k-1}]$$",
    )
    write_lesson(folder / "02_second.ipynb", "# Second", "print('ran')")
    write_lesson(folder / "03_slow.ipynb", "# Slow", "import time\ntime.sleep(4)\nprint('slept')")
    with serving(folder) as (url, process):
        yield url, psutil.Process(process.pid)


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def drag(page):
    """Moves the slider by a key; the answer comes from the kernel."""
    Hand(page).tabs_to(page.get_by_role("slider"))
    page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("page", [WIDE, NARROW], indirect=True, ids=["wide", "narrow"])
def test_the_start_page_leads_to_every_lesson(page, server):
    page.goto(server)
    expect(page).to_have_title("Backprop Lab")
    here = lessons(FOLDER)
    assert here
    cards = page.get_by_role("main").get_by_role("link")
    assert cards.count() == len(here)
    for card, lesson in zip(cards.all(), here, strict=True):
        expect(card).to_contain_text(f"{lesson.number} {lesson.title}")
        assert lesson.promise in re.sub(r"\s+", " ", card.inner_text())
        assert card.get_attribute("href").endswith(f"/{lesson.name}")
        assert card.bounding_box()["height"] >= 44
    assert overflow(page) == 0


def test_the_bar_leads_from_lesson_to_lesson_and_marks_where_one_is(page, school):
    page.goto(school[0])
    clicks(page.get_by_role("main").get_by_role("link", name="1 First"))
    bar = page.get_by_role("navigation", name="Lessons")
    expect(bar.locator("[aria-current=page]")).to_have_text("1 First")
    clicks(bar.get_by_role("link", name="2 Second"))
    expect(page).to_have_title("Second · Backprop Lab")
    expect(bar.locator("[aria-current=page]")).to_have_text("2 Second")
    expect(page.get_by_text("ran", exact=True)).to_be_visible()
    clicks(page.get_by_role("link", name="Backprop Lab"))
    expect(page).to_have_title("Backprop Lab")


@pytest.mark.parametrize(
    "page",
    [{"width": width, "height": 820, "has_touch": True} for width in (1024, 1180, 1280)],
    indirect=True,
    ids=["1024", "1180", "1280"],
)
def test_the_names_of_the_lessons_have_their_room(page, server):
    """On a tablet, where buttons are large: two lines at most, and nothing over the next."""
    page.goto(f"{server}voila/render/{lessons(FOLDER)[-1].name}")
    nav, names = page.get_by_role("navigation", name="Lessons"), page.locator(".bar nav a").all()
    assert nav.evaluate("nav => nav.scrollWidth <= nav.clientWidth")
    boxes = [name.bounding_box() for name in names]
    for box, beside in itertools.pairwise(boxes):
        assert box["x"] + box["width"] <= beside["x"]
    assert max(box["height"] for box in boxes) < 50


def test_a_lesson_tells_how_far_its_start_is_then_answers(visit, school):
    page = visit(school[0] + "voila/render/01_first.ipynb")
    drag(page)
    expect(page.get_by_text("depth 1")).to_be_visible()
    assert page.evaluate("document.body.dataset.voila") == "voila"
    assert page.evaluate("document.documentElement.lang") == "en"


def test_equations_are_typeset_with_the_fonts_that_came_along(visit, school):
    page = visit(school[0] + "voila/render/01_first.ipynb")
    expect(page.locator(".katex-display")).to_be_visible()
    page.wait_for_function(
        "[...document.fonts].some(f => f.family.startsWith('KaTeX') && f.status === 'loaded')"
    )


def test_code_is_hidden_until_asked_for_and_that_is_remembered(visit, school):
    page = visit(school[0] + "voila/render/01_first.ipynb")
    button = page.get_by_role("button", name="Show code")
    code = page.get_by_text("import ipywidgets")
    expect(code).to_be_hidden()
    expect(button).to_have_attribute("aria-pressed", "false")
    clicks(button)
    expect(code).to_be_visible()
    page.reload()
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(code).to_be_visible()


@pytest.mark.parametrize("page", [NARROW], indirect=True)
def test_on_a_telephone_all_fits_and_can_be_touched(visit, page, school):
    visit(school[0] + "voila/render/01_first.ipynb")
    assert overflow(page) == 0
    targets = [*page.locator(".bar a").all(), page.get_by_role("button", name="Show code")]
    for box in (target.bounding_box() for target in targets):
        assert box["width"] >= 44
        assert box["height"] >= 44


def test_prose_is_not_wider_than_one_can_read(visit, school):
    page = visit(school[0] + "voila/render/01_first.ipynb")
    assert page.get_by_text("A long line").bounding_box()["width"] <= 680
    assert page.get_by_role("main").bounding_box()["width"] == 1248
    assert page.evaluate("getComputedStyle(document.querySelector('main p')).fontSize") == "17px"


def kernel(page):
    return page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")


def is_gone(url, kernel):
    return lambda: get(f"{url}api/kernels/{kernel}")[0] == 404


def test_a_reload_gives_the_kernel_back(visit, page, school):
    url, _ = school
    visit(url + "voila/render/01_first.ipynb")
    before = kernel(page)
    page.reload()
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    wait_for(is_gone(url, before))
    drag(page)
    expect(page.get_by_text("depth 1")).to_be_visible()


@pytest.mark.parametrize("there", [False, True], ids=["starting", "there"])
def test_a_page_left_gives_its_kernel_back_where_nothing_is_sent_before(page, school, there):
    url, _ = school
    # What Voilà listens for; a tablet does not send it, and it may come before Voilà listens.
    page.add_init_script("addEventListener('beforeunload', event => event.stopImmediatePropagation())")
    page.goto(url + "voila/render/01_first.ipynb", wait_until="commit")
    page.wait_for_selector("#jupyter-config-data", state="attached")
    if there:
        expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    left = kernel(page)
    assert not is_gone(url, left)()
    page.goto(url)
    wait_for(is_gone(url, left))  # or it raises


@pytest.mark.parametrize("end", ["culled", "died"])
def test_a_page_whose_kernel_is_gone_says_so_and_offers_to_go_on(visit, page, trouble, school, end):
    url, process = school
    visit(url + "voila/render/01_first.ipynb")
    if end == "culled":
        get(f"{url}voila/api/shutdown/{kernel(page)}", "POST", b"")
    else:
        name = kernel(page)
        (own,) = (child for child in kernels(process) if name in str(child.net_connections("unix")))
        own.kill()
    expect(page.locator("#status")).to_contain_text("the controls do nothing any more", timeout=30_000)
    clicks(page.get_by_role("button", name="Go on"))
    expect(page.locator("#status")).to_be_hidden(timeout=60_000)
    drag(page)
    expect(page.get_by_text("depth 1")).to_be_visible()
    trouble.clear()


def test_a_dropped_connection_comes_back_by_itself(visit, page, trouble, school):
    visit(school[0] + "voila/render/01_first.ipynb")
    page.evaluate("jupyterapp.widgetManager.kernel._ws.close()")
    page.wait_for_function("() => jupyterapp.widgetManager.kernel.connectionStatus === 'connected'")
    drag(page)
    expect(page.get_by_text("depth 1")).to_be_visible()
    trouble.clear()


def test_a_page_runs_no_code_that_was_written_into_it(page, trouble, school):
    page.goto(school[0])
    script = "Object.assign(document.createElement('script'), { textContent: 'window.mark = 1' })"
    page.evaluate(f"document.body.append({script})")
    assert page.evaluate("window.mark") is None
    assert any("Content Security Policy" in text for text in trouble)
    trouble.clear()


def test_the_template_names_no_other_host():
    ours = (path for path in Path("app/server/jupyter").rglob("*") if "katex" not in path.parts)
    for path in filter(Path.is_file, ours):
        assert not re.search(r"""["'(]\s*(?:https?:)?//""", path.read_text()), path


def test_who_waits_in_line_is_told_so_and_gets_the_lesson(school, page):
    url, _ = school
    slow = f"{url}voila/render/03_slow.ipynb"
    with ThreadPoolExecutor(os.cpu_count()) as others:
        answers = [others.submit(get, slow) for _ in range(os.cpu_count())]
        page.wait_for_timeout(500)
        page.goto(f"{url}voila/render/01_first.ipynb", wait_until="commit")
        expect(page.locator(".line").last).to_contain_text("0 before yours")
        expect(page.get_by_role("slider")).to_be_visible(timeout=30_000)
        assert [answer.result()[0] for answer in answers] == [200] * os.cpu_count()
    expect(page.get_by_text("before yours")).to_have_count(0)
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    expect(page).to_have_title("First · Backprop Lab")
    drag(page)
    expect(page.get_by_text("depth 1")).to_be_visible()
    for answer in answers:
        get(f"{url}voila/api/shutdown/{kernel_of(answer.result()[1])}", "POST", b"")
