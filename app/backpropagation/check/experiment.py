"""The gradient check: backpropagation with one line broken, against central differences; where does it fail?"""

from dataclasses import dataclass

import numpy as np

from app.backpropagation.check.broken import Broken, Checked
from app.backpropagation.check.listing import LISTING, WHOLE, change_of, number_of, suspects
from app.backpropagation.check.recipe import check_by_differences
from app.experiment import Choice, Experiment, Lines, Real, Result, Run, Whole
from app.experiment.snippet import written
from app.experiment.words import listed, number
from mlcore import ACTIVATIONS, MLP
from mlcore.datasets import moons

SWEEP = 10.0 ** np.arange(0, -12.1, -0.5)
SENSIBLE = 1e-5  # an ε at which neither truncation nor round-off shows
FAILS = 1e-4  # a relative error above this is no round-off at a sensible ε


class Check(Experiment):
    """A 2-3-3-1 net, so that W[2] is square and wrong shapes go unnoticed; a few samples."""

    epsilon = Real(1e-5, "ε of the differences", 1e-12, 1.0, log=True, place="main")
    bug = Lines(LISTING, WHOLE, "backward, line by line: press the one to break")
    activation = Choice(ACTIVATIONS, "tanh", "Activation")
    samples = Whole(5, "Samples N_s", 1, 50)
    seed = Whole(0, "Seed", 0, 9999)

    def start(self, previous=None):
        return CheckRun(self, previous)


class CheckRun(Run):
    """The check at the ε of the settings; a step checks at the next ε of SWEEP, from 1 down.

    Where a line has just been broken, the first step only lets the check be seen: there was time to guess before it.
    """

    pace = 6

    def __init__(self, experiment, previous=None):
        self.settings = s = experiment.settings()
        data = moons(max(s["samples"], 2), noise=0.2, rng=s["seed"] + 10_000)
        self.data = data.split(1)[0] if s["samples"] == 1 else data
        self.checked = Checked(self.data, s, np.float64)
        self.rounded = Checked(self.data, s, np.float32)
        self.key = tuple(s[name] for name in ("activation", "samples", "seed"))
        same = previous is not None and previous.key == self.key and previous.settings != s
        # the differences know nothing of the broken line: they are kept while only ε or the line is another
        self.estimates = previous.estimates if same else []
        self.looked = s["bug"] == WHOLE or (same and previous.looked and previous.settings["bug"] == s["bug"])
        self.here, self.sensible = (self.checked.differences(epsilon) for epsilon in (s["epsilon"], SENSIBLE))

    def step(self):
        """One more ε, in double and in single precision; False after the smallest."""
        if not self.looked:
            self.looked = True
        elif len(self.estimates) < len(SWEEP):
            epsilon = SWEEP[len(self.estimates)]
            self.estimates.append([c.differences(epsilon) for c in (self.checked, self.rounded)])
        return len(self.estimates) < len(SWEEP)

    def result(self):
        shown = self.estimates if self.looked else []
        both = zip(*shown, strict=True) if shown else ((), ())
        sweep, single = (
            np.array([checked.worst(*pair) for pair in pairs])
            for checked, pairs in zip((self.checked, self.rounded), both, strict=True)
        )
        return CheckResult(
            settings=self.settings,
            looked=self.looked,
            checks=self.checked.checks(*self.here),
            sweep=sweep,
            single=single,
            best=self.checked.worst(*self.sensible),
            ratio=self.checked.ratio(self.here[0]),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class CheckResult(Result):
    """checks: of each array, in the order computed; looked: whether they may be seen yet; sweep: the worst error for
    the first ε of SWEEP, and in float32 (single); best: at SENSIBLE."""

    settings: dict
    looked: bool
    checks: list
    sweep: np.ndarray
    single: np.ndarray
    best: float
    ratio: float

    @property
    def names(self):
        return [f"{check.array}[{check.layer}]" for check in self.checks]

    @property
    def wrong(self):
        """Names of the arrays that fail, in the order in which they are computed."""
        return [name for name, check in zip(self.names, self.checks, strict=True) if check.error > FAILS]

    @property
    def sentence(self):
        bug = self.settings["bug"]
        if not self.looked:
            return (
                f"**Line {number_of(bug)} is broken: {change_of(bug)}.** Which arrays will the check find wrong? "
                "Guess (the question, below), or press Step to see."
            )
        unknown = [name for name, check in zip(self.names, self.checks, strict=True) if not check.checked]
        if len(unknown) == len(self.checks):
            return f"**Nothing is checked**: ±ε crosses a kink at every entry. Take a smaller ε.{self.lowest}"
        worst = max((check for check in self.checks if check.checked), key=lambda check: check.error)
        i, j = (index + 1 for index in worst.worst)
        where = f"{worst.array}[{worst.layer}], row {i}" + ("" if worst.array == "db" else f", column {j}")
        skipped = sum(check.skipped for check in self.checks)
        out = "1 entry is" if skipped == 1 else f"{skipped} entries are"
        kink = f" {out} left out: ±ε crosses a kink there." if skipped else ""
        if unknown:
            kink += f" **Nothing is checked in {listed(unknown)}.**"
        if not self.wrong:
            which = "What is checked agrees" if unknown else "All six arrays agree"
            return (
                f"**{which}**: the worst error is {number(worst.error)} ({where}: backprop "
                f"{number(worst.backprop, 6)}, central difference {number(worst.difference, 6)}).{kink}{self.lowest}"
            )
        if self.best <= FAILS:
            large = self.settings["epsilon"] > SENSIBLE
            side = "truncation: ε is too large" if large else "round-off: ε is too small"
            return (
                f"The worst error is **{number(worst.error)}** ({where}), but at ε = {number(SENSIBLE)} it is "
                f"{number(self.best)}: no line is broken. This is **{side}**.{kink}{self.lowest}"
            )
        whole = listed(self.wrong)
        factor = self.ratio if abs(self.ratio - 1) > 1e-2 else np.nan
        times = ""
        if np.isfinite(factor):
            times = f" Every entry of dW is {number(factor)} times too large."
            times = " Every entry of dW has the wrong sign." if factor < 0 else times
        return (
            f"**The check fails in {whole}.** {suspects(self.wrong)[1]} Worst is {where}: backprop "
            f"{number(worst.backprop, 3)}, central difference {number(worst.difference, 3)}.{times}{kink}"
        )

    @property
    def lowest(self):
        """Where each valley is, once all ε have been checked."""
        if len(self.sweep) < len(SWEEP):
            return ""
        if np.isnan(self.sweep).all() or np.isnan(self.single).all():
            return ""
        where = (
            f"{number(np.nanmin(e))} at ε = {number(SWEEP[np.nanargmin(e)])}"
            for e in (self.sweep, self.single)
        )
        return " Over all ε the worst error gets down to {} in float64, and to **{}** in float32.".format(
            *where
        )

    @property
    def table(self):
        rows = [("array", "relative error", "worst entry", "backprop", "central difference")]
        if not self.looked:
            return rows + [(name, "not checked yet", "–", "–", "–") for name in self.names]
        return rows + [
            (
                name,
                number(c.error),
                str(tuple(i + 1 for i in c.worst)),
                number(c.backprop, 6),
                number(c.difference, 6),
            )
            if c.checked
            else (name, f"nothing checked: {c.skipped} of {c.entries} left out", "–", "–", "–")
            for name, c in zip(self.names, self.checks, strict=True)
        ]

    @property
    def snippet(self):
        """Every error that is drawn, with the very line that is broken, to the last bit."""
        bug = self.settings["bug"]
        made = {"Net": MLP} if bug == WHOLE else {"Net": Broken, "broken": {"bug": bug}}
        into = "now, sweep, double, single"
        return written(check_by_differences, into, self.settings, checked=len(self.sweep), **made)

    @property
    def tables(self):
        """Tables for files: the six arrays, and the worst error for each ε that was checked."""
        values = np.array([(c.error, c.backprop, c.difference) for c in self.checks]).T
        names = "relative error", "worst entry, backprop", "worst entry, central difference"
        arrays = {"array": np.array(self.names)} | dict(zip(names, values, strict=True))
        sweep = {"epsilon": SWEEP[: len(self.sweep)], "float64": self.sweep, "float32": self.single}
        return {"arrays": arrays} | ({"sweep": sweep} if len(self.sweep) else {})

    @property
    def status(self):
        checked = f"{len(self.sweep)} of {len(SWEEP)} ε checked"
        line = number_of(self.settings["bug"])
        state = f"line {line} is broken" if line else change_of(WHOLE)
        return f"{state} · {checked} · seed {self.settings['seed']}"
