"""The class of 45 minutes: its notebook, exercises, checkpoints, votes, and what a teacher makes of it."""

import ast
import json
import re
from itertools import pairwise

import jsonschema
import nbformat
import numpy as np
import pytest
from lab import pixels, widgets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from nbclient import NotebookClient
from sources import ROOT

from app.exhibits import exhibits
from app.teaching import catch_up, check, solution, vote
from app.teaching.ballot import NOBODY
from app.teaching.judge import NotYet
from app.teaching.race import racing
from app.teaching.steps import BEGIN, plain, steps
from app.widgets import Picture
from docs.teaching import figures
from docs.teaching.__main__ import KATEX, PARTS
from docs.teaching.sheet import BACKWARD, FORWARD, PROGRAM, SIGNS, sheet
from docs.teaching.slides import slides, with_pictures
from docs.teaching.student import student
from mlcore import ACTIVATIONS, HEADS, INITIALIZERS, MLP, OPTIMIZERS
from mlcore.checks.errors import WrongValue

LESSON = nbformat.read(ROOT / "lessons" / "live_coding.ipynb", as_version=4)
TYPED = [cell for step in steps().values() for cell in step.cells]
SCHEMA = json.loads((ROOT / "tests" / "data" / "nbgrader_v3.json").read_text(encoding="utf-8"))
EXERCISES = ["forward", "loss", "slope", "update", "my_scale"]


@pytest.fixture
def names():
    """All names of the class; what it registers is gone afterwards."""
    found = {}
    catch_up(8, found)
    yield found
    INITIALIZERS.pop("mine")


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


# ---------------------------------------------------------------------- the notebook


def test_the_notebook_types_what_the_checkpoints_run():
    assert list(steps()) == [1, 2, 3, 4, 5, 6, 7, 8]
    typed = [cell.source for cell in code(LESSON) if cell.source in TYPED]
    assert typed == TYPED
    headings = re.findall(r"^## (\d) (.*)$", "\n\n".join(prose(LESSON)), re.MULTILINE)
    assert [int(number) for number, _ in headings] == list(steps())
    assert re.findall(r"`catch_up\((\d)\)`", "".join(prose(LESSON)[3:])) == [*"12345678"]


def test_the_minutes_follow_each_other_to_the_end_of_a_class():
    notes = [c.source for c in LESSON.cells if "notes" in c.metadata.get("tags", ())]
    spans = [tuple(map(int, found)) for note in notes for found in re.findall(r"\*\*(\d+)–(\d+) min", note)]
    ends = [end for _, end in spans]
    assert [start for start, _ in spans] == [0, *ends[:-1]] and ends[-1] == 45


def test_its_metadata_is_what_nbgrader_reads():
    graded = [cell for cell in LESSON.cells if "nbgrader" in cell.metadata]
    for cell in graded:
        jsonschema.Draft4Validator(SCHEMA).validate(dict(cell.metadata.nbgrader))
        assert (
            cell.cell_type == "code" and ("points" in cell.metadata.nbgrader) == cell.metadata.nbgrader.grade
        )
    ids = [cell.metadata.nbgrader.grade_id for cell in graded]
    assert len(set(ids)) == len(ids) and all(ids)
    assert [c.source for c in graded if c.metadata.nbgrader.solution] == [t for t in TYPED if BEGIN in t]
    assert [c.source for c in graded if c.metadata.nbgrader.grade] == [f"check({name})" for name in EXERCISES]


def executed(notebook, *more):
    """The outputs of each cell, by its source."""
    notebook = nbformat.from_dict(notebook)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in more]
    place = {"metadata": {"path": str(ROOT / "lessons")}}
    NotebookClient(notebook, timeout=120, allow_errors=True, resources=place).execute()
    return {cell.source: cell.outputs for cell in code(notebook)}


IN_THE_MENU = '"mine" in signal.EXHIBIT.experiment.knobs()["initializer"].values'


@pytest.mark.slow
def test_the_whole_notebook_runs_and_every_exercise_is_right():
    outputs = executed(LESSON, IN_THE_MENU)
    assert not [o for each in outputs.values() for o in each if o.output_type == "error"]
    for name in EXERCISES:
        assert outputs[f"check({name})"][0].data["text/plain"] == f"✓ {name} is right."
    shown = [s for s, each in outputs.items() for o in each if "widget-view" in str(o.get("data", {}).keys())]
    assert sum("vote(" in source for source in shown) == 3 and len(shown) == 5
    assert outputs[IN_THE_MENU][0].data["text/plain"] == "True"


@pytest.mark.slow
def test_nothing_is_right_in_the_empty_copy_until_one_has_caught_up():
    empty = student(LESSON)
    text = "\n".join(cell.source for cell in empty.cells)
    assert "SOLUTION" not in text and not re.search(r"\d+–\d+ min", text)
    again = [f"check({name}) " for name in EXERCISES]
    outputs = executed(empty, "catch_up(8)", *again)
    for name in EXERCISES:
        (error,) = outputs[f"check({name})"]
        assert error.ename == "NotYet" and error.evalue.startswith(f"{name} is not written yet.")
        assert len(error.traceback) <= 2  # a sentence, and nothing of what lies inside
        assert outputs[f"check({name}) "][0].data["text/plain"] == f"✓ {name} is right."
    assert any(BEGIN in cell.source for cell in LESSON.cells)  # which stayed as it is


@pytest.mark.parametrize("number", steps())
def test_from_each_checkpoint_the_rest_of_the_class_goes_on(number):
    names = {}
    catch_up(number, names)
    for n in range(number + 1, 9):
        for cell in steps()[n].cells:
            exec(plain(cell), names)
    assert [repr(check(names[name])) for name in EXERCISES] == [f"✓ {name} is right." for name in EXERCISES]
    INITIALIZERS.pop("mine")


def test_who_asks_for_what_there_is_not_is_told_what_there_is(names):
    for act, words in (
        (lambda: catch_up(9, {}), "8, a start of one's own"),
        (lambda: catch_up(3), "catch_up(3, globals())"),
        (lambda: solution("forwards"), "forward, loss, backward, slope, update, my_scale"),
        (lambda: check(names["backward"]), "the differences of checkpoint 5 judge it"),
        (lambda: check(names["start"]), "forward, loss, slope, update, my_scale"),
        (lambda: vote("Who?", "He", len), "a list of starts"),
    ):
        with pytest.raises(WrongValue, match=re.escape(words)):
            act()
    assert str(solution(names["loss"])).startswith("def loss(Y, A2):")


# ---------------------------------------------------------------------- exercises

MISTAKES = [
    (
        "forward",
        "W1 @ X",
        "X @ W1",
        "A @ B here, A has 7 columns and B 3 rows; both numbers have to be the same.",
    ),
    ("update", "rate * dW", "rate * dW.T", "Two shapes do not fit, entry by entry: (3,2) (2,3) (3,2)."),
    ("forward", "np.tanh(Z1)", "Z1", "A1 is Z1"),
    ("forward", "np.tanh(Z1)", "1 / (1 + np.exp(-Z1))", "A1 is a sigmoid"),
    ("forward", "W1 @ X + b1", "W1 @ X", "without its bias b1"),
    ("forward", "W2 @ A1 + b2", "W2 @ A1", "without its bias b2"),
    ("forward", "np.exp(-Z2)", "np.exp(Z2)", "e^z, where"),
    ("forward", "1 / (1 + np.exp(-Z2))", "np.tanh(Z2)", "A2 is a tanh"),
    ("forward", "return A1, A2", "return A2", "return A1, A2"),
    ("forward", "return A1", "return A1.T", "A1 has the shape 7 × 3, where 3 × 7"),
    (
        "forward",
        "W1 @ X",
        "W1 @ X.T",
        "forward stopped. Two shapes do not fit: in a product A @ B here, A has 2 columns and B 7 rows",
    ),
    ("loss", "-np.mean", "np.mean", "the sign is wrong"),
    ("loss", "np.mean", "np.sum", "take their mean"),
    ("loss", " + (1 - Y) * np.log(1 - A2)", "", "half of it is missing"),
    (
        "loss",
        "-np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))",
        "np.mean((A2 - Y) ** 2)",
        "squared error",
    ),
    ("slope", "(2 * epsilon)", "epsilon", "2 ε apart"),
    ("slope", "above - below", "below - above", "the sign is wrong"),
    ("slope", "W[i, j] = w\n", "pass\n", "W is not what it was"),
    ("slope", "W[i, j] = w - epsilon", "W[i, j] = w", "other numbers"),
    ("update", "W -= rate", "W += rate", "uphill"),
    ("update", "rate * dW", "dW", "the rate is missing"),
    ("update", "W -= rate * dW", "W = W - rate * dW", "in place"),
    ("update", "zip(theta, gradient, strict=True)", "zip(theta[:1], gradient)", "every array"),
    ("my_scale", "5 / 3 / n**0.5", "0", "zero initialization"),
    ("my_scale", "5 / 3 / n**0.5", "-1.0", "at least 0"),
    ("my_scale", "5 / 3 / n**0.5", "30.0", "below 0.1 is wanted"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "words"), MISTAKES)
def test_check_names_the_mistake(name, right, wrong, words):
    text, found = solution(name).text, {"np": np}
    assert right in text
    exec(text.replace(right, wrong), found)
    with pytest.raises(NotYet, match=re.escape(words)):
        check(found[name])


# ---------------------------------------------------------------------- the vote


def test_nothing_is_computed_before_the_reveal_and_no_vote_counts_after_it(names):
    asked = []

    def curve(start):
        asked.append(start)
        return names["curve"](start)

    made = vote("Which reaches 0.1 first?", ["zeros", "normal", "He"], curve)
    made.reveal_button.click()
    assert not asked and not widgets(made, Picture) and "Vote first" in made.said.value
    for name in ("He", "He", "zeros"):
        made.answers[name].click()
    assert [each.description for each in made.answers.values()] == [
        "zeros: 1 vote",
        "normal: 0 votes",
        "He: 2 votes",
        f"{NOBODY}: 0 votes",
    ]
    assert not asked and "He" not in made.said.value
    made.reveal_button.click()
    assert asked == ["zeros", "normal", "He"] and len(widgets(made, Picture)) == 1
    first = next(n for n, loss in enumerate(names["curve"]("He")) if loss <= 0.1)
    assert (
        "First is He, as <b>2 of 3</b> said." in made.said.value
        and f"He after <b>{first}</b>" in made.said.value
    )
    made.answers["zeros"].click()
    made.take_back.click()
    made.reveal_button.click()
    assert made.votes["zeros"] == 1 and len(asked) == 3
    assert all(each.disabled for each in (*made.answers.values(), made.reveal_button, made.take_back))


def test_starts_may_come_from_a_generator():
    assert vote("Which?", (name for name in ("zeros", "He")), len).names == ["zeros", "He", NOBODY]


def test_none_of_them_wins_where_none_is_there_and_what_diverged_is_drawn():
    made = vote("Who?", [0, 1], lambda start: [0.7, 0.5] if start else [0.7, np.nan])
    made.answers[NOBODY].click()
    made.reveal()
    assert (
        "None of them is, as <b>1 of 1</b> said." in made.said.value
        and "Not there at the end: 0 (" in made.said.value
    )


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        (
            lambda start: np.ones(2) @ np.ones(3),
            "curve('He') stopped. Two shapes do not fit: in a product A @ B here, A has 2",
        ),
        (lambda start: undefined, "curve('He') stopped. NameError: name 'undefined' is not defined"),  # noqa: F821
        (lambda: [0.3], "curve('He') stopped. TypeError"),
        (lambda start: None, "stopped. curve(start) holds None, not numbers."),
        (lambda start: 0.3, "stopped. curve(start) gives the losses, one for each update, not array(0.3)."),
    ],
)
def test_a_curve_that_stops_is_said_beneath_its_vote_which_can_be_revealed_once_it_is_mended(curve, words):
    written = curve
    made = vote("Which?", ["He"], lambda start: written(start))
    made.answers["He"].click()
    made.reveal()
    assert (
        made.said.value.startswith("Nothing was computed: curve('He') stopped.") and words in made.said.value
    )
    assert words in made.voice.said and made.race is None and not made.reveal_button.disabled
    written = lambda start: [0.7, 0.05]  # noqa: E731
    made.reveal()
    assert made.race.winner == "He" and made.votes["He"] == 1


def test_neither_goal_nor_axis_nor_another_name_goes_through_a_name_of_the_race():
    race, fig = figures.scales(), Figure((8, 4.5))
    parts = racing(race)(fig)
    parts.move(race)
    canvas = FigureCanvasAgg(fig)
    box = lambda artist: artist.get_window_extent(canvas.get_renderer())  # noqa: E731
    names, goal, axes = (
        [box(t) for t in parts.parts["names"].values()],
        box(parts.parts["goal"]),
        box(fig.axes[0]),
    )
    for name in names:
        assert not name.overlaps(goal) and name.y0 >= axes.y0
        assert not any(name.overlaps(other) for other in names if other is not name)
    line = parts.parts["goal"].get_ydata()
    assert set(line) == {race.goal} and parts.parts["at_goal"].get_text() == "goal 0.1"


# ---------------------------------------------------------------------- equations and the sheet


def evaluated(tex, names):
    """The two sides of an equation of the board, as numbers."""
    for written, python in (
        (r"\\left|\\right|\\quad", " "),
        (
            r"\\frac\{1\}\{N_s\}\s*\\sum_i (\w+)\^\{\[(\d)\]\}_\{:,i\}",
            r"\1\2.sum(axis=1, keepdims=True) / N_s",
        ),
        (r"-\\frac\{1\}\{N_s\}\s*\\sum_i (.*)", r"-(\1).sum() / N_s"),
        (r"\\frac\{1\}\{N_s\}", r"1 / N_s *"),
        (r"\\frac\{1\}\{1 \+ e\^\{-Z\^\{\[2\]\}\}\}", "1 / (1 + np.exp(-Z2))"),
        (r"e\^\{-Z\^\{\[2\]\}\}", "np.exp(-Z2)"),
        (r"\^\{\[(\d)\]T\}", r"\1.T"),
        (r"\^\{\[(\d)\]\}", r"\1"),
        (r"X\^T", "X.T"),
        (r"y_i \\ln a_i", "Y * np.log(A2)"),
        (r"\(1 - y_i\) \\ln \(1 - a_i\)", "(1 - Y) * np.log(1 - A2)"),
        (r"\\tanh", "np.tanh"),
        (r"\\cdot", "*"),
        (r"(?<=\w) (?=[A-Zd]\w*\d|X)", " @ "),
    ):
        tex = re.sub(written, python, tex)
    left, right = tex.split(" = ")
    return eval(left, names), eval(right, names)


@pytest.fixture(scope="module")
def passed():
    """A net with a pass forward and one back, and its arrays by the names of the board."""
    net = MLP([2, 3, 1], "tanh", bias=0.2, rng=5)
    X = np.random.default_rng(5).standard_normal((2, 7))
    Y = (X[:1] > 0).astype(float)
    net.forward(X)
    net.backward(Y)
    arrays = {
        f"{what}{k}": getattr(net, what)[k] for what in ("W", "b", "Z", "A", "dZ", "dW", "db") for k in (1, 2)
    }
    return {"net": net, "np": np, "X": X, "Y": Y, "N_s": 7, "l": net.loss(X, Y)} | arrays


SIZES = {"N_1": 3, "N_0": 2, "N_s": 7, "1": 1}


@pytest.mark.parametrize("row", [*FORWARD, *BACKWARD], ids=lambda row: row[3])
def test_a_row_of_the_sheet_is_the_same_on_the_board_in_numpy_and_in_mlcore(passed, row):
    _, tex, numpy, here, shape = row
    left, right = evaluated(tex, passed)
    names = dict(passed)
    exec(numpy, names)
    name, value = ast.parse(numpy).body[0].targets[0].id, eval(here, passed)
    for each in (left, right, names[name]):
        np.testing.assert_allclose(each, value, rtol=1e-12, atol=1e-14)
    wanted = tuple(SIZES[size] for size in shape.split(" × ")) if "×" in shape else ()
    assert np.shape(value) == wanted


def test_the_notebook_writes_the_equations_of_the_sheet(passed):
    text = "\n".join(prose(LESSON))
    found = [
        e.strip().rstrip(",")
        for block in re.findall(r"\$\$(.*?)\$\$", text, re.DOTALL)
        for e in block.split("\\quad")
    ]
    equations = [e for e in found if "=" in e]
    assert len(equations) == len(FORWARD) + len(BACKWARD)
    for each in equations:
        np.testing.assert_allclose(*evaluated(each, passed), rtol=1e-12)


def test_the_sheet_has_every_entry_of_the_tables_and_names_no_other():
    page = sheet()
    for table in (INITIALIZERS, ACTIVATIONS, HEADS, OPTIMIZERS):
        for name, entry in table.items():
            assert (
                f'<code>"{name}"</code>' in page
                and entry.formula.replace("&", "&amp;").replace("<", "&lt;") in page
            )
    known = {name for table in (INITIALIZERS, ACTIVATIONS, HEADS, OPTIMIZERS) for name in table}
    assert {name for row in SIGNS for cell in row for name in re.findall("“(.*?)”", cell)} <= known
    spread = MLP([64, 64, 64], initializer="He", rng=0).W[1].std()
    (he,) = re.findall(r'"He"</code></th>.*?<td>([\d.]+)</td></tr>', page)
    assert float(he) == pytest.approx(spread, rel=0.05)


def test_the_program_on_the_sheet_learns(capsys):
    exec(PROGRAM, {})
    *checks, last = capsys.readouterr().out.strip().splitlines()
    assert len(checks) == 4 and all(float(line.split("error ")[1].split(",")[0]) < 1e-6 for line in checks)
    loss, right = map(float, last.split())
    assert loss < 0.1 and right == 1.0


# ---------------------------------------------------------------------- slides


def test_a_figure_fills_a_slide_and_is_the_picture_of_its_exhibit(tmp_path, monkeypatch):
    proof = exhibits()["symmetry.proof"]
    monkeypatch.setattr(figures, "exhibits", lambda: {"symmetry.proof": proof})
    figures.draw(tmp_path / "figures")
    (path,) = (tmp_path / "figures").iterdir()
    drawn = pixels(path.read_bytes())
    height, width, _ = drawn.shape
    assert (path.name, width) == ("symmetry-proof.png", 1920) and 0.75 * 1080 <= height <= 1080
    run = proof.start().start()
    for _ in range(200):
        run.step()
    right = pixels(figures.in_a_hall(proof.plot(), proof.heights, run.result()))
    first = pixels(figures.in_a_hall(proof.plot(), proof.heights, proof.start().start().result()))
    assert (drawn == right).all() and (drawn != first).any()


def test_slides_and_sheet_load_what_stands_beside_them_and_nothing_else():
    for page in (slides(LESSON), sheet()):
        loaded = re.findall(r"""(?:<(?:script|img)[^>]*\ssrc|<link[^>]*\shref)=["']([^"']+)""", page)
        loaded += re.findall(r"""(?:url\(|@import |import [^;]*from )["']?([^"')\s;]+)""", page)
        assert len([each for each in loaded if not each.startswith("data:")]) >= 3
        for address in loaded:
            if not address.startswith(("data:", "figures/")):
                place = KATEX.parent if address.startswith("katex/") else ROOT / "docs" / "teaching"
                assert (place / address).is_file(), address


def test_slides_have_the_notes_and_a_picture_after_each_vote_and_no_marks():
    page = slides(LESSON)
    assert page.count('<aside class="notes">') == sum(
        "notes" in c.metadata.get("tags", ()) for c in LESSON.cells
    )
    assert "SOLUTION" not in page
    cells = with_pictures(LESSON).cells
    after = [b.source for a, b in pairwise(cells) if "vote(" in a.source and a.cell_type == "code"]
    assert [re.search(r"figures/(\w+)\.png", source)[1] for source in after] == ["scales", "schemes", "own"]
    assert "mine" not in INITIALIZERS  # the class of the pictures is over


def test_the_teachers_page_leads_to_what_there_is():
    page = ROOT / "docs" / "teaching" / "README.md"
    text, makefile = page.read_text(encoding="utf-8"), (ROOT / "Makefile").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 5 and all((page.parent / link).exists() for link in links)
    targets = set(re.findall(r"`make (\w+)", text))
    assert targets and all(f"\n{target}: " in makefile for target in targets)
    assert all(name in PARTS for name in re.findall(r"ARGS=(\w+)", text))
