"""Sizes of networks and of what they learnt from, 1960 to today, with the place in the paper of each."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Result, Run, Whole
from app.experiment.snippet import written
from app.experiment.words import number
from app.took_off.timeline.recipe import columns


@dataclass(frozen=True)
class Milestone:
    """A network: its year, adjustable parameters, and how many samples (or words, or tokens) it learnt from."""

    year: int
    name: str
    parameters: float
    samples: float
    unit: str
    source: str


NONE = float("nan")
MILESTONES = (
    Milestone(
        1960,
        "Mark I Perceptron",
        512,
        NONE,
        "",
        "Hay, Lynch & Smith, Mark I Perceptron Operators’ Manual, 1960: 512 association units, "
        "of which one adjustable value each is counted here (the least there can be)",
    ),
    Milestone(
        1987,
        "NETtalk",
        18_629,
        1024,
        "words",
        "Sejnowski & Rosenberg, Complex Systems 1: 203-80-26 units, a weight for each pair and a threshold "
        "for each of the 309 units; the corpus of informal speech",
    ),
    Milestone(
        1989,
        "zip codes",
        9760,
        7291,
        "images",
        "LeCun, Boser, Denker et al., Neural Computation 1: end of section 3; section 2.1",
    ),
    Milestone(
        1998,
        "LeNet-5",
        60_000,
        60_000,
        "images",
        "LeCun, Bottou, Bengio & Haffner, Proc. IEEE 86: section II-B; section III-A",
    ),
    Milestone(
        2012,
        "AlexNet",
        60e6,
        1.2e6,
        "images",
        "Krizhevsky, Sutskever & Hinton, NIPS 25: abstract; section 2",
    ),
    Milestone(
        2014,
        "VGG-16",
        138e6,
        1.3e6,
        "images",
        "Simonyan & Zisserman, arXiv 1409.1556: table 2, net D; section 4",
    ),
    Milestone(
        2018,
        "BERT",
        340e6,
        3.3e9,
        "words",
        "Devlin, Chang, Lee & Toutanova, arXiv 1810.04805: section 3, BERT large; 0.8 and 2.5 billion, section 3.1",
    ),
    Milestone(
        2020,
        "GPT-3",
        175e9,
        300e9,
        "tokens",
        "Brown, Mann, Ryder et al., arXiv 2005.14165: table 2.1 and its text",
    ),
    Milestone(
        2022, "PaLM", 540e9, 780e9, "tokens", "Chowdhery, Narang, Devlin et al., arXiv 2204.02311: section 1"
    ),
    Milestone(
        2024,
        "Llama 3.1",
        405e9,
        15.6e12,
        "tokens",
        "Grattafiori, Dubey, Jauhri et al., arXiv 2407.21783: section 1, the 405B model",
    ),
)
FIRST, TODAY = 1955, 2026


class Timeline(Experiment):
    """Play lets the years pass."""

    year = Whole(TODAY, "Up to the year", FIRST, TODAY, place="main")

    def start(self, previous=None):
        return TimelineRun(self)


class TimelineRun(Run):
    """A year at a time; from the last year on it begins again."""

    pace = 12

    def __init__(self, experiment):
        self.settings = experiment.settings()
        self.year, self.fresh = experiment.year, True  # fresh: has not been played

    def step(self):
        """The next year; played from today it starts at the beginning."""
        if self.year >= TODAY:
            if not self.fresh:
                return False
            self.year = FIRST
        self.fresh = False
        self.year += 1
        return True

    def result(self):
        return TimelineResult(
            settings=self.settings,
            year=self.year,
            milestones=tuple(m for m in MILESTONES if m.year <= self.year),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class TimelineResult(Result):
    """milestones up to `year`"""

    settings: dict
    year: int
    milestones: tuple

    @property
    def sentence(self):
        if not self.milestones:
            return f"{self.year}: no network yet."
        last = self.milestones[-1]
        known = np.isfinite(last.samples)
        learnt = f" and learnt from {in_words(last.samples)} {last.unit}" if known else ""
        return (
            f"{self.year}: {last.name} ({last.year}) has **{in_words(last.parameters)}** parameters{learnt}."
        )

    @property
    def snippet(self):
        """The marks of the picture."""
        rows = [(m.year, m.name, m.parameters, m.samples) for m in self.milestones]
        return written(columns, "years, names, parameters, samples", {"milestones": rows})

    @property
    def tables(self):
        """A table for a file: every number, with its source."""
        columns = {
            "year": int,
            "name": str,
            "parameters": float,
            "samples": float,
            "unit": str,
            "source": str,
        }
        return {
            "networks": {
                name: np.array([getattr(m, name) for m in self.milestones], kind)
                for name, kind in columns.items()
            }
        }

    @property
    def table(self):
        """Every number with its source."""
        rows = [("network", "parameters", "learnt from", "source")]
        for m in self.milestones:
            learnt = f"{in_words(m.samples)} {m.unit}" if np.isfinite(m.samples) else "–"
            rows.append((f"{m.year} {m.name}", in_words(m.parameters), learnt, m.source))
        return rows

    @property
    def status(self):
        return f"{self.year} · {len(self.milestones)} of {len(MILESTONES)} networks"


def in_words(n):
    """1.2 million, 175 billion; small numbers in full."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if n >= size:
            return f"{number(n / size, 4)} {name}"
    return f"{n:,.0f}"
