"""What the class server does when a visitor comes, waits, and leaves."""

import asyncio
import errno
import logging
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

import jinja2
from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import HTTPError, authenticated
from voila.exporter import VoilaExporter
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from app.server.lessons import lessons
from app.server.websocket import PageSocket


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
                with self.room_for_files():
                    await super().get(path)
        finally:
            if not turn.cancel():
                self.starting.release()

    @contextmanager
    def room_for_files(self):
        """A kernel needs some small files; where none can be written any more, a sentence says so."""
        try:
            yield
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self.log.error(
                "A lesson could not start: %s is full, or may not be written", tempfile.gettempdir()
            )
            if not self._headers_written:
                raise HTTPError(507) from None
            self.finish(
                '<p class="line" role="alert">There is no room left for small files: tell your teacher.</p>'
            )

    def head(self, path=None):
        """What a lesson would answer, for which no kernel need be started."""
        self.set_status(200 if self.is_lesson(path) else 404)
        self.set_header("Cache-Control", "no-store")

    async def get_generator(self, path=None):
        """Voilà's pieces of a page, with two ends of our own.

        Voilà would wait for ever for a kernel that died at birth, and others for this lesson's turn. And the kernel
        of someone who left while it started, maybe before the page knew its name, is nobody else's to end.
        """
        kernel, waited = None, 0
        async for html in super().get_generator(path):
            yield html
            if kernel := kernel or KERNEL.search(html):
                known = kernel[1] in self.kernel_manager  # or the page itself has said that it was left
                if known and self.left:
                    await self.kernel_manager.shutdown_kernel(kernel[1], now=True)
                if self.left or not known:
                    return
            waited = waited + 1 if HEARTBEAT in html else 0
            if waited > PATIENCE:
                return

    @property
    def left(self):
        return self.request.connection.stream.closed()

    async def tell(self, path, before):
        """A line of the page ahead of the page itself, which a browser takes as one; page.js removes it."""
        if self.is_lesson(path):  # any other page may still become an error
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.write(WAITING.format(before=before))
            await self.flush()

    def is_lesson(self, path):
        return path in [lesson.name for lesson in lessons(Path(self.contents_manager.root_dir))]


NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def is_news(record: logging.LogRecord) -> bool:
    """Whether a line of the log says more than `room_for_files` does."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, OSError) and error.errno in NO_ROOM)


KERNEL = re.compile(r'"kernelId": "([^"]+)"')  # as index.html.j2 tells it to the page
HEARTBEAT = "voila_heartbeat()"  # Voilà's sign of life, every ten seconds
PATIENCE = 12  # signs of life; the page itself offers to reload after six

# Each line hides the one before it.
WAITING = """<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,">
<style>.line {{ font: 18px sans-serif; margin: 2em 1em }} .line:has(~ .line) {{ display: none }}</style>
<p class="line" role="status">Many lessons are starting: {before} before yours. This page goes on by itself.</p>
"""


class Compiled(jinja2.BytecodeCache):
    """What was compiled of each template, as long as the server runs."""

    def __init__(self) -> None:
        self.codes: dict[str, tuple] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """The code of a template whose source is still the same."""
        checksum, code = self.codes.get(bucket.key, (None, None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keeps it."""
        self.codes[bucket.key] = bucket.checksum, bucket.code


class LessonExporter(VoilaExporter):
    """Voilà's, which makes an environment of templates for every page: those are compiled once."""

    compiled = Compiled()

    def _create_environment(self) -> jinja2.Environment:
        environment = super()._create_environment()
        environment.bytecode_cache = self.compiled
        return environment


class StartHandler(TornadoVoilaTreeHandler):
    """Voilà's, which answers HEAD as well."""

    head = TornadoVoilaTreeHandler.get


class LeaveHandler(VoilaShutdownKernelHandler):
    """Ends the kernel of a page that was left: at once, since a lesson has nothing to put in order first.

    Asked to end by itself, a kernel in the middle of a cell would fill the teacher's terminal.
    """

    @authenticated
    async def post(self, kernel_id):
        if kernel_id in self.kernel_manager:  # a page may say so twice
            await self.kernel_manager.shutdown_kernel(kernel_id, now=True)
        self.set_status(204)


# Voilà's that nobody asks for: its start page's, and those of files, which files.py has.
NOT_SERVED = {
    VoilaContentsHandler,
    TemplateStaticFileHandler,
    MultiStaticFileHandler,
    FileFindHandler,
    ThemesHandler,
}
# Voilà's, and what stands in for them.
HANDLERS = {
    TornadoVoilaHandler: LessonHandler,
    TornadoVoilaTreeHandler: StartHandler,
    VoilaShutdownKernelHandler: LeaveHandler,
    VoilaKernelWebsocketHandler: PageSocket,
}
