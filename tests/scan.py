"""Random settings of every exhibit, some steps, a question: all that it says is read, and its code is executed.

`python tests/scan.py --draws 20000` looks at as many settings; `--seed 7 --only symmetry` at others, or at some.
Each draw has a number of its own, which a fault names: `--first 1234 --draws 1` draws it again.
"""

import argparse
import random
import sys
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

if __name__ == "__main__":
    HERE = Path(__file__).parent
    sys.path[:0] = [str(HERE / "support"), str(HERE.parent)]

from offered import DRAWN, differs, pairs
from reading import faults, untrue

from app.exhibits import exhibits
from app.experiment import Choice
from app.experiment.words import plain
from app.workbench.compare import shown
from app.workbench.panel import drawn_nets

# What only costs time is kept small; sentences know these numbers by their nouns alone.
LIGHT = {
    "seeds": 3,
    "samples": 40,
    "width": 10,
    "depth": 8,
    "deepest": 6,
    "nets": 20,
    "layers": 3,
    "hidden": 6,
}
LIGHT |= {"updates": 60}
STEPS, ANSWERED = 25, 30  # at most, of a draw and of its question
HEAVY = {  # whose every update is dear, and whose code makes them all again
    "initialization.digits",
    "initialization.trainability",
    "took_off.larger_nets",
    "took_off.more_data",
    "took_off.factorial",
    "backpropagation.cost",
    "symmetry.landscape",
}


@dataclass
class Draw:
    """One setting of one exhibit, and what was wrong with it: texts."""

    number: int
    key: str
    settings: dict
    wrong: list = field(default_factory=list)

    def __str__(self):
        lines = "".join(f"\n    {fault}" for fault in self.wrong)
        return f"draw {self.number}, {self.key}({', '.join(f'{k}={v!r}' for k, v in self.settings.items())}){lines}"


def drawn(knob, name, rng, light):
    """A value of a knob: an end of it now and then, else anywhere."""
    if isinstance(knob, Choice):
        return rng.choice(knob.values)
    top = min(knob.max, LIGHT.get(name, knob.max)) if light else knob.max
    top = max(top, knob.min)
    if rng.random() < 0.25:
        return rng.choice((knob.min, top))
    if rng.random() < 0.15:
        return min(knob.default_value, top)
    value = knob.min * (top / knob.min) ** rng.random() if knob.log else rng.uniform(knob.min, top)
    return round(value) if knob.whole else value


def look(number, key, exhibit, light=True):
    """One draw, looked at."""
    rng = random.Random(number)
    experiment = exhibit.start()
    settings = {name: drawn(knob, name, rng, light) for name, knob in experiment.knobs().items()}
    if rng.random() < 0.3:  # few of them moved, as a learner would
        settings = {name: settings[name] for name in rng.sample(sorted(settings), min(2, len(settings)))}
        settings |= {name: LIGHT[name] for name in LIGHT if light and name in experiment.knobs()} | settings
    draw = Draw(number, key, settings)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            experiment.set(**settings)
            used(draw, experiment, exhibit, rng, key in HEAVY, light)
    except Exception as error:
        draw.wrong.append(f"raised {type(error).__name__}: {error}")
        draw.error = error
    return draw


def used(draw, experiment, exhibit, rng, heavy, light):
    """Some steps, everything read, then a question."""
    for knob in experiment.knobs().values():
        read(draw, f"beside {knob.label}", knob.note(experiment))
    run = experiment.start()
    steps = rng.choice((0, 1, 2, rng.randrange(STEPS), STEPS))
    after(run, min(steps, 3) if heavy else steps)
    result = run.result()
    see(draw, result)
    if not heavy or rng.random() < 0.1:
        executes(draw, result)
    if not exhibit.questions:
        return
    question = rng.choice(exhibit.questions)
    read(draw, "the question", plain(question.ask(experiment)))
    if heavy and question.updates:
        return
    before = result
    if question.updates:
        run = experiment.start()
        after(run, min(question.updates, ANSWERED))
        before = run.result()
    experiment.set(**question.change(experiment))
    run = experiment.start(run)
    after(run, min(question.updates, ANSWERED))
    right, why = question.judge(before, run.result())
    if right not in range(len(question.options)):
        draw.wrong.append(f"the verdict: there is no option {right}")
    for option in question.options:
        read(draw, "an option", option)
    read(draw, "the verdict", plain(why))
    see(draw, run.result())


def after(run, steps):
    for _ in range(int(steps)):
        if not run.step():
            break
    while not run.ready:
        run.step()


def see(draw, result):
    """Sentence (the picture's alternative text, too), status, table, and what a comparison lists."""
    text = plain(result.sentence)
    if text.count("**") or result.sentence.count("**") % 2:
        draw.wrong.append(f"marks left open: {result.sentence}")
    read(draw, "the sentence", text)
    read(draw, "the status", result.status)
    draw.wrong += untrue(result)
    for net in drawn_nets(result):
        for words in (net.alt, *net.caption, *chain(*net.words)):
            read(draw, "the drawn net", words)
    for row in result.table or ():
        for cell in row:
            read(draw, "the table", plain(cell))
    for name, value in (result.outcome or {}).items():
        read(draw, "the comparison", name)
        read(draw, "the comparison", shown(value))


def read(draw, where, text):
    draw.wrong += [f"{where}: {fault}" for fault in faults(text)]


def executes(draw, result):
    """The offered code, against what is drawn."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(result.snippet, found)
    key = draw.key if draw.key in DRAWN else "initialization.signal"  # the losses by update
    for name, mine, typed in pairs(key, result, found):
        if differs(mine, typed):
            draw.wrong.append(
                f"the code: {name if isinstance(name, str) else 'something'} is not what is drawn"
            )


def scan(first, draws, only="", light=True, each=lambda draw: None):
    """`draws` of them, exhibit by exhibit in turns."""
    chosen = [(key, exhibit) for key, exhibit in exhibits().items() if only in key]
    for number in range(first, first + draws):
        each(look(number, *chosen[number % len(chosen)], light))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first draw's number")
    parser.add_argument("--only", default="", help="exhibits whose name has this in it")
    parser.add_argument(
        "--heavy", action="store_true", help="every value of every knob, however long it takes"
    )
    parser.add_argument("--seconds", type=float, default=np.inf, help="stop after so long")
    wanted = parser.parse_args()
    begun, count, wrong, spent = time.monotonic(), 0, 0, {}

    class Enough(Exception):
        pass

    def each(draw):
        nonlocal count, wrong
        count, wrong = count + 1, wrong + bool(draw.wrong)
        now = time.monotonic() - begun
        spent[draw.key] = spent.get(draw.key, 0) + now - sum(spent.values())
        if draw.wrong:
            print(draw, flush=True)
        if now > wanted.seconds:
            raise Enough

    with suppress(Enough, KeyboardInterrupt):
        scan(wanted.first, wanted.draws, wanted.only, not wanted.heavy, each)
    longest = sorted(spent.items(), key=lambda item: -item[1])[:6]
    print(f"{count} settings looked at, {wrong} with a fault.")
    print("Most time: " + ", ".join(f"{key} {took:.0f} s" for key, took in longest))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
