"""What a notebook keeps of a panel: two outputs beneath it, a picture and its sentence, taken anew at rest."""

import base64
import io

import nbformat
import numpy as np
import pytest
from lab import SMALL
from nbclient import NotebookClient
from PIL import Image

from app.initialization import signal

CELLS = [
    "from mlcore import MLP, GradientDescent\nfrom mlcore.datasets import moons\nfrom app.watch import watch",
    'panel = watch(MLP([2, 4, 1], "tanh", rng=0), moons(40, rng=0), GradientDescent(0.5))\npanel',
    "import asyncio\npanel.player.step(7)\nawait asyncio.sleep(2.5)\nprint(panel.player.result.sentence)",
]


@pytest.mark.slow
def test_the_saved_notebook_shows_the_last_picture_and_its_sentence():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in CELLS])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    widget, picture, words = notebook.cells[1].outputs
    assert "application/vnd.jupyter.widget-view+json" in widget.data
    image = np.asarray(Image.open(io.BytesIO(base64.b64decode(picture.data["image/png"]))).convert("RGB"))
    assert image.shape[1] == 2 * 816
    assert len(np.unique(image.reshape(-1, 3), axis=0)) > 50
    assert "update 7. " in words.data["text/html"]
    (said,) = notebook.cells[2].outputs
    assert said.text.replace("**", "").strip() in words.data["text/plain"]


def test_on_a_lesson_s_page_nothing_is_kept(monkeypatch):
    monkeypatch.setenv("VOILA_BASE_URL", "/")
    monkeypatch.setenv("BACKPROP_LAB_FILES", "x")
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *what, **how: shown.append(how))
    panel = signal.EXHIBIT.built(**SMALL)
    panel._ipython_display_()
    assert shown == [{"raw": True}]
    assert panel.snapshot is None
