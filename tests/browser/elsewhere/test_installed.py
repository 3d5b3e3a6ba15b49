"""The wheel in an environment of its own, as one who has no checkout sees it."""

import pytest
from installing import Environment, clean, wheel
from panels import part
from serving import serving
from sources import ROOT


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """All that the wheel asks for, in the locked versions."""
    environment = Environment(tmp_path_factory.mktemp("environment"))
    built = wheel(ROOT, tmp_path_factory.mktemp("wheel"))
    environment.install("--constraint", ROOT / "binder" / "requirements.txt", built)
    return environment


@pytest.fixture
def installed(environment, tmp_path):
    """The address of its `python -m app`, started in an empty folder."""
    with serving(python=environment.python, cwd=tmp_path, env=clean(tmp_path)) as (url, _):
        yield url


@pytest.mark.binder
def test_a_lesson_draws_and_answers_from_the_wheel(environment, installed, visit):
    whence = "import app; from app.watch import watch; assert callable(watch); print(app.__path__[0])"
    assert environment.run(whence).startswith(str(environment.folder))
    panel = part(visit(installed + "voila/render/03_initialization.ipynb"), 1)
    drawn = panel.frame()
    panel.slider("Depth").press("ArrowRight")
    panel.waits_for_frame_after(drawn)
    panel.fits()
