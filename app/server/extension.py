"""The lessons' pages on any of Jupyter's servers: an extension for JupyterLab's (make lab, Binder, a Hub)."""

from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupyter_server.utils import url_path_join
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths
from voila.tornado.handler import TornadoVoilaHandler

from app.server.files import FileHandler


class InstalledLesson(TornadoVoilaHandler):
    """A lesson's page where the server's own folder, a student's home say, does not hold the lessons: its notebook is
    the one that was installed with the code that it calls. Its kernel works in the server's folder."""

    def initialize(self, folder: Path, **usual: Any) -> None:
        super().initialize(**usual)
        self.installed = LargeFileManager(root_dir=str(folder))

    @property
    def contents_manager(self) -> LargeFileManager:
        return self.installed


def files_of(configuration: VoilaConfiguration, base_url: str) -> list[tuple]:
    """The handlers for what the lessons' pages load."""
    files = configuration.page_config_hook.files
    return [(url_path_join(base_url, r"/voila/page/(\w+)/(.+)"), FileHandler, {"files": files})]


def lessons_of(app: Any, configuration: VoilaConfiguration, base_url: str) -> list[tuple]:
    """The handler for pages of lessons that are not in the server's folder."""
    pages = configuration.page_config_hook
    if pages.served_from(app.contents_manager.root_dir) is not None:
        return []
    settings = {
        "folder": pages.folder,
        "config": app.config,
        "template_paths": collect_template_paths(["voila", "nbconvert"], configuration.template),
        "voila_configuration": configuration,
    }
    return [(url_path_join(base_url, "/voila/render/(.*)"), InstalledLesson, settings)]


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(app):
    configuration, base_url = VoilaConfiguration(parent=app), app.web_app.settings["base_url"]
    # Jupyter loads extensions by their names: these come before Voilà's own.
    handlers = [*files_of(configuration, base_url), *lessons_of(app, configuration, base_url)]
    app.web_app.add_handlers(".*$", handlers)
