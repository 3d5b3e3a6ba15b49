"""A campus: the Hub of deploy/hub with its proxy, lessons and JupyterLab beneath /user/…/, from the installed wheel."""

from pathlib import Path

import pytest
from campus import PASSWORD, environment, pss, running
from panels import part
from serving import wait_for

LIMIT = 1000  # MB of a student's server and its kernels: c.Spawner.mem_limit, and values.yaml's


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    return environment(tmp_path_factory.mktemp("campus"))


@pytest.fixture(scope="module")
def hub(installed, tmp_path_factory):
    with running(tmp_path_factory.mktemp("hub"), installed) as hub:
        yield hub


@pytest.mark.binder
def test_a_student_comes_in_reads_a_lesson_and_edits_another(page, hub):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(hub.url)
    page.fill("#username_input", "ada")
    page.fill("#password_input", PASSWORD)
    page.click("#login_submit")
    lesson = page.locator("ol.lessons a").nth(2)
    lesson.wait_for(timeout=120_000)
    assert page.url.endswith("/user/ada/voila/tree")
    lesson.click()
    panel = part(page, 1)
    drawn = panel.frame()
    panel.slider("Depth").press("ArrowRight")
    panel.waits_for_frame_after(drawn)
    assert "/user/ada/voila/render/03_initialization.ipynb" in page.url
    page.goto(f"{hub.url}user/ada/lab/tree/lessons/03_initialization.ipynb")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=120_000)
    assert not said


@pytest.mark.long
@pytest.mark.binder
def test_two_lessons_fit_into_the_limit(hub):
    hub.starts("grace")
    for lesson in "03_initialization", "06_playground":
        status, text = hub.ask("GET", f"user/grace/voila/render/{lesson}.ipynb")
        assert status == 200
        assert text.rstrip().endswith("</html>")
        assert "it is not your fault" not in text
    server, kernels = hub.processes("grace")
    assert len(kernels) == 2
    assert sum(map(pss, [server, *kernels])) < LIMIT / 2  # what panels hold that are played comes on top


@pytest.mark.long
@pytest.mark.binder
def test_an_idle_server_ends_and_what_was_written_stays(installed, tmp_path):
    with running(tmp_path, installed, culling=("--timeout=20", "--cull-every=2")) as hub:
        hub.starts("emmy")
        home = Path(tmp_path / "home-emmy")
        (home / "lessons/01_backpropagation.ipynb").write_text("mine")
        (home / "lessons/02_symmetry.ipynb").unlink()
        wait_for(lambda: not hub.ready("emmy"), seconds=180)
        hub.starts("emmy")
        status, text = hub.ask("GET", "user/emmy/voila/render/01_backpropagation.ipynb")
        assert (status, "mine" in text[:100]) == (200, False)  # pages are the lessons as they were installed
        assert (home / "lessons/01_backpropagation.ipynb").read_text() == "mine"
        assert (home / "lessons/02_symmetry.ipynb").exists()
