"""Jupyter's own views of widgets, bundled for a page: from npm's locked versions, and anywidget's from its wheel."""

import importlib.metadata
import shutil
import subprocess
from pathlib import Path

from app.site.release import Missing

NODE = Path(__file__).with_name("node")
ANYWIDGET = "anywidget/nbextension/index.js"
AMD = 'define(["@jupyter-widgets/base"], widget_default);'


def install(work: Path) -> Path:
    """npm's packages by their lock file, in a folder that is kept from build to build."""
    work.mkdir(parents=True, exist_ok=True)
    if not shutil.which("npm"):
        raise Missing(
            "This needs Node.js 20 or newer with npm, to bundle scripts and to compile Python: nodejs.org."
        )
    lock = work / "package-lock.json"
    current = lock.exists() and lock.read_bytes() == (NODE / lock.name).read_bytes()
    for path in NODE.iterdir():
        if path.is_file():
            shutil.copyfile(path, work / path.name)
    if not current or not (work / "node_modules").is_dir():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=work, check=True)
    return work


def bundle(node: Path, out: Path) -> None:
    """widgets.js and widgets.css."""
    source = Path(str(importlib.metadata.distribution("anywidget").locate_file(ANYWIDGET)))
    text = source.read_text(encoding="utf-8")
    assert text.count(AMD) == 1, "anywidget's script ends otherwise than it did"
    (node / "anywidget.js").write_text(text.replace(AMD, "export default widget_default;"), encoding="utf-8")
    options = ["--bundle", "--minify", "--log-level=warning", "--legal-comments=none"]
    esbuild = node / "node_modules/.bin/esbuild"
    script = [
        esbuild,
        "widgets.js",
        "--format=esm",
        "--alias:anywidget=./anywidget.js",
        f"--outfile={out / 'widgets.js'}",
    ]
    style = [esbuild, "widgets.css", f"--outfile={out / 'widgets.css'}", "--loader:.svg=dataurl"]
    for command in script, style:
        subprocess.run([*command, *options], cwd=node, check=True)
