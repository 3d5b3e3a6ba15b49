"""Voilà on its own: the server that `python -m app` starts."""

import logging
import threading
import webbrowser
from pathlib import Path

from traitlets.config import Config
from voila.app import Voila
from voila.tornado.contentshandler import VoilaContentsHandler

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
    """Voilà without the listing of files that only its own start page needs."""

    def init_handlers(self):
        return [handler for handler in super().init_handlers() if handler[1] is not VoilaContentsHandler]

    def launch_browser(self):
        threading.Thread(target=webbrowser.open, args=[self.connection_url], daemon=True).start()


def serve(folder: Path, host: str, port: int, open_browser: bool) -> None:
    config = Config()
    configure(config, folder)
    app = LessonServer(
        config=config,
        config_file_paths=[],  # a voila.json of the visitor's own must not change the lessons
        root_dir=str(folder),
        ip=host,
        port=port,
        port_retries=0,
        open_browser=open_browser,
        log_level=logging.WARNING,
        tornado_settings={
            "headers": {"Content-Security-Policy": POLICY},
            # A page that closes says so with a beacon, which cannot carry the token.
            "disable_check_xsrf": True,
        },
    )
    app.initialize([])
    app.start()
