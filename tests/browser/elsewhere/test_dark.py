"""JupyterLab's dark theme: every text of a panel can be read, and pictures are on the theme's paper."""

import json
import re

import pytest
from panels import Hand, Part, clicks
from playwright.sync_api import expect
from serving import serving, write_lesson

LEAST = 4.5  # WCAG's contrast for texts
# Every text of our widgets with less: the colours are those really painted, one laid over the other.
PALE = """least => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const painted = colors => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
    const linear = [...canvas.getImageData(0, 0, 1, 1).data].map(
      v => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const words = e => e.matches("select, input[type=text]") ? e.value
    : [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE).map(n => n.data).join("").trim();
  const seen = [...document.querySelectorAll(":is(.bl-panel, .bl-deeper) *")].filter(
    e => words(e) && !e.matches("option, style, :disabled, .bl-unused *") && e.checkVisibility());
  const contrast = e => {
    const papers = [];
    for (let up = e; up; up = up.parentElement) papers.unshift(getComputedStyle(up).backgroundColor);
    const [dark, light] = [painted(papers), painted([...papers, getComputedStyle(e).color])].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  return [seen.length, seen.filter(e => contrast(e) < least).map(e => `${contrast(e).toFixed(2)} ${words(e)}`)];
}"""
PAPER = "e => getComputedStyle(e).backgroundColor"
CELLS = (
    "from app.initialization import signal\nsignal.panel()",
    "from app.backpropagation.your_turn import YourTurn\nYourTurn(lambda *arrays: (0,) * 6)",
)


OTHERS = "JupyterLab Light", "JupyterLab Dark High Contrast"


@pytest.fixture(
    scope="module",
    params=["JupyterLab Dark", *(pytest.param(name, marks=pytest.mark.long) for name in OTHERS)],
)
def lab(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": request.param}))
    write_lesson(folder / "dark.ipynb", *CELLS)
    options = [f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=", "--ServerApp.allow_root=True"]
    options += [
        f"--LabApp.workspaces_dir={folder / 'tabs'}",
        f"--LabApp.user_settings_dir={folder / 'settings'}",
    ]
    with serving(*options, command=("-m", "jupyterlab")) as (url, _):
        yield url, request.param


@pytest.mark.parametrize("width", [1500, pytest.param(900, marks=pytest.mark.long)])
def test_every_text_can_be_read(lab, page, trouble, width):
    url, theme = lab
    page.set_viewport_size({"width": width, "height": 1400})
    page.goto(f"{url}lab/tree/dark.ipynb?reset")
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)
    clicks(page.get_by_role("menuitem", name="Run", exact=True))
    clicks(page.get_by_role("menuitem", name="Run All Cells", exact=True))
    turn = page.locator(".bl-turn")
    turn.wait_for(timeout=60_000)
    clicks(turn.get_by_role("button", name="Show a solution"))
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str("Light" in theme).lower())
    count, pale = page.evaluate(PALE, LEAST)
    assert count >= 10
    assert pale == []

    panel = Part(page.locator(".bl-panel").first)
    if width < 960:
        panel.press("Show settings")
    for folded in ("more settings", "link, code and files"):
        panel.press(f"Show {folded}")
    panel.press("Pin this run")
    panel.press("He, 50 layers: little is lost")  # a table compares it
    panel.type("Depth", "1,000")
    expect(panel.message).to_contain_text("The old value stays")
    Hand(page).scrolls_to(panel.picture)
    count, pale = page.evaluate(PALE, LEAST)
    assert count >= 40
    assert pale == []
    for paper in panel.root.locator("select").first, panel.picture:
        shade = [int(v) for v in re.findall(r"\d+", paper.evaluate(PAPER))[:3]]
        assert (max(shade) < 60) == ("Dark" in theme)
    expect(panel.image).to_have_class(re.compile("bl-on-dark") if "Dark" in theme else "bl-picture-img")
    trouble.clear()  # JupyterLab says things of its own in the console
