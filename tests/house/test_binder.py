"""One set of versions everywhere, and Binder's steps in a fresh environment."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.request

import pytest
from installing import locked
from packaging.requirements import Requirement
from serving import free_port, get, wait_for
from sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
TEST = [Requirement(line) for line in PROJECT["dependency-groups"]["test"]]


@pytest.mark.parametrize("requirement", RUNTIME, ids=str)
def test_the_lock_holds_what_the_project_asks_for(requirement):
    assert requirement.specifier.contains(locked("binder/requirements.txt")[requirement.name])


@pytest.mark.parametrize("requirement", TEST, ids=str)
def test_the_tests_lock_holds_their_tools(requirement):
    assert requirement.specifier.contains(locked("tests/requirements.txt")[requirement.name])


def test_the_tests_run_with_the_versions_of_the_app():
    assert locked("binder/requirements.txt").items() <= locked("tests/requirements.txt").items()


@pytest.mark.parametrize("requirement", RUNTIME, ids=str)
def test_the_lowest_versions_are_the_bounds_themselves(requirement):
    (bound,) = requirement.specifier
    assert bound.operator == ">="
    lowest = locked("tests/requirements-lowest.txt")[requirement.name]
    assert re.sub(r"(\.0)+$", "", lowest) == re.sub(r"(\.0)+$", "", bound.version)


def test_the_readme_links_to_both_ways_on_binder():
    links = re.findall(
        r"https://mybinder\.org/v2/gh/\S+?\?urlpath=([^)\s]+)", (ROOT / "README.md").read_text()
    )
    assert {"voila/tree", "lab/tree/lessons/03_initialization.ipynb"} <= set(links)


@pytest.fixture(scope="module")
def binder(tmp_path_factory):
    """The steps of Binder's image: the locked versions in a fresh environment, postBuild, start."""
    home = tmp_path_factory.mktemp("binder")
    root = home / "repository"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv*", "*.egg-info", "__pycache__"))
    subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))
    }
    environment |= {"PATH": f"{home / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}", "HOME": str(home)}
    for step in [["pip", "install", "--quiet", "-r", "binder/requirements.txt"], ["binder/postBuild"]]:
        subprocess.run(step, cwd=root, env=environment, check=True)
    port = free_port()
    command = "binder/start jupyter lab --no-browser --allow-root --ip=127.0.0.1 --IdentityProvider.token="
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [*command.split(), "--ServerApp.base_url=/user/x/", f"--port={port}"],
            cwd=root,
            env=environment,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}/user/x/"
    try:
        wait_for(lambda: get(url + "api")[0] == 200, seconds=60)
        yield url, root
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.mark.long
@pytest.mark.binder
def test_binder_shows_the_start_page_and_the_lessons_as_the_app_does(binder):
    url, root = binder
    status, start = get(url + "voila/tree")
    assert status == 200
    assert '<html lang="en">' in start
    lessons = re.findall(r'<li><a href="(.*?)"', start)
    assert [name.split("/")[-1] for name in lessons] == sorted(
        path.name for path in (root / "lessons").glob("[0-9][0-9]*.ipynb")
    )
    for lesson in lessons:
        assert lesson.startswith("/user/x/voila/render/lessons/")
        with urllib.request.urlopen(url.removesuffix("/user/x/") + lesson) as answer:
            page = answer.read().decode()
            # Without this cookie the page could not end its kernel when it is left.
            assert any(cookie.startswith("_xsrf=") for cookie in answer.headers.get_all("Set-Cookie"))
        assert page.rstrip().endswith("</html>")
        assert "it is not your fault" not in page
        files = re.search(r'"fullStaticUrl": "/user/x/(voila/page/\w+/static)"', page)[1]
        assert get(f"{url}{files}/page.css")[0] == 200
        assert get(url + "lab/tree/lessons/" + lesson.split("/")[-1])[0] == 200
