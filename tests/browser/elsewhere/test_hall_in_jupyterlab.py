"""A hall in JupyterLab at 1366 × 768, and JupyterLab's own font size: what a class sees from the last row."""

import re

import pytest
from in_jupyter import jupyterlab, mine, opened, types
from panels import Hand, clicks
from playwright.sync_api import expect
from serving import write_lesson

HALL = {"width": 1366, "height": 768}
TYPED = """\
from app.watch import watch
from mlcore import MLP, Adam
from mlcore.datasets import moons
data = moons(100, rng=0)
panel = watch(MLP([2, 8, 8, 1], "tanh", rng=0), data, Adam(0.01))
panel"""
# CSS pixels of the smallest letters that the last frame has.
LETTERS = """\
from matplotlib.text import Text
from app.pictures.style import PIXELS_PER_INCH
view = panel.view
texts = [t for t in view.figure.findobj(Text) if t.get_visible() and t.get_text()]
print("letters", min(t.get_fontsize() for t in texts) / 72 * PIXELS_PER_INCH * view.figure.zoom)"""
# The smallest letters of a panel's own text that is to be seen, in CSS pixels.
WRITTEN = """panel => Math.min(...[...panel.querySelectorAll("*")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 1 && !e.closest("svg"))
  .filter(e => [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize) * e.currentCSSZoom))"""


@pytest.fixture
def lab(tmp_path):
    write_lesson(tmp_path / "typed.ipynb", TYPED, "")
    with jupyterlab(tmp_path) as url:
        yield url


def drawn_by_a_line(page, lab):
    """The panel of the notebook's one line, and its picture, which is there."""
    opened(page, lab, "typed.ipynb")
    panel = page.locator(".bl-panel")
    image = panel.locator("img.bl-picture-img")
    expect(image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=180_000)
    return panel, image


def in_pictures(page):
    """Pixels of the smallest letters in the picture, which the kernel says."""
    cell = types(page, LETTERS)
    said = cell.locator(".jp-OutputArea-output pre", has_text=re.compile(r"letters [\d.]+"))
    expect(said).to_be_visible(timeout=120_000)
    return float(said.text_content().split()[-1])


@pytest.mark.parametrize("page", [HALL], indirect=True)
def test_one_line_makes_every_panel_of_the_page_fit_for_a_hall(page, lab, trouble):
    panel, image = drawn_by_a_line(page, lab)
    assert in_pictures(page) == pytest.approx(12)
    frame = image.get_attribute("data-frame")
    types(page, "watch.hall()")
    expect(page.get_by_text("All panels of this page are large")).to_be_visible(timeout=120_000)
    expect(image).not_to_have_attribute("data-frame", frame, timeout=120_000)
    assert in_pictures(page) >= 19.9
    Hand(page).scrolls_to(panel.locator(".bl-bar"))
    assert panel.evaluate(WRITTEN) >= 19.9
    clicks(panel.get_by_role("button", name="▶ Play"))
    expect(panel.locator(".bl-status")).not_to_have_text("update 0", timeout=10_000)
    clicks(panel.get_by_role("button", name="‖ Pause"))
    parts = [panel.locator(part).bounding_box() for part in (".bl-bar", ".bl-sentence", ".bl-picture")]
    tops, ends = [box["y"] for box in parts], [box["y"] + box["height"] for box in parts]
    assert tops == sorted(tops)
    screen = page.locator(".jp-WindowedPanel-outer").bounding_box()
    assert ends[-1] - tops[0] <= screen["height"]
    expect(panel.locator(".bl-net")).to_be_hidden()
    frame = image.get_attribute("data-frame")
    types(page, "watch.hall(False)")
    expect(page.get_by_text("Panels have their usual size")).to_be_visible(timeout=120_000)
    Hand(page).scrolls_to(panel.locator(".bl-bar"))
    expect(image).not_to_have_attribute("data-frame", frame, timeout=120_000)
    assert in_pictures(page) == pytest.approx(12)
    mine(trouble)


@pytest.mark.long
@pytest.mark.parametrize("page", [HALL], indirect=True)
def test_panels_and_pictures_have_the_font_size_of_jupyterlab(page, lab, trouble):
    panel, _ = drawn_by_a_line(page, lab)
    written, drawn = panel.evaluate(WRITTEN), in_pictures(page)
    for _ in range(4):  # from 14 to 18 pixels
        clicks(page.get_by_role("menuitem", name="Settings", exact=True))
        clicks(page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Theme$")))
        clicks(page.get_by_role("menuitem", name="Increase Content Font Size", exact=True))
    expect(page.locator("html")).to_have_attribute("style", re.compile("--jp-content-font-size1: 18px"))
    assert in_pictures(page) == pytest.approx(drawn * 18 / 14, rel=0.01)
    assert panel.evaluate(WRITTEN) == pytest.approx(written * 18 / 14, rel=0.01)
    Hand(page).scrolls_to(panel.locator(".bl-bar"))
    clicks(panel.get_by_role("button", name="▶ Play"))
    expect(panel.locator(".bl-status")).not_to_have_text("update 0", timeout=10_000)
    mine(trouble)
