"""Voilà on its own: the server that `python -m app` starts."""

import asyncio
import logging
import os
import re
import tempfile
import threading
import webbrowser
from pathlib import Path

from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler

from app.server.lessons import lessons
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


class LessonHandler(TornadoVoilaHandler):
    """Starts lessons in the order of arrival, as many at once as there are processors.

    A class of thirty that opens a lesson together would otherwise all wait for the last one's kernel. Who waits
    for longer than a second is told how many are before them.
    """

    starting = asyncio.Semaphore(os.cpu_count() or 1)
    line = []

    async def get(self, path=None):
        turn = asyncio.ensure_future(self.starting.acquire())
        self.line.append(turn)
        try:
            try:
                while not (await asyncio.wait({turn}, timeout=1))[0] and not self.left:
                    await self.tell(path, self.line.index(turn))
            finally:
                self.line.remove(turn)
            if not self.left:  # who left the line needs no kernel
                await super().get(path)
        finally:
            if not turn.cancel():
                self.starting.release()

    async def get_generator(self, path=None):
        """Voilà's pieces of a page, with two ends of our own.

        Voilà would wait for ever for a kernel that died at birth, and others for this lesson's turn. And the kernel
        of someone who left before the page knew its name is nobody else's to end.
        """
        waited = 0
        async for html in super().get_generator(path):
            yield html
            waited = waited + 1 if HEARTBEAT in html else 0
            kernel = KERNEL.search(html)
            if kernel and self.left:
                await self.kernel_manager.shutdown_kernel(kernel[1])
            if (kernel and self.left) or waited > PATIENCE:
                return

    @property
    def left(self):
        return self.request.connection.stream.closed()

    async def tell(self, path, before):
        """A line of the page ahead of the page itself, which a browser takes as one; page.js removes it."""
        folder = Path(self.contents_manager.root_dir)
        if path in [lesson.name for lesson in lessons(folder)]:  # any other page may still become an error
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.write(WAITING.format(before=before))
            await self.flush()


KERNEL = re.compile(r'"kernelId": "([^"]+)"')  # as index.html.j2 tells it to the page
HEARTBEAT = "voila_heartbeat()"  # Voilà's sign of life, every ten seconds
PATIENCE = 12  # signs of life; the page itself offers to reload after six

# Each line hides the one before it.
WAITING = """<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,">
<style>.line {{ font: 18px sans-serif; margin: 2em 1em }} .line:has(~ .line) {{ display: none }}</style>
<p class="line" role="status">Many lessons are starting: {before} before yours. This page goes on by itself.</p>
"""


class LessonServer(Voila):
    def init_handlers(self):
        """Voilà's, with our own for lessons and without the listing of files for Voilà's own start page."""
        ours = {TornadoVoilaHandler: LessonHandler}
        return [
            (url, ours.get(handler, handler), *settings)
            for url, handler, *settings in super().init_handlers()
            if handler is not VoilaContentsHandler
        ]

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
