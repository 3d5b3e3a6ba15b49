"""Noise ε on equal weights: how long until the units have parted and the loss falls? Many seeds for each ε."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Prediction, Real, Result, Run, Whole
from app.experiment.history import History
from app.experiment.snippet import written
from app.experiment.words import between, is_are, noun, number, part_of, plural, seeds
from app.symmetry.data import data_of
from app.symmetry.plateau.recipe import losses_by_noise
from app.symmetry.plateau.round_off import WIDTHS, RoundOff
from mlcore import INITIALIZERS, MLP, GradientDescent, train

EPSILONS = 10.0 ** np.arange(-12, 1)
# Losses, in nats, that say a step has been taken. On XOR one unit is no help (.545 at best) and there is one step;
# the moons have two, of which the first ends near the .25 that one unit can reach.
GOALS = {"xor": (0.45,), "moons": (0.45, 0.2)}
LAST = 4000
GIVEN = 2000  # updates that round-off is given, at least
FITTED = slice(0, 11)  # ε up to 1e-2: larger noise is no small perturbation
UNEVEN = 0.3  # decades whose costs differ by more than that, beside the slope, are no line


class Plateau(Experiment):
    """A 2-8-1 tanh net; every weight and bias starts at c + ε N(0, 1)."""

    rate = Real(1.0, "Learning rate", 0.1, 3, log=True, place="main")
    data = Choice(GOALS, "xor", "Data")
    c = Real(0.0, "Constant c", -1, 1)
    seeds = Whole(16, "Seeds", 1, 32, unit="nets for each ε")
    samples = Whole(100, "Samples", 20, 400, log=True)
    seed = Whole(0, "First seed", 0, 9999)

    def start(self, previous=None):
        return PlateauRun(self)


class PlateauRun(Run):
    """All ε and all seeds are members of one net; the seeds draw the same noise for every ε."""

    def __init__(self, experiment):
        self.settings = s = experiment.settings()
        self.data, self.goals = data_of(s["data"], s["samples"], s["seed"]), GOALS[s["data"]]
        unit, rngs = INITIALIZERS["normal"](1.0), [s["seed"] + m for m in range(s["seeds"])] * len(EPSILONS)
        self.net = MLP([2, 8, 1], "tanh", initializer=unit, bias=unit, rng=rngs)
        self.net.theta *= EPSILONS.repeat(s["seeds"])[:, None]
        self.net.theta += s["c"]
        self.training = train(self.net, self.data.X, self.data.Y, GradientDescent(s["rate"]))
        self.round_off = RoundOff(self.data, s["c"], s["rate"], self.goals[-1])
        self.first = np.full((len(self.goals), len(rngs)), np.inf)
        self.losses, self.now = History(len(EPSILONS)), -1
        self.step()

    @property
    def waiting(self):
        """Some net with noise has not learnt yet."""
        return np.isinf(self.first[-1]).any()

    def step(self):
        """One update; False when every net has learnt and round-off has had its time, or at the end."""
        if self.now >= self._last():
            return False
        self.now += 1
        self.round_off.step()
        record = next(self.training, None) if self.waiting else None
        if record is not None:
            for first, goal in zip(self.first, self.goals, strict=True):
                first[(record.loss < goal) & np.isinf(first)] = record.step
            medians = np.median(np.nan_to_num(record.loss, nan=10.0).reshape(len(EPSILONS), -1), axis=1)
            self.losses.add(record.step, medians)
        return True

    def _last(self):
        """The update at which it ends, as far as one knows."""
        return (LAST if self.waiting else GIVEN) / min(self.settings["rate"], 1)

    @property
    def progress(self):
        return self.now / self._last()

    def result(self):
        return PlateauResult(
            settings=self.settings,
            step=int(self.losses.steps[-1]),
            steps=self.losses.steps,
            losses=self.losses.rows,
            goals=self.goals,
            firsts=self.first.reshape(len(self.goals), len(EPSILONS), -1).copy(),
            a_decade=self.theory(),
            now=self.now,
            equal=self.round_off.c,
            parted=self.round_off.parted.copy(),
            learnt=self.round_off.learnt.copy(),
        )

    def theory(self):
        """Updates a decade of ε near zero weights: once the output knows how frequent the classes are, w[2] and W[1]
        feed each other, both growing by 1 + η‖g‖ an update, g = Σ (ȳ − y) x / N_s. None at another constant."""
        if self.settings["c"]:
            return None
        X, Y = self.data.X, self.data.Y
        g = np.linalg.norm(((Y.mean() - Y) * X).mean(axis=1))
        return float(np.log(10) / np.log1p(self.settings["rate"] * g))


@dataclass(frozen=True, eq=False, kw_only=True)
class PlateauResult(Result):
    """losses: medians over the seeds (steps × ε); firsts: updates to a loss below each of the goals (goals × ε ×
    seeds), inf where not yet; a_decade: theory's updates a decade of ε, or None. Of the nets without noise, which
    start from `equal`, after `now` updates: when round-off parted their units, and when they had learnt."""

    settings: dict
    step: int
    steps: np.ndarray
    losses: np.ndarray
    goals: tuple
    firsts: np.ndarray
    a_decade: float | None
    now: int
    equal: float
    parted: np.ndarray
    learnt: np.ndarray

    @property
    def medians(self):
        """Of the first step, for each ε."""
        return middle(self.firsts[0])

    @property
    def slope(self):
        """Measured updates a decade: a line through the medians of small ε; nan before there are two."""
        y = self.medians[FITTED]
        here = np.isfinite(y)
        if here.sum() < 2:
            return np.nan
        x = -np.log10(EPSILONS[FITTED][here])
        return float(np.polyfit(x, y[here], 1)[0])

    @property
    def cost(self):
        """Updates a decade in words: the slope where it is one line, else from the cheapest decade to the dearest."""
        through = self.medians[FITTED]
        each = -np.diff(through[np.isfinite(through)])  # the larger the noise, the sooner
        if np.ptp(each) <= max(UNEVEN * abs(self.slope), 2):
            return number(self.slope, 3)
        return between(each.min(), each.max(), lambda updates: number(updates, 3))

    @property
    def sentence(self):
        first = self.firsts[0]
        done = int(np.isfinite(first).sum())
        by = f"By update {self.step:,}" if done == first.size else f"After {plural(self.step, 'update')}"
        parts = [f"{by} **{part_of(done, first.size, 'net')}** {is_are(done)} off the plateau."]
        if np.isfinite(self.slope):
            theory = f"; theory says {number(self.a_decade, 3)}" if self.a_decade else ""
            parts.append(f"Each factor of ten in ε costs **{self.cost}** updates{theory}.")
            smallest = next(i for i, m in enumerate(self.medians) if np.isfinite(m))
            parts.append(
                f"From ε = {number(EPSILONS[smallest])} it takes {self.medians[smallest]:,.0f} (median)."
            )
        elif self.step == 0:
            parts.append("Press play: the larger the noise, the sooner.")
        return " ".join(part for part in (*parts, self.second, self.rounded) if part)

    @property
    def second(self):
        """The moons' other step: when it comes, and whether ε matters to it."""
        if len(self.goals) == 1 or not np.isfinite(self.firsts[0]).all():
            return ""
        through, all_nets = int(np.isfinite(self.firsts[1]).sum()), self.firsts[1].size
        text = "That was the **first of two steps**, down to what one unit can. The second is done by "
        text += part_of(through, all_nets, "net")
        gaps = (middle(self.firsts[1]) - self.medians)[FITTED]
        if not np.isfinite(gaps).all():
            return f"{text}."
        later = between(gaps.min(), gaps.max(), "{:,.0f}".format)
        why = ": by then all units point the same way, with lengths whose ratios ε does not change"
        return (
            f"{text}, **{later} {noun(later, 'update')} later** (medians, ε up to 0.01)"
            f"{why if self.a_decade else ''}."
        )

    @property
    def rounded(self):
        """What became of the nets without any noise."""
        if not np.isfinite(self.parted).any():
            return ""
        first = np.where(np.isfinite(self.learnt), self.learnt, self.parted + 1e9)
        i = int(np.argmin(np.where(np.isfinite(self.parted), first, np.inf)))  # some learn without it
        text = (
            f"Without noise (ε = 0, c = {number(self.equal, 4)}) **round-off broke {WIDTHS[i]} equal units at update "
            f"{self.parted[i]:,.0f}**"
        )
        text += (
            f", learnt at {self.learnt[i]:,.0f}"
            if np.isfinite(self.learnt[i])
            else ", too little to show yet"
        )
        return f"{text}; exact arithmetic never would."

    @property
    def outcome(self):
        found = {"updates for each factor of ten in ε": self.slope}
        for goal, firsts in zip(self.goals, self.firsts, strict=True):
            for i in (0, 6, 10):
                found[f"median updates to loss < {goal} from ε = {number(EPSILONS[i])}"] = middle(firsts)[i]
        return {name: float(value) if np.isfinite(value) else None for name, value in found.items()}

    @property
    def snippet(self):
        """Computes the medians and the firsts, and when round-off has learnt, to the last bit."""
        others = {"goals": self.goals, "updates": self.step, "widths": WIDTHS}
        others |= {"equal": self.equal, "now": self.now}
        return written(losses_by_noise, "medians, firsts, learnt", self.settings, **others)

    @property
    def tables(self):
        """Tables for files: the median losses, the updates of every net, and what round-off did."""
        n, first = self.firsts.shape[2], self.settings["seed"]
        nets = {"ε": EPSILONS.repeat(n), "seed": np.tile(np.arange(first, first + n), len(EPSILONS))}
        steps = {
            f"updates to loss < {goal}": firsts.ravel()
            for goal, firsts in zip(self.goals, self.firsts, strict=True)
        }
        named = {f"ε = {number(e, 1)}": row for e, row in zip(EPSILONS, self.losses.T, strict=True)}
        return {
            "losses": {"update": self.steps} | named,
            "updates": nets | steps,
            "round-off": {"units": np.array(WIDTHS), "parted": self.parted, "learnt": self.learnt},
        }

    @property
    def table(self):
        rows = [("ε", "median updates", "fewest", "most", "nets that are through")]
        for goal, firsts in zip(self.goals, self.firsts, strict=True):
            for e, row, m in zip(EPSILONS, firsts, middle(firsts), strict=True):
                name = number(e, 1) + (f", loss < {goal}" if len(self.goals) > 1 else "")
                through = f"{np.isfinite(row).sum()} of {row.size}"
                rows.append((name, *map(in_words, (m, row.min(), row.max())), through))
        for n, parted, learnt in zip(WIDTHS, self.parted, self.learnt, strict=True):
            broke = (
                f"parted by round-off at update {in_words(parted)}"
                if np.isfinite(parted)
                else "exactly equal"
            )
            rows.append((f"0, {n} units, c = {number(self.equal, 4)}", in_words(learnt), "", "", broke))
        return rows

    @property
    def status(self):
        return f"update {self.now:,} · {seeds(self.settings)}"


def middle(firsts):
    """The median over the seeds, for each ε; inf where half of them are not through."""
    return np.median(firsts, axis=1)


def in_words(updates):
    return f"{updates:,.0f}" if np.isfinite(updates) else "–"


OPTIONS = (
    "about as long (by less than 50 updates)",
    "50 to 1,000 updates longer",
    "more than 1,000 updates longer",
    "a million times longer",
)


def longer(before, after):
    m = after.medians
    big, small = m[6], m[0]  # 1e-6 and 1e-12
    if not np.isfinite(small):
        row = after.firsts[0, 0]
        waiting = part_of(int(np.isinf(row).sum()), row.size, "net")
        return 2, f"From ε = 10⁻¹² **{waiting}** still waited after {plural(after.step, 'update')}."
    gap = small - big
    right = 0 if gap < 50 else 1 if gap < 1000 else 2
    return right, (
        f"ε = 10⁻⁶ takes {big:,.0f} updates (median), ε = 10⁻¹² takes {small:,.0f}: **{gap:,.0f} more**. "
        "The difference "
        "between units grows by the same factor at each update, so a million is six times a factor of ten."
    )


A_MILLION_TIMES_SMALLER = Prediction(
    ask=lambda e: (
        "Take the noise **a million times smaller**, 10⁻¹² in place of 10⁻⁶. How much longer is the plateau?"
    ),
    change=lambda e: {"c": 0.0, "rate": 1.0, "data": "xor"},
    options=OPTIONS,
    judge=longer,
    updates=2500,
    decides=("updates.medians",),
)
