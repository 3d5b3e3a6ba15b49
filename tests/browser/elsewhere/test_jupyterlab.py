"""An instructor in JupyterLab: the lesson's panel works there, and one line shows the net just typed."""

import re

import nbformat
import pytest
from in_jupyter import jupyterlab, mine, opened, run_all
from panels import Hand, clicks, middle
from playwright.sync_api import expect
from serving import write_lesson

from app.server.lessons import FOLDER

TYPED = """\
from mlcore import MLP, GradientDescent
from mlcore.datasets import moons
from app.watch import watch
data = moons(100, rng=0)
net = MLP([2, 8, 8, 1], "tanh", rng=0)
watch(net, data.X, data.Y, GradientDescent(0.5))"""


LOOP = """\
from mlcore import MLP, GradientDescent, train
from mlcore.datasets import moons
from app.watch import watch
data = moons(100, rng=0)
net = MLP([2, 8, 8, 1], "tanh", rng=0)
for step in watch(train(net, data.X, data.Y, GradientDescent(0.5))):
    pass
print("what stands below runs")"""
OWN = (
    """\
import numpy as np
from app.watch import watch
from mlcore import MLP, Adam
from mlcore.datasets import moons
X, Y = moons(100, rng=0)
rng = np.random.default_rng(0)
W1, W2 = rng.normal(size=(8, 2)), rng.normal(size=(1, 8))
predict = lambda X: 1 / (1 + np.exp(-W2 @ np.tanh(W1 @ X)))
board = watch.board(X, Y, pace=50)
for step in range(60):
    dZ2 = predict(X) - Y
    dW2 = dZ2 @ np.tanh(W1 @ X).T / 100
    board(predict, loss=(dZ2**2).mean(), grads={"W2": dW2})
    W2 -= dW2""",
    "W2[:] = 0",
    """net = MLP([2, 8, 8, 1], "tanh", rng=0)
watch(net, X, Y, Adam(0.01), big=True)""",
)
TURN = """from app.backpropagation.your_turn import YourTurn
YourTurn(lambda *arrays: (0,) * 6)"""

SYMBOLS = "from app.symbols import symbols\nsymbols(3)"
TERM = '<abbr title="the correlation depth">$\\xi_c$</abbr>'
OTHER = '<abbr title="what a generator starts from">seed</abbr>'
PROSE = "from app.initialization import signal\nsignal.panel()"

# Heroes, and where each stands after one step; the one of lesson 3 has a test of its own.
HEROES = {
    "01_backpropagation.ipynb": "operation 6 of 12",
    "02_symmetry.ipynb": "update 1 ",
    "04_why_deep_learning_took_off.ipynb": "update 1 ",
    "05_mixture_density_networks.ipynb": "update 1 ",
    "06_playground.ipynb": "update 1 ",
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    for name in (*HEROES, "03_initialization.ipynb"):
        lesson = nbformat.read(FOLDER / name, as_version=4)
        del lesson.cells[2:]  # its hero: JupyterLab takes cells out of the page that are scrolled away
        nbformat.write(lesson, folder / name)
    for name, code in (("typed", TYPED), ("kept", TYPED), ("loop", LOOP), ("turn", TURN)):
        write_lesson(folder / f"{name}.ipynb", code)
    write_lesson(folder / "own.ipynb", *OWN)
    write_lesson(
        folder / "prose.ipynb", f"# Prose\n\n[try depth 30](?signal.depth=30) {TERM} {OTHER}", PROSE, SYMBOLS
    )
    with jupyterlab(folder) as url:
        yield url


def run(page, lab, notebook):
    opened(page, lab, notebook)
    image = page.locator("img.bl-picture-img").first
    image.wait_for(state="attached", timeout=60_000)
    Hand(page).scrolls_to(page.locator(".bl-picture").first)
    expect(image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=60_000)
    return page.locator(".bl-panel").first, image


def test_one_line_plays_the_typed_net(page, lab, trouble):
    panel, _ = run(page, lab, "typed.ipynb")
    clicks(panel.get_by_role("button", name="▶ Play"))
    expect(panel.locator(".bl-status")).not_to_have_text("update 0", timeout=10_000)
    clicks(panel.get_by_role("button", name="‖ Pause"))
    expect(panel.get_by_role("button", name="▶ Play")).to_be_visible(timeout=2000)
    before = panel.locator(".bl-status").text_content()
    page.wait_for_timeout(300)
    assert panel.locator(".bl-status").text_content() == before != "update 0"
    run_all(page)  # which replaces the panel
    expect(page.locator(".bl-panel .bl-status")).to_have_text("update 0")
    expect(page.locator(".bl-panel")).to_have_count(1)
    mine(trouble)


def test_a_notebook_opened_without_its_kernel_shows_the_last_picture_and_a_dead_panel_says_so(
    page, lab, trouble
):
    panel, _ = run(page, lab, "kept.ipynb")
    clicks(panel.get_by_role("button", name="Step", exact=True))
    expect(panel.locator(".bl-status")).to_have_text("update 1")
    kept = page.locator(".jp-OutputArea p.bl-snapshot")
    expect(kept).to_contain_text("update 1.", timeout=10_000)
    expect(kept).to_be_hidden()  # beside the panel
    expect(page.locator(".jp-RenderedImage img")).to_be_hidden()
    page.keyboard.press("Control+s")
    clicks(page.get_by_role("menuitem", name="Kernel", exact=True))
    clicks(page.get_by_role("menuitem", name=re.compile("Shut Down Kernel")))
    expect(panel.locator(".bl-message")).to_contain_text("run the cell again", timeout=10_000)
    expect(panel.locator(".bl-bar .bl-status")).to_have_text("update 1: its kernel is gone")
    expect(panel.get_by_role("button", name="▶ Play")).to_be_disabled()
    page.goto(f"{lab}lab/tree/kept.ipynb?reset")
    expect(page.get_by_text("update 1.")).to_be_visible(timeout=60_000)
    assert not page.get_by_text("Loading widget").first.is_visible()  # while its new kernel starts
    image = page.locator(".jp-RenderedImage img")
    expect(image).to_be_visible()
    assert image.evaluate("each => each.naturalWidth") > 600
    lost = page.get_by_text("model not found")  # which a widget says some seconds after it was looked for
    expect(lost).to_be_attached(timeout=60_000)
    expect(lost).to_be_hidden()
    expect(page.get_by_text("Loading widget")).to_be_hidden()
    mine(trouble)


def test_the_class_own_loop_is_drawn_and_the_stop_button_ends_it(page, lab, trouble):
    opened(page, lab, "loop.ipynb")
    words = page.locator(".bl-sentence")
    expect(words).to_contain_text(re.compile(r"update [1-9][\d,]*\. the loss is"), timeout=60_000)
    clicks(page.get_by_role("menuitem", name="Kernel", exact=True))
    clicks(page.get_by_role("menuitem", name=re.compile("Interrupt Kernel")))
    expect(page.get_by_text("what stands below runs", exact=True)).to_be_visible(timeout=5000)
    expect(page.locator(".jp-RenderedText[data-mime-type*=stderr]")).to_have_count(0)
    kept = page.locator(".jp-OutputArea p.bl-snapshot")  # in the saved notebook, beside the live picture
    expect(kept).to_have_text(words.text_content(), timeout=5000)
    expect(kept).to_be_hidden()
    mine(trouble)


@pytest.mark.parametrize("page", [{"width": 1366, "height": 768}], indirect=True)
def test_a_board_of_ones_own_loop_and_a_net_for_a_hall_by_the_theme_of_jupyterlab(page, lab, trouble):
    opened(page, lab, "own.ipynb")
    board = page.locator(".bl-live")
    expect(board.locator(".bl-sentence")).to_contain_text("turn 59.", timeout=60_000)
    expect(board.locator(".bl-sentence")).to_contain_text("50% right")  # W2 is 0 since the cell below
    panel = page.locator(".bl-panel.bl-big")
    Hand(page).scrolls_to(panel.locator(".bl-bar"))
    image = panel.locator("img.bl-picture-img")
    expect(image).to_have_attribute("data-frame", re.compile(r"\d+"), timeout=60_000)
    clicks(panel.get_by_role("button", name="▶ Play"))
    expect(panel.locator(".bl-status")).not_to_have_text("update 0", timeout=10_000)
    clicks(panel.get_by_role("button", name="‖ Pause"))
    expect(panel.locator(".bl-net")).to_be_hidden()
    screen = page.locator(".jp-WindowedPanel-outer").bounding_box()
    bar, picture = (panel.locator(part).bounding_box() for part in (".bl-bar", ".bl-picture"))
    assert bar["y"] < picture["y"]
    assert picture["y"] + picture["height"] - bar["y"] <= screen["height"]
    assert not image.evaluate("e => e.classList.contains('bl-on-dark')")
    clicks(page.get_by_role("menuitem", name="Settings", exact=True))
    clicks(page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Theme$")))
    clicks(page.get_by_role("menuitem", name="JupyterLab Dark", exact=True))
    expect(image).to_have_class(re.compile("bl-on-dark"), timeout=10_000)
    mine(trouble)


def test_your_turn_alone_keeps_its_solution_folded(page, lab, trouble):
    opened(page, lab, "turn.ipynb")
    turn = page.locator(".bl-turn")
    expect(turn).to_contain_text("dZ2: wrong", timeout=60_000)
    expect(turn.get_by_text("dZ2 = A2 - Y")).to_be_hidden()
    clicks(turn.get_by_role("button", name="Show a solution"))
    expect(turn.get_by_text("dZ2 = A2 - Y")).to_be_visible()
    mine(trouble)


def test_sliders_have_their_keys_in_jupyterlab(page, lab, trouble):
    panel, _ = run(page, lab, "03_initialization.ipynb")
    depth = panel.get_by_label("Depth", exact=True)
    Hand(page).tabs_to(depth, after=panel.get_by_label("Depth, typed"))
    page.keyboard.press("ArrowLeft")
    expect(depth).to_have_value("7")
    expect(panel.locator(".bl-predict")).to_contain_text("depth 7")
    mine(trouble)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long if name < "06" else ()) for name in HEROES]
)
def test_every_hero_steps_in_jupyterlab(page, lab, trouble, name):
    panel, image = run(page, lab, name)
    expect(page.locator(".jp-RenderedText[data-mime-type*=stderr]")).to_have_count(0)
    before = image.get_attribute("data-frame")
    clicks(panel.get_by_role("button", name="Step", exact=True))
    expect(panel.locator(".bl-status")).to_contain_text(HEROES[name])
    expect(image).not_to_have_attribute("data-frame", before)
    picture = panel.locator(".bl-picture")
    Hand(page).scrolls_to(picture)
    _, y = middle(picture)
    page.mouse.click(
        picture.bounding_box()["x"] + 3, y
    )  # beside the cards, which lead to operations of their own
    page.wait_for_timeout(1000)
    stands = panel.locator(".bl-status").inner_text()
    page.keyboard.press("ArrowRight")  # which the notebook has a use of its own for
    expect(panel.locator(".bl-status")).not_to_have_text(stands)
    mine(trouble)


def test_a_link_in_the_text_sets_the_panel_and_the_picture_says_its_values(page, lab, trouble):
    panel, _ = run(page, lab, "prose.ipynb")
    clicks(page.get_by_role("link", name="try depth 30"))
    expect(panel.locator(".bl-knob-depth input[type=text]")).to_have_value("30")
    expect(page).to_have_url(re.compile("prose"))
    label = Hand(page).points_down(panel.locator(".bl-picture").first)
    expect(label).to_contain_text(re.compile(r": .+\nlayer \d+"))
    says_its_terms_to_the_keyboard(page)
    trouble.clear()  # JupyterLab says things of its own in the console


def says_its_terms_to_the_keyboard(page):
    """A term of the text, by Tab from the link before it; and the list of symbols, opened by a key."""
    page.get_by_role("link", name="try depth 30").focus()
    page.keyboard.press("Tab")
    term = page.locator("abbr:focus")
    expect(term).to_have_attribute("title", "the correlation depth")
    assert "correlation depth" in term.evaluate("e => getComputedStyle(e, '::after').content")
    page.keyboard.press("ArrowRight")  # to the next one, with which the notebook goes nowhere
    expect(term).to_have_attribute("title", "what a generator starts from")
    page.keyboard.press("Shift+Tab")  # they are one stop
    expect(page.get_by_role("link", name="try depth 30")).to_be_focused()
    listed = page.locator(".bl-symbols dd", has_text="correlation depth")
    expect(listed).to_be_hidden()
    page.locator(".bl-symbols summary").focus()
    page.keyboard.press("Enter")
    expect(listed).to_be_visible()
