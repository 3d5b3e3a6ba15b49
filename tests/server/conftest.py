"""A folder of small lessons, and a server that shows it."""

import pytest
from serving import serving, write_lesson


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lessons")
    write_lesson(
        folder / "02_second.ipynb",
        "# 2 Second\n\nIt says *this*\nand [that](x).\n\nAnd more.",
        "print('ran')",
        "#notes a whisper",
    )
    write_lesson(
        folder / "01_first.ipynb",
        "# First\n\n## No promise",
        "import os\nprint({name: os.environ[name] for name in ['QUERY_STRING', 'OPENBLAS_NUM_THREADS']})",
        "1 / 0",
        "print('after')",
    )
    write_lesson(folder / "scratch.ipynb", "open('ran', 'w')")
    (folder / "figures").mkdir()
    (folder / "figures" / "one.png").write_bytes(b"")
    return folder


@pytest.fixture(scope="module")
def server(folder):
    with serving(folder) as (url, process):
        yield url, process


@pytest.fixture
def url(server):
    return server[0]
