"""A computer on which something is amiss: lessons open, or a sentence says why not."""

import os

import pytest
from hasty import hasty
from serving import get, serving, write_lesson
from test_command import run

pytestmark = pytest.mark.slow  # it starts servers

FIGURE = """
from matplotlib.figure import Figure
Figure().subplots().set_title("ran").figure.canvas.draw()
print("ran")
"""


@pytest.fixture
def figures(tmp_path):
    folder = tmp_path / "lessons"
    folder.mkdir()
    write_lesson(folder / "01_figure.ipynb", "# Figure", FIGURE)
    return folder


def opens(url):
    status, page = get(url + "voila/render/01_figure.ipynb")
    return status == 200 and "<pre>ran" in page


@pytest.mark.parametrize(
    ("room", "home"),
    [((), "a file"), (("--class",), "a file"), ((), "/proc")],
    ids=["alone", "class", "read-only"],
)
def test_a_home_that_nothing_can_be_written_to_and_no_font_cache(figures, tmp_path, room, home):
    """HOME is a file, so that what is looked for beneath it can neither be read nor made, matplotlib's fonts among it;
    or a folder in which nobody, root neither, makes another: Jupyter takes that worse."""
    (tmp_path / "a file").write_text("")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "IPYTHON", "MPL", "XDG"))
    }
    with serving(figures, *room, env={**kept, "HOME": str(tmp_path / home)}) as (url, process):
        assert opens(url)
        process.terminate()
        assert "Traceback" not in process.stdout.read()


NOWHERE = """
import tempfile
tempfile._candidate_tempdir_list = lambda: ["/nowhere"]  # as where /tmp, /var/tmp and this folder are full
"""


def test_without_a_folder_for_temporary_files_it_says_so(figures, tmp_path):
    (script,) = hasty(tmp_path, before=NOWHERE)
    outcome = run("--no-browser", figures, command=[script])
    assert outcome.stderr.startswith("No folder for temporary files can be written to, or all are full")
    assert outcome.stderr.count("\n") == outcome.returncode == 1


def test_a_folder_for_temporary_files_that_is_not_there_is_done_without(figures, tmp_path):
    with serving(figures, env={**os.environ, "TMPDIR": str(tmp_path / "nowhere")}) as (url, _):
        assert opens(url)


FULL = """
import errno, os, pathlib, sys
full = pathlib.Path({mark!r})
def refuse(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes and "voila_" in str(arguments[0]) and full.exists():
        raise OSError(errno.ENOSPC, "No space left on device", arguments[0])
sys.addaudithook(refuse)
"""


def test_a_disk_that_fills_up_is_a_sentence_on_the_page_and_a_line_of_the_log(figures, tmp_path):
    mark = tmp_path / "full"
    with serving(figures, command=hasty(tmp_path, before=FULL.format(mark=str(mark)))) as (url, process):
        assert opens(url)
        mark.touch()
        status, page = get(url + "voila/render/01_figure.ipynb")
        assert (status, "no room left for small files" in page) == (507, True)
        mark.unlink()
        assert opens(url)
        process.terminate()
        said = process.stdout.read()
        assert "Traceback" not in said
        assert said.count("A lesson could not start: ") == 1
        assert said.count("\n") <= 3


JUMPS = """
import datetime, pathlib, time
import jupyter_server.services.kernels.kernelmanager as kernels
ahead = pathlib.Path({mark!r})
def days():
    return float(ahead.read_text()) if ahead.exists() else 0
true, utc = time.time, kernels.utcnow
time.time = lambda: true() + 86400 * days()
kernels.utcnow = lambda: utc() + datetime.timedelta(days())
"""


@pytest.mark.parametrize("room", [(), ("--class",)], ids=["alone", "class"])
def test_a_clock_that_jumps(figures, tmp_path, room):
    mark = tmp_path / "ahead"
    quick = "self.config.MappingKernelManager.update(cull_interval=1)"
    command = hasty(tmp_path, quick, before=JUMPS.format(mark=str(mark)))
    with serving(figures, *room, command=command) as (url, process):
        for days in 40, -40, 0:
            (tmp_path / "next").write_text(str(days))
            (tmp_path / "next").replace(mark)  # at once: the server reads it all the time
            assert opens(url), days
        process.terminate()
        assert "Traceback" not in process.stdout.read()
