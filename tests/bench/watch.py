"""How many updates a second a large net makes under `watch`, with its pictures on, beside the same training alone.

python tests/bench/watch.py [layers] [width]
"""

import asyncio
import os
import platform
import sys
import time
from datetime import date

from app.watch import watch
from mlcore import MLP, GradientDescent, train
from mlcore.datasets import moons

SECONDS = 10
DATA = moons(200, rng=0)


def net(layers, width):
    """The deep one."""
    return MLP([2, *[width] * (layers - 1), 1], "tanh", initializer="Xavier", rng=0)


def alone(deep):
    """Updates a second without pictures."""
    training, begun = train(deep, *DATA, GradientDescent(0.01)), time.perf_counter()
    for record in training:
        if time.perf_counter() - begun > SECONDS:
            return record.step / SECONDS
    raise ValueError("the training came to an end")


async def watched(deep, histograms):
    """(updates a second, frames a second, share of the time that frames take) of a page that takes every frame."""
    panel = watch(deep, DATA, GradientDescent(0.01), histograms=histograms)
    player, picture, looks = panel.player, panel.view.picture, []
    look = player.look

    def timed():
        begun = time.perf_counter()
        look()
        looks.append((begun, time.perf_counter() - begun))

    def page():
        report = {"width": 816, "ratio": 1, "painted": picture.frame, "visible": True}
        picture._report(None, report, None)

    page()
    player.look = timed
    first, begun = picture.frame, time.perf_counter()
    player.play()
    while time.perf_counter() - begun < SECONDS:
        await asyncio.sleep(0.02)
        page()
    took, updates, shown = time.perf_counter() - begun, player.result.step, picture.frame - first
    # From one frame's beginning to another's: with the rest that follows each.
    cycles = looks[-1][0] - looks[0][0]
    player.pause()  # which draws one more, at the whole resolution
    return updates / took, shown / took, sum(each for _, each in looks[:-1]) / cycles


def main(layers=100, width=32):
    """Print all three."""
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"alone: {alone(net(layers, width)):.0f} updates a second")
    for histograms in (False, True):
        updates, pictures, share = asyncio.run(watched(net(layers, width), histograms))
        name = "with histograms" if histograms else "watched"
        print(
            f"{name}: {updates:.0f} updates and {pictures:.1f} frames a second, which take {share:.0%} of the time"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
