"""Measures how fast the playground's net learns without pictures: python tests/bench/playground.py

2-8-8-1 on 500 points, gradient descent: a step of the panel's run is what is counted, with all that it keeps.
tests/bench/playground.md has the figures, and those of TensorFlow Playground's engine beside them.
"""

import os
import statistics
import sys
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a kernel of the server
sys.path[:0] = [str(Path(__file__).parents[2])]

from app.playground.play.experiment import BATCHES, Play

SECONDS, TIMES, WARM = 0.5, 7, 100


def speed(**settings):
    """Updates a second: the median of some runs, none of which comes to its end."""
    experiment = Play(data="xor", samples=1000, optimizer="gradient descent", rate=0.03, **settings)

    def measured():
        run = experiment.start()
        while run.now < WARM:
            run.step()
        start, going = time.perf_counter(), True
        while going and time.perf_counter() - start < SECONDS:
            going = run.step()
        assert going, "the run came to its end"
        return (run.now - WARM) / (time.perf_counter() - start)

    return statistics.median(measured() for _ in range(TIMES))


if __name__ == "__main__":
    for activation in ("tanh", "ReLU"):
        for batch in BATCHES:
            print(f"{activation}, batches of {batch}: {speed(activation=activation, batch=batch):,.0f}")
        seeds = speed(activation=activation, seeds=32)
        print(f"{activation}, full batch, 32 seeds: {seeds:,.0f}, {32 * seeds:,.0f} nets")
