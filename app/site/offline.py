"""The service worker of the site, which keeps it in the browser: it has to lie beside the pages it is for."""

import hashlib
import json
from pathlib import Path

SCRIPT = "offline.js"


def write(out: Path, pages: list[str], folders: list[str]) -> None:
    """`pages` and all files of the `folders` are what it keeps."""
    paths = [
        *(out / page for page in pages),
        *(path for each in folders for path in sorted((out / each).rglob("*"))),
    ]
    files = [path for path in paths if path.is_file()]
    content = hashlib.blake2b(digest_size=6)
    for path in files:
        content.update(path.read_bytes())
    names = [path.relative_to(out).as_posix() for path in files]
    script = Path(__file__).with_name(SCRIPT).read_text(encoding="utf-8")
    known = f"const VERSION = {json.dumps(content.hexdigest())};\nconst FILES = {json.dumps(names)};\n"
    (out / SCRIPT).write_text(known + script, encoding="utf-8")
