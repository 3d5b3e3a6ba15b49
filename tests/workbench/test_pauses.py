"""Play stands still at the updates of which a lesson speaks, says how much is left, and marks what decides."""

import asyncio
import json
import re

import pytest
from lab import FakeClock, paints_while
from sources import LESSONS

from app.exhibits import exhibits
from app.took_off import recover, sandbox
from app.workbench.ahead import ahead
from app.workbench.clock import Fairness
from app.workbench.estimate import GAP, Estimate

EXHIBITS = exhibits()
PAUSING = {key: exhibit for key, exhibit in EXHIBITS.items() if exhibit.pauses}
LONG = [  # with an end that takes more than ten seconds to come to
    *(f"initialization.{name}" for name in ("digits", "trainability", "two_circles", "unit_maps")),
    *(f"mixture.{name}" for name in ("density", "kernels", "three_outputs", "use", "bishop")),
    *(f"took_off.{name}" for name in ("neuron", "recover", "hidden_units", "more_data", "larger_nets")),
    *("took_off.sandbox", "took_off.factorial", "symmetry.plateau", "symmetry.landscape"),
]
# Numbers of updates in the text at which there is nothing to pause: other settings, or a comparison in words.
ELSEWHERE = {
    ("symmetry.starts", 2000),  # with sigmoid, of 32 seeds one by one
    ("took_off.neuron", 3000),  # "never, in 3000": its end
}


def spoken():
    """(exhibit's key, number) of every number of updates that the text around a panel speaks of."""
    for path in LESSONS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        keys = [re.search(r"from app\.(\w+) import (\w+)", "".join(cell["source"])) for cell in cells]
        for i, cell in enumerate(cells):
            text = re.sub(r"</?\w[^>]*>", "", "".join(cell["source"]))
            found = re.findall(r"(?:[Aa]fter|takes?|and|in) \**(\d[\d,]*)\** updates", text)
            beside = [keys[j] for j in (i + 1, i - 1) if 0 <= j < len(keys) and keys[j]]
            if cell["cell_type"] == "markdown" and beside:
                names = [f"{key[1]}.{key[2]}" for key in beside]
                yield from ((names, int(number.replace(",", ""))) for number in found)


def test_where_the_text_speaks_of_an_update_play_stands_still_there_or_ends_there():
    seen = set()
    for names, number in spoken():
        if any((name, number) in ELSEWHERE for name in names):
            continue
        ends = [end_of(EXHIBITS[name]) for name in names if name in EXHIBITS]
        pausing = [name for name in names if name in EXHIBITS and number in EXHIBITS[name].pauses]
        assert pausing or number in ends, f"{names} speak of update {number}: pauses=({number},)"
        seen |= set(pausing)
    assert {"took_off.recover", "took_off.hidden_units", "took_off.neuron"} <= seen


def end_of(exhibit):
    """The update at which a run says that it ends."""
    of = re.search(r" of ([\d,]+)", exhibit.start().start().result().status)
    return int(of[1].replace(",", "")) if of else None


@pytest.mark.parametrize("exhibit", PAUSING.values(), ids=PAUSING)
def test_play_pauses_at_the_update_of_which_the_text_speaks_and_goes_on(exhibit):
    clock = FakeClock(0.001)
    settings = {"seeds": 2} if "seeds" in exhibit.experiment.knobs() else {}
    panel = exhibit.panel(**settings)
    player = panel.player
    player.clock, player.fair = clock, Fairness(clock)

    async def hour():
        for pause in exhibit.pauses:
            assert f"‖ {pause:,}" in panel.ahead.value
            player.play()
            while player.playing:
                await paints_while(panel, clock, 0.5)
            assert player.result.step == pause
            assert f"Update {pause:,}" in panel.message.value
        player.play()
        await paints_while(panel, clock, 0.3)
        player.pause()
        assert player.result.step > exhibit.pauses[-1]
        assert "of which the text speaks" not in panel.message.value

    asyncio.run(hour())


def test_a_question_trains_through_a_pause():
    panel = recover.panel(seeds=2)
    panel.predict.answers.index = 0
    panel.predict.reveal.click()
    assert panel.player.result.step == 500
    panel.player.pauses = (100,)
    panel.predict.answers.index = 1
    panel.predict.reveal.click()
    assert panel.player.result.step == 500


def test_the_defaults_are_those_of_the_text():
    """29 of 32 nets at rate 1; a neuron at (2, 2) and rate 0.15; five hidden layers."""
    assert recover.EXHIBIT.start().settings()["seeds"] == 32
    assert EXHIBITS["took_off.neuron"].start().rate == 0.15
    assert EXHIBITS["took_off.hidden_units"].start().depth == 5


def test_an_estimate_is_of_what_takes_long_and_leaves_out_when_nobody_looked():
    clock = FakeClock()
    estimate = Estimate(clock)
    estimate.begin(0.0)
    for share in (0.05, 0.1, 0.15):
        clock.time += 1
        estimate.look(share)
    assert estimate.left == pytest.approx(17)
    clock.time += 3600  # the tab was hidden: nothing was done
    estimate.look(0.15)
    assert estimate.left == pytest.approx((3 + GAP) * 0.85 / 0.15)
    estimate.look(0.9)
    assert estimate.left is None  # short in all
    estimate.look(0.0)
    assert estimate.left is None  # it begins anew


def test_a_long_run_says_what_is_left_beside_its_update():
    clock = FakeClock(0.02)
    panel = sandbox.panel(seeds=1)
    panel.player.clock = panel.player.estimate.clock = clock
    panel.player.speed = 10

    async def hour():
        panel.player.play()
        await paints_while(panel, clock, 4)
        said = panel.status.value
        panel.player.pause()
        left = float(re.search(r"about (\d+) s left", said)[1])
        made = panel.player.result.step
        assert left == pytest.approx((800 - made) / made * 4, rel=0.4)

    asyncio.run(hour())
    assert ahead(panel.player) == ""  # and nothing once it stands still


@pytest.mark.parametrize("key", LONG)
def test_progress_only_grows(key):
    run = EXHIBITS[key].start().start()
    seen = [run.progress]
    for _ in range(6):
        run.step()
        seen.append(run.progress)
    assert seen[0] <= 0.07 and seen == sorted(seen) and seen[-1] <= 1


@pytest.mark.parametrize(("key", "width"), [(key, width) for key in EXHIBITS for width in (816, 390)])
def test_every_question_names_parts_of_the_picture_that_decide_it(key, width):
    """And where they are drawn lies within the picture."""
    exhibit = EXHIBITS[key]
    panel = exhibit.panel()
    panel.view.picture.width = width
    panel.view.show(panel.player.result, "")
    for question in exhibit.questions:
        assert question.decides
        panel.view.mark(question.decides, panel.player.result)
        height = exhibit.heights[width < 600]
        for mark in panel.view.picture.marks:
            if "line" in mark:
                assert all(-3 <= x <= width + 3 and -3 <= y <= height + 3 for x, y in mark["line"])
            else:
                x, y, w, h = mark["box"]
                assert -3 <= x <= x + w <= width + 3 and -3 <= y <= y + h <= height + 3


def test_what_is_marked_is_where_it_is_drawn_and_goes_with_the_next_result():
    panel = recover.panel(seeds=2)
    panel.player.step(3)
    panel.view.show(panel.player.result, "")
    panel.view.mark((("recovered.medians", "squared error"),), panel.player.result)
    (mark,) = panel.view.picture.marks
    line = panel.view.drawing.parts["recovered.medians"]["squared error"]
    there = line.axes.transData.transform(line.get_xydata())
    there[:, 1] = panel.view.figure.bbox.height - there[:, 1]
    assert mark["line"] == pytest.approx(there, abs=0.06)
    panel.view.show(panel.player.result, "")
    assert panel.view.picture.marks == [mark]  # another resolution, the same result
    panel.player.step()
    panel.view.show(panel.player.result, "")
    assert panel.view.picture.marks == []
