"""Every exhibit: its one line gives back the whole panel, its links, questions and files work, and it is light."""

import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest
from lab import executed, moved

from app.exhibits import exhibits
from app.experiment import Result, Run
from app.took_off import hidden_units
from app.took_off.hidden_units.experiment import HiddenUnitsResult
from app.workbench.export.share import Share, line, query, texts

EXHIBITS = exhibits()
every = pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=EXHIBITS)
WITHOUT_PIN = {  # their pictures would not draw it
    *(f"backpropagation.{name}" for name in ("graph", "chain", "check", "batch", "alive", "cost")),
    "symmetry.proof",
    "took_off.timeline",
}
SHORT = {  # whose code trains all nets to their end, whatever is shown so far
    "initialization.trainability": {"updates": 10, "seeds": 1},
    "took_off.factorial": {"updates": 50, "seeds": 1},
}


def test_there_are_43_in_six_topics():
    assert len(EXHIBITS) == 43
    assert (
        len({exhibit.name for exhibit in EXHIBITS.values()}) == 43
    )  # links of any two panels can share a page
    assert {key.partition(".")[0] for key in EXHIBITS} == {
        "backpropagation",
        "symmetry",
        "initialization",
        "took_off",
        "mixture",
        "playground",
    }


@every
def test_the_one_line_gives_back_the_whole_panel(exhibit):
    here, found = moved(exhibit), {}
    *imports, last = line(here).splitlines()
    exec("\n".join(imports), found)
    there = eval(last, found)
    assert there.name == here.name
    assert there.view.picture.heights == here.view.picture.heights == list(exhibit.heights)
    assert there.predict.predictions == list(exhibit.questions)
    assert [preset.description for preset in there.presets] == list(exhibit.presets)
    assert there.experiment.settings() == here.experiment.settings()


@every
def test_a_link_brings_back_the_settings(exhibit):
    here, there = moved(exhibit).experiment, exhibit.start()
    here.defaults = there.defaults
    assert not there.read(texts(here))
    assert there.settings() == here.settings()


@every
def test_it_asks_a_question_and_offers_code_and_files(exhibit):
    panel = exhibit.panel()
    assert exhibit.questions
    assert exhibit.what
    share = next(part for part in panel.parts if isinstance(part, Share))
    share.fold.click()
    assert "As one line" in share.words.value
    assert query(panel) == "?"
    r = panel.player.result
    assert share.words.value.count("download=") == 1 + len(r.tables) + len(r.archives)


@every
def test_a_run_and_its_result_keep_the_contract(exhibit):
    run = exhibit.start().start()
    assert isinstance(run, Run)
    run.step()
    while not run.ready:
        run.step()
    r = run.result()
    assert isinstance(r, Result)
    assert is_dataclass(r)
    assert fields(r)
    assert isinstance(r.sentence, str) and r.sentence
    assert isinstance(r.status, str)
    assert isinstance(r.snippet, str)
    assert all(r.tables.values())
    assert all(len({len(column) for column in columns.values()}) == 1 for columns in r.tables.values())


@pytest.mark.parametrize(("key", "exhibit"), EXHIBITS.items(), ids=EXHIBITS)
def test_a_run_can_be_pinned_where_the_picture_draws_it(key, exhibit):
    assert (exhibit.start().start().result().outcome is None) == (key in WITHOUT_PIN)


@pytest.mark.parametrize("key", EXHIBITS)
def test_the_code_runs_by_itself(key):
    experiment = EXHIBITS[key].start()
    experiment.set(**SHORT.get(key, {}))
    assert len(executed(experiment.start().result())) > 1


def test_experiments_load_neither_widgets_nor_figures():
    code = (
        "import sys\n"
        "from app.exhibits import exhibits\n"
        "for exhibit in exhibits().values():\n"
        "    exhibit.start()\n"
        "import app.watch.experiment\n"
        "heavy = {'ipywidgets', 'anywidget', 'matplotlib', 'IPython'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["snippet", "table", "outcome", "sentence", "status"])
def test_a_slip_inside_a_result_is_loud(monkeypatch, name):
    """A property that raises AttributeError must not look like one that is not there."""
    monkeypatch.setattr(HiddenUnitsResult, name, property(lambda self: self.setings))
    with pytest.raises(AttributeError, match="setings"):
        hidden_units.panel()


def test_asking_what_a_knob_would_take_changes_nothing():
    experiment = EXHIBITS["initialization.signal"].start()
    before, heard = experiment.settings(), []
    experiment.observe(heard.append)
    for name, knob in experiment.knobs().items():
        for value in (1e9, -1e9, "nonsense", None, [], float("nan"), before[name]):
            knob.takes(value)
    assert experiment.settings() == before
    assert not heard
