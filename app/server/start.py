"""Voilà on its own: the server that `python -m app` starts."""

import logging
import os
import tempfile
import threading
import webbrowser
from pathlib import Path

import jinja2
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.contentshandler import VoilaContentsHandler

from app.server.handlers import HANDLERS
from app.server.settings import configure

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
    def init_handlers(self):
        """Voilà's, some by our own, and without the listing of files for Voilà's own start page."""
        return [
            (url, HANDLERS.get(handler, handler), *settings)
            for url, handler, *settings in super().init_handlers()
            if handler is not VoilaContentsHandler
        ]

    def init_settings(self):
        """Voilà's, without Jupyter's page for errors: it wants files that are not served here."""
        pages = jinja2.DictLoader({"error.html": "{{ status_code }}: {{ status_message }}"})
        return super().init_settings() | {"jinja2_env": jinja2.Environment(loader=pages, autoescape=True)}

    def launch_browser(self):
        threading.Thread(target=webbrowser.open, args=[self.connection_url], daemon=True).start()


def serve(folder: Path, host: str, port: int, open_browser: bool) -> None:
    config = Config()
    configure(config, folder)
    # A page that is left says so and its kernel ends. What remains when it could not (no network, a browser
    # that was killed) ends after ten minutes; a page that is open keeps its kernel.
    config.MappingKernelManager.cull_idle_timeout = 600
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.transport_encryption = "auto"
    if sockets_have_names():
        config.KernelManager.transport = "ipc"
    app = LessonServer(
        config=config,
        config_file_paths=[],  # a voila.json of the visitor's own must not change the lessons
        root_dir=str(folder),
        ip=host,
        port=port,
        port_retries=0,
        open_browser=open_browser,
        log_level=logging.ERROR,
        tornado_settings={
            "headers": {"Content-Security-Policy": POLICY},
            # A page that closes says so with a beacon, also when it has no token yet.
            "disable_check_xsrf": True,
            # A page that went without a word (no network, a lid closed) is noticed within a minute.
            "ws_ping_interval": 30_000,
            "ws_ping_timeout": 30_000,
        },
    )
    logging.getLogger("asyncio").addFilter(is_news)
    app.initialize([])
    app.start()


def sockets_have_names() -> bool:
    """Whether kernels can be reached by files instead of ports.

    Ports are chosen before a kernel takes them, and while many arrive another connection may be faster: one kernel
    in some hundreds then dies at birth. The name of a socket has room for 103 characters, 66 of them Jupyter's.
    """
    return os.name == "posix" and len(tempfile.gettempdir()) < 103 - 66


def is_news(record: logging.LogRecord) -> bool:
    """Whether it is worth a line: a page that closes while pictures are on their way is not."""
    return not (record.exc_info and record.exc_info[0] is WebSocketClosedError)
