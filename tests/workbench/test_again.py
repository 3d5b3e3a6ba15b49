"""A run whose kernel was lost is done again: the same settings, as many updates."""

import asyncio

import numpy as np
import pytest
from lab import SMALL, FakeClock, page_reports, paints_while

from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture
from app.workbench.panel import Panel


def lesson():
    return Panel(Initialization(**SMALL), picture, clock=FakeClock(0.005))


def says(panel, **content):
    """As the page's side of the link sends it."""
    panel.link._handle_custom_msg(content, [])


def losses(panel):
    return panel.player.result.losses


def test_as_many_updates_as_were_made_give_the_same_run():
    lost = lesson()
    says(lost, query={"depth": "6"})
    lost.player.step(7)
    kept = lost.link.settings, lost.link.updates, lost.link.playing
    assert kept == ({"depth": "6"}, 7, False)

    again = lesson()
    says(again, query=kept[0])
    says(again, again={"updates": kept[1], "playing": kept[2]})
    assert again.player.result.step == 7
    assert not again.player.playing
    assert np.array_equal(losses(again), losses(lost))
    assert "done again" in again.message.value


def test_one_that_was_playing_goes_on():
    async def hour():
        panel = lesson()
        page_reports(panel)
        says(panel, again={"updates": 30, "playing": True})
        await paints_while(panel, panel.player.clock, 5)
        assert panel.player.playing
        assert panel.link.updates > 30
        panel.player.pause()

    asyncio.run(hour())


@pytest.mark.parametrize("bad", [True, -1, 10**9, 1.5, "7", None, [], {"x": 1}])
def test_what_no_page_says_is_dropped(bad):
    panel = lesson()
    says(panel, again={"updates": bad})
    says(panel, again=bad)
    assert panel.player.result.step == 0
    assert not panel.player.playing
