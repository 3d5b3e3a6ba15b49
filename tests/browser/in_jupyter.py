"""JupyterLab and a person in it: notebooks opened, typed with real keys, and run. Not a test."""

from contextlib import contextmanager

from panels import clicks
from playwright.sync_api import expect
from serving import serving


@contextmanager
def jupyterlab(folder):
    """Its address, with this folder's notebooks."""
    options = [f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=", "--ServerApp.allow_root=True"]
    # Else tabs and themes of other days come back.
    options += [f"--LabApp.{kept}_dir={folder / kept}" for kept in ("workspaces", "user_settings")]
    with serving(*options, command=("-m", "jupyterlab")) as (url, _):
        yield url


def opened(page, lab, notebook):
    """Open a notebook and run its cells."""
    page.goto(f"{lab}lab/tree/{notebook}?reset")  # without the tabs of the test before
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=180_000)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=180_000)
    run_all(page)


def run_all(page):
    clicks(page.get_by_role("menuitem", name="Run", exact=True))
    clicks(page.get_by_role("menuitem", name="Run All Cells", exact=True))


def types(page, code):
    """A cell more at the end of the notebook, typed with real keys and run; what it prints stands beneath it."""
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    cells.last.locator(".cm-content").click()
    page.keyboard.type(code)
    page.keyboard.press("Shift+Enter")
    return cells.nth(cells.count() - 2)


def mine(trouble):
    """JupyterLab says things of its own in the console; what concerns our widgets must not be among them."""
    assert not [said for said in trouble if "bl-" in said or "anywidget" in said or "another host" in said]
    trouble.clear()
