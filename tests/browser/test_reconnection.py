"""A page whose connection fails comes to its kernel with the next."""

import pytest
from playwright.sync_api import expect
from serving import serving, write_lesson

FIRST_FAILS = """
const Real = WebSocket;
let tried = 0;
window.WebSocket = class extends Real {
  constructor(url, protocols) { super(tried++ ? url : url.replace("channels", "nowhere"), protocols); }
};
Object.defineProperty(window, "tried", { get: () => tried });
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    link = "slider.observe(lambda change: setattr(label, 'value', f'depth {change.new}'), 'value')"
    write_lesson(
        folder / "01_first.ipynb",
        "# First",
        "import ipywidgets\nslider, label = ipywidgets.IntSlider(description='Depth'), ipywidgets.Label('0')\n"
        f"{link}\nipywidgets.VBox([slider, label])",
    )
    with serving(folder) as (url, _):
        yield url


def works(page):
    expect(page.get_by_role("status")).to_be_hidden(timeout=30_000)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("depth 1")).to_be_visible()


def test_after_a_first_failure_the_next_socket_speaks_the_same_protocol(page, trouble, url):
    page.add_init_script(FIRST_FAILS)
    page.goto(url + "voila/render/01_first.ipynb")
    works(page)
    assert page.evaluate("tried") == 2
    trouble.clear()
