"""The static site, as far as it can be looked at without building it: what it takes, what its pages ask for."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from html.parser import HTMLParser

import pytest
from sources import ROOT

from app.server.lessons import FOLDER, lessons
from app.site import lab, offline, pages
from app.site.release import WANTED, Missing, needed, take

BESIDE = "teaching/index.html", "api/index.html"  # which `make site` writes after the lessons
LAB = "lab/index.html", "lab/lab/index.html"
WHEELS = {"numpy-2.whl": b"numbers", "matplotlib-3.whl": b"pictures", "six-1.whl": b"six"}


@pytest.fixture
def core(tmp_path):
    """A folder with a list of packages, as beside Pyodide's core."""
    needs = {"numpy": [], "matplotlib": ["numpy", "six"], "six": [], "scipy": ["numpy"]}
    files = {name.partition("-")[0]: (name, content) for name, content in WHEELS.items()} | {
        "scipy": ("s", b"")
    }
    packages = {
        name: {
            "file_name": files[name][0],
            "depends": depends,
            "sha256": hashlib.sha256(files[name][1]).hexdigest(),
        }
        for name, depends in needs.items()
    }
    (tmp_path / "pyodide-lock.json").write_text(json.dumps({"packages": packages}))
    return tmp_path


def released(kind, folder, wheels):
    """A release of these wheels: a folder, or an archive of a kind."""
    inside = folder / "release" / "pyodide"
    inside.mkdir(parents=True)
    for name, content in wheels.items():
        (inside / name).write_bytes(content)
    if kind == "folder":
        return folder / "release"
    path = folder / f"release.{kind}"
    if kind == "whl":
        with zipfile.ZipFile(path, "w") as archive:
            for name in wheels:
                archive.write(inside / name, f"pyodide/{name}")
    else:
        with tarfile.open(path, "w:bz2") as archive:
            archive.add(inside, "pyodide")
    return path


@pytest.mark.parametrize("kind", ["folder", "whl", "tar.bz2"])
def test_what_is_wanted_is_taken_from_a_release(core, tmp_path, kind):
    assert {each["file_name"] for each in needed(core).values()} == set(WHEELS)
    take(released(kind, tmp_path, WHEELS | {"scipy-1.whl": b"more"}), needed(core), tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == WHEELS


@pytest.mark.parametrize("kind", ["folder", "whl", "tar.bz2"])
def test_a_file_that_is_not_the_official_one_is_refused(core, tmp_path, kind):
    changed = released(kind, tmp_path, WHEELS | {"six-1.whl": b"seven"})
    with pytest.raises(Missing, match=r"six-1\.whl .* is not the official file"):
        take(changed, needed(core), tmp_path / "out")


def test_a_release_that_lacks_something_is_refused(core, tmp_path):
    with pytest.raises(Missing, match=r"holds no matplotlib-3\.whl"):
        take(released("folder", tmp_path, {"numpy-2.whl": b"numbers"}), needed(core), tmp_path / "out")
    (tmp_path / "note.txt").write_text("no archive")
    with pytest.raises(Missing, match="neither a folder nor the archive"):
        take(tmp_path / "note.txt", needed(core), tmp_path / "out")


def test_labs_list_names_the_sites_archive_and_what_that_lacks(tmp_path):
    """Each by its hash, at its place from Pyodide's folder; what both have is not fetched twice."""
    release = {
        name: {"depends": [], "file_name": f"{name}-1.whl"}
        for name in (*WANTED, *lab.SHELL, "six", "traitlets")
    }
    release["matplotlib"]["depends"] = ["six"]
    release["ipython"]["depends"] = ["six", "traitlets", "sqlite3"]
    (tmp_path / "pyodide-lock.json").write_text(json.dumps({"info": {}, "packages": release}))
    assert set(lab.shell(tmp_path)) == set(lab.SHELL)
    assert lab.shell(tmp_path)["ipython"]["depends"] == ["sqlite3"]

    wheels, archive = tmp_path / "lab/wheels", tmp_path / "python-x/packages.tar.gz"
    for folder in wheels, archive.parent:
        folder.mkdir(parents=True)
    archive.write_bytes(b"all")
    lab.scripts(wheels)
    packages = lab.lock(tmp_path, wheels, archive)["packages"]
    assert set(packages) == {*lab.SHELL, "site-packages", "backprop-lab"}
    assert packages["backprop-lab"]["depends"] == ["site-packages"]
    for name in "site-packages", "backprop-lab":
        file = archive.parent / packages[name]["file_name"]
        assert hashlib.sha256(file.read_bytes()).hexdigest() == packages[name]["sha256"]
    with zipfile.ZipFile(file) as wheel:
        assert {"app/widgets/net.js", "app/widgets/theme.css"} <= set(wheel.namelist())


class Asked(HTMLParser):
    """The addresses a page loads or leads to."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.leads = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.loads |= {attrs[name] for name in ("src",) if name in attrs}
        (self.leads if tag == "a" else self.loads).update(filter(None, [attrs.get("href")]))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """(the folder of a site without Python and without Jupyter's widgets, the names of its pages)"""
    out = tmp_path_factory.mktemp("site")
    pages.files(out / "page-x")
    for bundled in "widgets.js", "widgets.css":
        (out / "page-x/static" / bundled).touch()
    return out, pages.write(out, "page-x", {"python": "python-x/"})


def test_pages_ask_for_files_of_the_site_alone(site):
    out, names = site
    assert names == ["index.html", *(lesson.name.replace(".ipynb", ".html") for lesson in lessons(FOLDER))]
    for name in names:
        asked = Asked((out / name).read_text(encoding="utf-8"))
        for address in asked.loads:
            assert address.startswith("data:") or (out / address).is_file(), (name, address)
        within = {
            a.partition("#")[0].partition("?")[0] for a in asked.leads if not re.match(r"https?:", a)
        } - {""}
        assert within <= {*names, *BESIDE, *LAB}, name
        assert set(names) - {"index.html"} <= within | {name}, name


@pytest.mark.slow
def test_pages_of_teachers_and_of_the_engine_lead_somewhere(site):
    """As `make site` writes them; pictures and slides, which take longer, are left out and then not linked."""
    out, _ = site
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "docs/api.py _site/api" in made and "-m docs.teaching _site/teaching" in made
    for command in (
        ["docs/api.py", out / "api"],
        ["-m", "docs.teaching", out / "teaching", "student", "sheet", "guide"],
    ):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    asked = Asked((out / "teaching/index.html").read_text(encoding="utf-8"))
    leads = {address for address in asked.leads if not re.match("https?:|#", address)}
    assert {"../03_initialization.html", "cheat_sheet.html", "live_coding_student.ipynb"} <= leads
    for address in asked.loads | leads:
        assert address.startswith("data:") or (out / "teaching" / address).is_file(), address
    for address in BESIDE:
        assert (out / address).is_file()


def test_what_workflows_use_is_named_by_its_commit():
    """A tag can be moved to other code; the version beside it is for people."""
    used = [
        line.split("uses:")[1].strip()
        for path in (ROOT / ".github/workflows").glob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len(used) > 5
    for each in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", each)


def test_the_service_worker_names_each_file_and_is_another_when_one_changes(site, tmp_path):
    out, names = site
    shutil.copytree(out, tmp_path, dirs_exist_ok=True)
    (tmp_path / "python-x").mkdir()
    (tmp_path / "python-x" / "code").write_text("old")
    written = []
    for content in "old", "old", "new":
        (tmp_path / "python-x" / "code").write_text(content)
        offline.write(tmp_path, names, ["page-x", "python-x/"])
        written.append((tmp_path / "offline.js").read_text(encoding="utf-8"))
    assert written[0] == written[1] != written[2]
    kept = json.loads(re.search(r"FILES = (.*);", written[0])[1])
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    ours = {name for name in there if name in names or name.startswith(("page-x/", "python-x/"))}
    assert {*kept} == ours and "page-x/static/worker.js" in kept


def test_a_lesson_has_the_room_and_the_code_of_every_cell(site):
    out, _ = site
    for lesson in lessons(FOLDER):
        text = (out / lesson.name.replace(".ipynb", ".html")).read_text(encoding="utf-8")
        cells = json.loads((FOLDER / lesson.name).read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert text.count('class="room"') == text.count('class="code"') == len(code)


def test_widgets_find_what_they_ask_for(site):
    out, _ = site
    from app.widgets import Picture
    from app.widgets.base import read

    there = out / "page-x/widgets"
    assert (there / Picture.script).read_text(encoding="utf-8") == read(Picture.script)
    for path in there.glob("*.js"):
        for name in re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")):
            assert (there / name).is_file(), (path.name, name)
