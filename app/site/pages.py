"""The pages of the site, from the very templates, scripts and styles of the server's."""

import re
import shutil
from dataclasses import asdict
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from voila.exporter import VoilaExporter

from app import widgets
from app.server.files import TEMPLATE, WIDGETS
from app.server.lessons import FOLDER, Lesson, lessons
from app.server.rooms import rooms
from app.server.settings import JUPYTER, THEME
from app.site import offline

HERE = Path(__file__).parent
SERVER = JUPYTER / "voila/templates" / TEMPLATE
NOT_HERE = {"kernel.js", "again.js", "classroom.css"}  # these speak to a server


def parts() -> set[str]:
    """What widgets ask for by name: files beside theirs, or some joined by +."""
    classes = [getattr(widgets, name) for name in widgets.__all__ if isinstance(getattr(widgets, name), type)]
    asked = {name for each in classes for name in (each.script, each.style) if name} | {"load.js"}
    for path in WIDGETS.glob("*.js"):
        asked |= set(re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")))
    return asked


def files(out: Path) -> None:
    """All that pages load besides themselves: static/ and widgets/."""
    shutil.copytree(SERVER / "static", out / "static", ignore=lambda _, names: NOT_HERE & set(names))
    for path in (HERE / "static").iterdir():
        shutil.copyfile(path, out / "static" / path.name)
    (out / "widgets").mkdir()
    for name in parts():
        texts = [(WIDGETS / each).read_text(encoding="utf-8") for each in name.split("+")]
        (out / "widgets" / name).write_text("\n".join(texts), encoding="utf-8")


def address(lesson: Lesson) -> str:
    """Of a lesson's page, beside the start page."""
    return lesson.name.removesuffix(".ipynb") + ".html"


def write(out: Path, page: str, python: dict) -> list[str]:
    """The start page and the lessons, which load from the folder `page`, and Python as it says; their names."""
    known = lessons(FOLDER)
    each = {
        lesson.name: {**asdict(lesson), "topic": lesson.topic, "url": address(lesson)} for lesson in known
    }
    config = {
        "lessons": list(each.values()),
        "lesson": None,
        "rooms": {},
        "theme": THEME.read_text(encoding="utf-8"),
        "startUrl": "index.html",
        "fullTemplateUrl": f"{page}/static",
        "site": {
            "worker": f"{page}/static/worker.js",
            "widgets": f"{page}/static/widgets.js",
            "offline": offline.SCRIPT,
            "start": python | {"env": environment(page)},
        },
    }
    for lesson in known:
        config |= {"lesson": each[lesson.name], "rooms": rooms(lesson.name)}
        (out / address(lesson)).write_text(rendered(lesson, config), encoding="utf-8")
    config |= {"lesson": None, "rooms": {}}
    start = Environment(loader=FileSystemLoader(SERVER)).get_template("tree.html")
    (out / "index.html").write_text(start.render(page_config=config), encoding="utf-8")
    return ["index.html", *map(address, known)]


def environment(page: str) -> dict[str, str]:
    """Of Python in a page. Widgets find their code beside the page, as on the server."""
    return {
        "HOME": "/home/pyodide",
        "MPLBACKEND": "agg",
        "JUPYTER_WIDGETS_ECHO": "0",
        "VOILA_BASE_URL": ".",
        "BACKPROP_LAB_FILES": page,
    }


def rendered(lesson: Lesson, config: dict) -> str:
    """A lesson's page, by Voilà's exporter, as the server makes it."""
    exporter = VoilaExporter(
        template_name=TEMPLATE,
        extra_template_basedirs=[str(JUPYTER / "voila/templates"), str(HERE / "templates")],
        template_file="site.html.j2",
        contents_manager=LargeFileManager(root_dir=str(FOLDER)),
    )
    exporter.environment.loader = ChoiceLoader([FileSystemLoader([HERE / "templates", SERVER])])
    exporter.environment.globals["page_config"] = config
    return exporter.from_filename(str(FOLDER / lesson.name))[0]
