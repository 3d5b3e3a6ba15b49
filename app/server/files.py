"""What pages load besides themselves: scripts, styles, fonts, and the code of the widgets.

Every file is found when the server starts, and nothing else is ever served: what a visitor asks for is looked up in a
dictionary, not on the disk. The address says the version of all files, so that a browser keeps them for good.
"""

import asyncio
import functools
import hashlib
import mimetypes
import re
import zlib
from collections.abc import Callable
from pathlib import Path

from jupyter_core.paths import jupyter_path
from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler
from voila.paths import collect_static_paths

TEMPLATE = "backprop-lab"
EXTENSIONS = "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8", "anywidget"
WHOLE = EXTENSIONS[0], EXTENSIONS[2]  # a lesson asks for all chunks of these, and for two of Voilà's eight
WIDGETS = Path(__file__).parents[1] / "widgets"
LESSON = "static/lesson.js"  # Voilà's seventy scripts and those of ipywidgets' manager as one, made here
MOST_PARTS = 5  # of a name with "+"
MOST_KEPT = 100  # compressed files: some megabytes
DENSE = {".woff", ".woff2", ".png"}  # these are compressed


class Files:
    """Names with slashes, as static/page.js, and the content of each."""

    def __init__(self) -> None:
        self.paths = find()
        self.scripts = lesson_scripts(self.paths)
        digest = hashlib.blake2b(digest_size=6)
        for name, path in sorted(self.paths.items()):
            digest.update(name.encode() + b"\0" + path.read_bytes())
        self.version = digest.hexdigest()
        self.place = f"voila/page/{self.version}"  # of all addresses, after the server's own prefix
        self.compressed: dict[str, asyncio.Future[bytes]] = {}

    def parts(self, name: str) -> list[str]:
        """The names of the files whose contents, one after the other, are asked for; [] for what is not there.

        That is one file, the script of all lessons, or some of one folder: widgets/theme.js+lecture.js+picture.js.
        """
        if name == LESSON:
            return self.scripts
        folder, _, last = name.rpartition("/")
        names = [f"{folder}/{each}" for each in last.split("+")] if folder == "widgets" else [name]
        known = all(each in self.paths for each in names) and len(set(names)) == len(names) <= MOST_PARTS
        return names if known else []

    def read(self, name: str) -> bytes:
        """The content of a file."""
        contents = [self.paths[each].read_bytes() for each in self.parts(name)]
        if name == LESSON:  # each may be strict or not; the last one makes a name that others know
            contents[:-1] = [b"(() => {" + piece + b"\n})();" for piece in contents[:-1]]
        return b"\n".join(contents)

    async def gzip(self, name: str) -> bytes | None:
        """The same, compressed once; None where that saves nothing."""
        if Path(name).suffix in DENSE:
            return None
        if name not in self.compressed:
            if len(self.compressed) >= MOST_KEPT:
                self.compressed.pop(next(iter(self.compressed)))
            work = functools.partial(compress, functools.partial(self.read, name))
            self.compressed[name] = asyncio.get_running_loop().run_in_executor(None, work)
        return await asyncio.shield(self.compressed[name])


def find() -> dict[str, Path]:
    """{name: path}: where Jupyter looks in several folders, the first one counts, as it does there."""
    own = Path(__file__).with_name("jupyter") / "voila/templates" / TEMPLATE / "static"
    folders = [("static", Path(folder)) for folder in [own, *collect_static_paths(["voila"], "base")]]
    for place in jupyter_path("labextensions") + jupyter_path("voila", "labextensions"):
        folders += [(f"labextensions/{name}/static", Path(place) / name / "static") for name in EXTENSIONS]
    folders.append(("widgets", WIDGETS))
    found: dict[str, Path] = {}
    for prefix, folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                found.setdefault(f"{prefix}/{path.relative_to(folder).as_posix()}", path)
    return found


def lesson_scripts(paths: dict[str, Path]) -> list[str]:
    """The names of the scripts that any lesson asks for, each a webpack chunk that may come before it is asked for;
    last the one that asks for them. Those that are not among them are asked for as ever.
    """
    start = "static/voila.js"
    asked = chunks(paths, start)
    # Equations: MathJax comes by this extension, which asks for its parts.
    if found := re.search(r'"@jupyterlab/mathjax-extension".*?\.e\((\d+)\)\]', text(paths[start])):
        asked += chunks(paths, f"static/{found[1]}.voila.js")
    widgets = re.compile(rf"labextensions/(?:{'|'.join(WHOLE)})/static/\d+\.\w+\.js")
    return [*dict.fromkeys(asked), *sorted(filter(widgets.fullmatch, paths)), start]


def chunks(paths: dict[str, Path], script: str) -> list[str]:
    """The names of the chunks that a script of webpack's may ask for."""
    numbers = re.findall(r"\.e\((\d+)\)", text(paths[script]))
    return [name for number in numbers if (name := f"static/{number}.voila.js") in paths]


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def compress(read: Callable[[], bytes]) -> bytes:
    packer = zlib.compressobj(wbits=31)  # with gzip's header
    return packer.compress(read()) + packer.flush()


def kind(name: str) -> str:
    """What a file is, for browsers."""
    return {".js": "text/javascript", ".woff": "font/woff", ".woff2": "font/woff2"}.get(
        Path(name).suffix, mimetypes.guess_type(name)[0] or "application/octet-stream"
    )


class FileHandler(RequestHandler):
    """Sends one; the address of another version is answered with today's file, to be asked for again."""

    def initialize(self, files: Files) -> None:
        self.files = files

    @allow_unauthenticated  # as Jupyter's own: they are the same for everybody
    async def get(self, version: str, name: str) -> None:
        if not self.files.parts(name):
            raise HTTPError(404)
        lasting = version == self.files.version
        self.set_header("Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-cache")
        self.set_header("Content-Type", kind(name))
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Etag", f'W/"{self.files.version}"')
        if self.check_etag_header():
            self.set_status(304)
            return
        wanted = "gzip" in self.request.headers.get("Accept-Encoding", "")
        packed = await self.files.gzip(name) if wanted else None
        if packed:
            self.set_header("Content-Encoding", "gzip")
        self.finish(packed or self.files.read(name))

    head = get  # Tornado sends no body then

    def write_error(self, status_code: int, **_: object) -> None:
        self.finish()
