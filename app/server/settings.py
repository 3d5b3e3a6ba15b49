"""Voilà's settings, the same for `python -m app` and for Voilà inside JupyterLab (Binder)."""

import os
from dataclasses import asdict
from pathlib import Path

from jupyter_server.utils import url_path_join
from tornado.web import HTTPError

from app.server.files import EXTENSIONS, TEMPLATE, Files
from app.server.lessons import FOLDER, lessons
from app.server.rooms import rooms

THEME = Path(__file__).parents[1] / "widgets" / "theme.css"  # the colours, which panels have, too
# Jupyter's data path (the template) and its configuration path: jupyter_server_config.py, and page_config.json, by
# which JupyterLab asks no other host for news or newer versions.
JUPYTER = Path(__file__).with_name("jupyter")


def configure(c, folder: Path = FOLDER) -> None:
    """Fills in a traitlets configuration and the environment that Voilà and its kernels inherit."""
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        [str(JUPYTER), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    )
    # The nets are small: more BLAS threads cost a hundred times what they save.
    for library in "OPENBLAS", "OMP", "MKL":
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")

    # Voilà sends pictures in Markdown inside the page, but only from a contents manager that is not async.
    c.ServerApp.contents_manager_class = "jupyter_server.services.contents.largefilemanager.LargeFileManager"
    c.Voila.kernel_websocket_connection_class = "app.server.connection.PageConnection"
    # JupyterLab asks for Jupyter's older protocol after a first failure, and its own server speaks it, too.
    c.ServerApp.kernel_websocket_connection_class = "app.server.connection.PromptConnection"
    voila = c.VoilaConfiguration
    voila.template = TEMPLATE
    voila.allow_template_override = voila.allow_theme_override = "NO"
    files = Files()
    os.environ["BACKPROP_LAB_FILES"] = files.place  # where the widgets of a page find their code
    voila.page_config_hook = PageConfig(folder, files)
    voila.prelaunch_hook = give_token
    voila.resources = {"started": started}
    voila.extension_allowlist = list(EXTENSIONS)
    # With pictures in the page, no file need be served beside it.
    voila.file_allowlist = []
    # A cell that fails says so in a sentence (index.html.j2) and leaves the rest of the lesson in place.
    c.VoilaExecutor.allow_errors = True
    voila.show_tracebacks = True


def give_token(handler, notebook, cwd):
    """A Jupyter server lets a page end its kernel only with a token; asking for it sets the page's cookie."""
    _ = handler.xsrf_token


async def started(kernel_start, notebook):
    """The id of a page's kernel when it is ready; None, which page.js tells, where Voilà would wait on."""
    try:
        return await kernel_start(notebook)
    except Exception:  # it died, or does not answer; it says itself why
        return None


class PageConfig:
    """Adds to each page what its template shows; refuses pages that are no lesson before a kernel starts."""

    def __init__(self, folder: Path, files: Files):
        self.folder, self.files = folder.resolve(), files
        # What the address of a lesson ends in: a class opens it with what its teacher has set up.
        self.query = lambda lesson: ""
        # Others want the processor and the memory: what nobody has scrolled to waits until somebody does, or prints.
        self.shared = False

    def served_from(self, root: str) -> str | None:
        """Where the lessons are in the folder that a server shows, as "lessons/"; None where they are elsewhere, which
        extension.py sees to."""
        if not self.folder.is_relative_to(found := Path(root).expanduser().resolve()):
            return None
        return "".join(f"{part}/" for part in self.folder.relative_to(found).parts)

    def __call__(self, page_config, *, base_url, settings, notebook_path, voila_configuration, log):
        within = self.served_from(settings["contents_manager"].root_dir) or ""
        pages = {}
        for lesson in lessons(self.folder):
            path = f"{within}{lesson.name}"
            url = url_path_join(base_url, "voila/render", path) + self.query(lesson.name)
            pages[path] = {**asdict(lesson), "topic": lesson.topic, "url": url}
        page = pages.get(notebook_path)
        if page is None and notebook_path.endswith(".ipynb"):
            raise HTTPError(404)
        place = url_path_join(base_url, self.files.place)
        extensions = page_config["federated_extensions"]
        page_config.update(
            lessons=list(pages.values()),
            lesson=page,
            shared=self.shared,
            rooms=rooms(page["name"]) if page else {},
            theme=THEME.read_text(encoding="utf-8"),
            startUrl=url_path_join(base_url, "voila/tree"),
            fullTemplateUrl=f"{place}/static",
            fullStaticUrl=f"{place}/static",
            fullLabextensionsUrl=f"{place}/labextensions",
            widgetsUrl=f"{place}/widgets",
            entries=[f"{place}/labextensions/{each['name']}/{each['load']}" for each in extensions],
            # KaTeX typesets (reading.js); Voilà's own typesetter, without an address, asks no other host.
            fullMathjaxUrl=None,
            mathjaxConfig=None,
        )
        return page_config
