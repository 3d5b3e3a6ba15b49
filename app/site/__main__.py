"""`python -m app.site _site --pyodide RELEASE` builds the site."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from app.site import lab, offline, pages, python, release, widgets

CACHE = Path(".cache")  # npm's packages and pip's, from build to build


def build(source: Path, out: Path, cache: Path = CACHE) -> None:
    """The whole site into the folder `out`; what an earlier build left there is replaced."""
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("python-*"), *out.glob("page-*"), *out.glob("lab")]:
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        node, jupyterlite = widgets.install(cache.resolve() / "site"), lab.install(cache.resolve() / "lab")
        told = python.build(source, node, out, work)
        pages.files(work / "page")
        widgets.bundle(node, work / "page" / "static")
        page = f"page-{python.digest(work / 'page')}"
        shutil.move(work / "page", out / page)
        written = pages.write(out, page, told)
        offline.write(out, written, [page, told["python"]])
        lab.build(source, node / release.CORE, out, told["python"], told["packages"], work, jupyterlite)
    (out / ".nojekyll").touch()  # GitHub Pages sends every file as it is


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.site", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to write")
    parser.add_argument(
        "--pyodide", type=Path, required=True, help="a Pyodide release: a folder, or its archive"
    )
    asked = parser.parse_args()
    try:
        build(asked.pyodide, asked.out)
    except release.Missing as why:
        sys.exit(str(why))
    size = sum(path.stat().st_size for path in asked.out.rglob("*") if path.is_file())
    print(f"The site is in {asked.out}, {size / 1e6:.0f} MB: any web server can send it.")


if __name__ == "__main__":
    main()
