"""Whoever reads on needs no buffers: runs that rested go on as if they had not, and what is kept fits what is shown."""

import asyncio
import pickle
import tracemalloc

import pytest
from lab import SMALL, FakeClock, page_reports

from app.exhibits import exhibits
from app.initialization.schemes.experiment import Schemes
from app.initialization.signal.experiment import Initialization
from app.initialization.signal.picture import picture
from app.workbench.panel import Panel
from app.workbench.player import IDLE

# Those with buffers of many nets; the rest give nothing back.
LARGE = [
    name
    for name, exhibit in exhibits().items()
    if "rest" in {name for kind in type(exhibit.start().start()).__mro__[:-3] for name in vars(kind)}
]


def shown(run):
    """All numbers that a run's result holds, as bytes."""
    others = "rates", "scheme", "nets", "entries"
    return pickle.dumps({name: value for name, value in vars(run.result()).items() if name not in others})


@pytest.mark.parametrize("name", LARGE)
def test_a_run_that_rested_is_the_same_to_the_last_bit(name):
    rested, other = (exhibits()[name].start().start() for _ in range(2))
    for updates in 0, 2:
        for run in rested, other:
            for _ in range(updates):
                run.step()
                while not run.ready:
                    run.step()
        assert shown(rested) == shown(other)
        rested.rest()
        assert shown(rested) == shown(other)


def test_most_of_what_six_schemes_hold_is_given_back():
    tracemalloc.start()
    run = Schemes().start()
    run.result()
    before = tracemalloc.get_traced_memory()[0]
    run.rest()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert before > 70e6
    assert after < 0.35 * before


def test_a_panel_rests_when_nothing_was_changed_for_a_while():
    async def hour():
        clock = FakeClock(0.001)
        panel, other = (Panel(Initialization(**SMALL), picture, clock=clock) for _ in range(2))
        for each in panel, other:
            page_reports(each)
        rests = []
        rest = panel.player.run.rest
        panel.player.run.rest = lambda: rests.append(1) or rest()
        await clock.sleep(IDLE / 2)
        panel.player.step()
        await clock.sleep(IDLE / 2 + 0.1)
        assert not rests
        await clock.sleep(IDLE / 2)
        assert rests == [1]
        other.player.step()
        assert panel.view.png(panel.player.result) == other.view.png(other.player.result)
        assert panel.player.run.nets.trainings[0].work.layers is None
        for each in panel, other:
            each.player.step(2)
        assert (panel.player.result.losses == other.player.result.losses).all()

    asyncio.run(hour())
