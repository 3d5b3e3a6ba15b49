"""The same question to three outputs: a number, a number with a width, and a mixture."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Experiment, Real, Result, Run, Whole
from app.experiment.snippet import arguments, written
from app.experiment.words import fixed, number, plural
from app.mixture.density.experiment import MixtureDensity
from app.mixture.density.nets import OUTPUTS
from app.mixture.density.recipe import nll_by_seed
from app.mixture.density.words import value
from app.mixture.inverse import impedance_slider
from app.mixture.three_outputs.recipe import nll_by_output


class ThreeOutputs(Experiment):
    """Same data, same hidden layer, same first weights of it; what differs is the output and its loss."""

    kernels = Whole(2, "Kernels K of the mixture", 2, 8)
    samples = Whole(1000, "Samples to learn from", 20, 3000, log=True)
    noise = Real(0.02, "Noise: std of ln AI", 0.005, 0.2, log=True)
    at = impedance_slider(5, 10.5)
    seed = Whole(0, "Seed", 0, 9999, place="more")

    def start(self, previous=None):
        return ThreeRun(self)


class ThreeRun(Run):
    """A run for each output, in step."""

    def __init__(self, experiment):
        self.settings = experiment.settings()
        self.runs = {o: MixtureDensity(output=o, seeds=1, **self.settings).start() for o in OUTPUTS}

    def step(self):
        """One update of each."""
        going = [run.step() for run in self.runs.values()]
        return all(going)

    @property
    def progress(self):
        return self.runs["mixture"].progress

    def result(self):
        for run in self.runs.values():
            run.settings = run.settings | {"at": self.settings["at"]}
        return ThreeResult(
            settings=self.settings, each={output: run.result() for output, run in self.runs.items()}
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class ThreeResult(Result):
    """each: {output: MixtureResult}"""

    settings: dict
    each: dict

    @property
    def step(self):
        return self.each["mixture"].step

    @property
    def sentence(self):
        squares, one, mixture = self.each.values()
        losses = [f"**{fixed(r.test_losses[-1, 0], 2)}**" for r in self.each.values()]
        return (
            f"At AI = {number(squares.at, 4)} least squares says **{value(squares.mean)}** ± "
            f"{value(float(squares.sigma[0]))}, "
            f"with the same ± everywhere; one Gaussian says **{value(one.mean)}** ± {value(float(one.sigma[0]))}; "
            f"the mixture has {plural(len(mixture.pi), 'kernel')} around its mean **{value(mixture.mean)}**. "
            f"Held-out loss: {losses[0]}, {losses[1]} and {losses[2]} nats; exact is "
            f"{fixed(mixture.floor, 2)}."
        )

    @property
    def outcome(self):
        return {f"held-out loss, {o}": float(r.test_losses[-1, 0]) for o, r in self.each.items()} | {
            "updates": self.step
        }

    @property
    def tables(self):
        """Tables for files: the held-out losses by update."""
        first = self.each["mixture"]
        columns = {f"held-out loss, {o}": r.test_losses[:, 0] for o, r in self.each.items()}
        return {"losses": {"update": np.asarray(first.test_steps)} | columns}

    @property
    def snippet(self):
        """`each` holds the losses of each output, to the last bit."""
        mixture = self.each["mixture"]
        outputs = {output: (r.others["head"], r.others["start"]) for output, r in self.each.items()}
        given = arguments(nll_by_seed, mixture.settings, **mixture.others)
        same = {name: value for name, value in given.items() if name not in ("head", "start")}
        return written(nll_by_output, "each", {}, outputs=outputs, same=same)

    @property
    def status(self):
        first = self.each["mixture"].settings
        return f"update {self.step:,} of {first['updates']:,} · seed {first['seed']}"
