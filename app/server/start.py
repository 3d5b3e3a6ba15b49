"""Voilà on its own: the server that `python -m app` starts."""

import logging
import os
import re
import socket
import ssl
import tempfile
import threading
import warnings
import webbrowser
from collections.abc import Iterable
from contextlib import ExitStack
from importlib.metadata import entry_points
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jinja2
import voila.notebook_renderer
from jupyter_client.provisioning import KernelProvisionerFactory
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.routing import HostMatches, Rule, RuleRouter
from tornado.web import ErrorHandler, RequestHandler
from traitlets import Any, Float, Instance, List, Unicode
from traitlets.config import Config
from voila.app import Voila

from app.server.classroom.room import Room
from app.server.extension import files_of
from app.server.forks import can_fork
from app.server.handlers import HANDLERS, NOT_SERVED, LessonExporter, is_news
from app.server.kernels import ForkedProvisioner, forget_unborn
from app.server.places import find_places
from app.server.settings import configure
from app.server.websocket import LONGEST

FORKED = "backprop-lab-forked"  # as pyproject.toml names it to Jupyter

# Pages load code, pictures and data from this server only. Widgets arrive as modules in blobs and bring
# their styles along; Voilà sends the one inline script named here while a cell takes long.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' blob: 'sha256-m16tKAZfrqdfaIlK4k9Uc4bmwJm0z0f+0b2ahSGv/Ko='",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' blob: data:",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ]
)


class LessonServer(Voila):
    certificate = Instance(ssl.SSLContext, allow_none=True)
    names = List(Unicode())  # by which browsers may ask for it, besides addresses of numbers
    patience = Float(60)  # seconds for a request to arrive as a whole
    classroom = Any(None)  # what `python -m app --class` adds (app/server/classroom)

    def init_handlers(self):
        """Voilà's, some by our own, and without Jupyter's accounts and the files of Voilà's own start page and pages.

        With a prefix they answer without it, too: some proxies take it off.
        """
        accounts = [handler for _, handler, *_ in self.identity_provider.get_handlers()]
        handlers = [(r".*%00.*", ErrorHandler, {"status_code": 404})]  # no file has such a name
        for prefix in dict.fromkeys([self.base_url, "/"]):
            self.server_url = prefix
            handlers += files_of(self.voila_configuration, prefix) + super().init_handlers()
        stand_ins = HANDLERS | (self.classroom.handlers if self.classroom else {})
        return [
            (url, stand_ins.get(handler, handler), *settings)
            for url, handler, *settings in handlers
            if handler not in accounts and handler not in NOT_SERVED
        ]

    def init_settings(self):
        """Voilà's, without Jupyter's page for errors: it wants files that are not served here."""
        pages = jinja2.DictLoader({"error.html": "{{ status_code }}: {{ status_message }}"})
        for logger in self.log, logging.getLogger("asyncio"):
            logger.addFilter(is_news)
        usual = super().init_settings()
        if self.classroom:
            usual |= self.classroom.settings(self.kernel_manager, self.voila_configuration.page_config_hook)
        return usual | {
            "jinja2_env": jinja2.Environment(loader=pages, autoescape=True),
            "compress_response": True,  # pages; files are compressed once
        }

    def listen(self):
        """Voilà's, with HTTPS, for our own names only, and no more read at once than a page has to say."""
        inside = self.classroom.door(self.app) if self.classroom else self.app
        guarded = RuleRouter([Rule(Meant(host_pattern(self.names)), inside)])
        HTTPServer(
            guarded,
            ssl_options=self.certificate,
            max_body_size=LONGEST,
            idle_connection_timeout=self.patience,
            body_timeout=self.patience,
        ).listen(self.port, self.ip)
        if self.open_browser:
            self.launch_browser()
        self.ioloop = IOLoop.current()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            if self.classroom:
                self.classroom.close()
            self.stop()

    def stop(self):
        # What ends in the midst of its work says so, which nobody needs to know any more.
        for name in "asyncio", "tornado.general":
            logging.getLogger(name).setLevel(logging.CRITICAL)
        warnings.simplefilter("ignore", RuntimeWarning)
        forget_unborn(self.kernel_manager)
        super().stop()

    def launch_browser(self):
        address = self.connection_url
        if self.certificate:
            address = address.replace("http:", "https:", 1)
        threading.Thread(target=webbrowser.open, args=[address], daemon=True).start()


def serve(
    folder: Path,
    host: str,
    port: int,
    open_browser: bool,
    base_url: str = "/",
    certificate: ssl.SSLContext | None = None,
    ping_interval: float = 30,
    names: Iterable[str] = (),
    room: Room | None = None,
) -> None:
    """Serves a folder of lessons until it is stopped.

    :param base_url: where the pages are for browsers, as "/lab/" behind a proxy
    :param certificate: for HTTPS
    :param ping_interval: seconds between two signs of life on a page's connection; a page that is silent for as long
        after one is gone
    :param names: hosts that a browser may ask for, besides this machine's own
    :param room: the settings of a class, where it is one
    """
    config = Config()
    configure(config, folder)
    # A page that is left says so and its kernel ends. What remains when it could not (no network, a browser
    # that was killed) ends after ten minutes; a page that is open keeps its kernel.
    config.MappingKernelManager.cull_idle_timeout = 600
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.transport_encryption = "auto"
    config.MappingKernelManager.kernel_manager_class = "app.server.kernels.LessonKernel"
    config.VoilaConfiguration.multi_kernel_manager_class = "app.server.kernels.LessonKernels"
    voila.notebook_renderer.VoilaExporter = LessonExporter  # there is no setting for it
    forked = can_fork() and entry_points(group=KernelProvisionerFactory.GROUP_NAME, name=FORKED)
    if forked:
        config.KernelProvisionerFactory.default_provisioner_name = FORKED
    if sockets_have_names():
        config.KernelManager.transport = "ipc"
    classroom = None
    if room is not None:
        from app.server.classroom.classroom import Classroom

        classroom = Classroom(room, folder, base_url, bool(forked))
        classroom.configure(config)
    app = LessonServer(
        config=config,
        classroom=classroom,
        config_file_paths=[],  # a voila.json of the visitor's own must not change the lessons
        root_dir=str(folder),
        ip=host,
        port=port,
        base_url=base_url,
        certificate=certificate,
        names=[host, *names, "localhost", socket.gethostname(), f"{socket.gethostname()}.local"],
        open_browser=open_browser,
        log_level=logging.ERROR,
        tornado_settings={
            "headers": {"Content-Security-Policy": POLICY},
            # A page that closes says so with a beacon, also when it has no token yet.
            "disable_check_xsrf": True,
            "websocket_ping_interval": ping_interval,
            "websocket_max_message_size": LONGEST,
        },
    )
    for name in "tornado.general", "tornado.access":
        logging.getLogger(name).setLevel(logging.ERROR)  # what visitors do wrong is no news
    with ExitStack() as until:
        find_places(until)
        app.initialize([])
        if forked:
            IOLoop.current().add_callback(ForkedProvisioner.forks.keep)
        app.start()


def sockets_have_names() -> bool:
    """Whether kernels can be reached by files instead of ports.

    Ports are chosen before a kernel takes them, and while many arrive another connection may be faster: one kernel
    in some hundreds then dies at birth. The name of a socket has room for 103 characters, 66 of them Jupyter's.
    """
    return os.name == "posix" and len(tempfile.gettempdir()) < 103 - 66


class Meant(HostMatches):
    """Requests for one of our hosts, by a verb of HTTP's and an address that is text. Any other has no handler, so it
    is not found: Jupyter's pages for errors would themselves fail, with a traceback.
    """

    def match(self, request):
        try:
            unquote_to_bytes(request.path).decode()
        except UnicodeDecodeError:
            return None
        return super().match(request) if request.method in RequestHandler.SUPPORTED_METHODS else None


def host_pattern(names: Iterable[str]) -> str:
    """A regular expression of the hosts that are answered: some names, and any address of numbers.

    A page of somebody else's whose name is made to lead here ("DNS rebinding") asks by that name.
    """
    known = "|".join(re.escape(name.lower().rstrip(".")) for name in names)
    return rf"(?i:{known}|[\d.]+|\[?[0-9a-f.]*:[0-9a-f:.]*\]?)\.?$"
