"""The files of pages on any of Jupyter's servers; for JupyterLab's (make lab, Binder) this is an extension."""

from jupyter_server.utils import url_path_join
from voila.configuration import VoilaConfiguration

from app.server.files import FileHandler


def files_of(configuration: VoilaConfiguration, base_url: str) -> list[tuple]:
    """The handlers for what the lessons' pages load."""
    files = configuration.page_config_hook.files
    return [(url_path_join(base_url, r"/voila/page/(\w+)/(.+)"), FileHandler, {"files": files})]


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(app):
    handlers = files_of(VoilaConfiguration(parent=app), app.web_app.settings["base_url"])
    app.web_app.add_handlers(".*$", handlers)
