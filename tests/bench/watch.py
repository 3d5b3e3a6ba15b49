"""How many updates a second a large net makes under `watch`, with its pictures on, beside the same training alone.

python tests/bench/watch.py [layers] [width]
"""

import asyncio
import sys
import time

from app.watch import watch
from mlcore import MLP, GradientDescent, train
from mlcore.datasets import moons

SECONDS = 5
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
    player, picture, frames = panel.player, panel.view.picture, 0.0
    look = player.look

    def timed():
        nonlocal frames
        begun = time.perf_counter()
        look()
        frames += time.perf_counter() - begun

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
    took = time.perf_counter() - begun
    player.pause()
    return player.result.step / took, (picture.frame - first) / took, frames / took


def main(layers=100, width=32):
    """Print all three."""
    print(f"alone: {alone(net(layers, width)):.0f} updates a second")
    for histograms in (False, True):
        updates, pictures, share = asyncio.run(watched(net(layers, width), histograms))
        name = "with histograms" if histograms else "watched"
        print(
            f"{name}: {updates:.0f} updates and {pictures:.1f} frames a second, which take {share:.0%} of the time"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
