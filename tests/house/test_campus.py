"""deploy/hub, as far as it can be read: one lock, one limit in both places, figures with a source."""

import re
import tomllib

import pytest
import yaml
from installing import locked
from packaging.requirements import Requirement
from sources import ROOT

HUB = ROOT / "deploy/hub"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = [Requirement(line) for line in PROJECT["dependency-groups"]["hub"]]
CONFIG = (HUB / "jupyterhub_config.py").read_text()
VALUES = yaml.safe_load((HUB / "values.yaml").read_text())


@pytest.mark.parametrize("requirement", WANTED, ids=str)
def test_the_lock_holds_the_hub(requirement):
    assert requirement.specifier.contains(locked("deploy/hub/requirements.txt")[requirement.name])


def test_a_student_has_the_versions_of_the_app():
    assert locked("binder/requirements.txt").items() <= locked("deploy/hub/requirements.txt").items()


def test_both_places_have_the_same_limits():
    memory, cpu = (re.search(rf"c.Spawner.{name}_limit = (.*)", CONFIG)[1] for name in ("mem", "cpu"))
    assert memory.strip('"') == VALUES["singleuser"]["memory"]["limit"]
    assert float(cpu) == VALUES["singleuser"]["cpu"]["limit"]
    assert f"--timeout={VALUES['cull']['timeout']}" in CONFIG
    assert f"--cull-every={VALUES['cull']['every']}" in CONFIG
    for setting in f'default_url = "{VALUES["singleuser"]["defaultUrl"]}"', VALUES["singleuser"]["cmd"]:
        assert setting in CONFIG


def test_what_the_image_copies_is_there():
    copied = re.findall(r"^COPY (.*) \S+$", (HUB / "Dockerfile").read_text(), re.MULTILINE)
    names = [name for line in copied for name in line.split()]
    assert {"app", "mlcore", "lessons", "deploy/hub/start"} <= set(names)
    for name in names:
        assert (ROOT / name).exists(), name


def test_every_figure_of_the_page_on_scaling_stands_in_its_source():
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs/scaling.md").read_text(), re.MULTILINE
    )
    rows = rows[[what for what, *_ in rows].index("what") + 1 :]
    assert len(rows) > 8
    source = None
    for what, figures, where in rows:
        found = re.search(r"\(\.\./(tests/bench/\w+\.md)\)", where)
        source = (ROOT / found[1]).read_text() if found else source if where == "the same" else None
        for figure in re.findall(r"\d[\d.]*", figures) if source else ():
            assert figure in re.findall(r"\d[\d.]*\d|\d", source), (what, figure)
