"""What does one input say when there are two answers? A net whose output is a density, beside the exact one."""

import numpy as np

from app.experiment import Choice, Experiment, Real, Run, Whole
from app.experiment.history import History
from app.mixture.density.nets import OUTPUTS, QUANTILES, STARTS, MixtureNets
from app.mixture.density.result import MixtureResult, gaussians
from app.mixture.inverse import BISHOP, PETROELASTIC, TEST_SEED, exact, impedance_slider
from mlcore import Adam, train
from mlcore.schedules import cosine

DATA_SEED = 10_000  # added to the first seed: the data have a generator of their own
TEST = 4000  # held-out samples
UNITS = ("standardized", "raw units")


class MixtureDensity(Experiment):
    """Porosity from acoustic impedance, two rocks: one hidden layer of tanh, Adam with a rate that falls to 0."""

    problem = PETROELASTIC
    output = Choice(OUTPUTS, "mixture", "Output")
    kernels = Whole(2, "Kernels K", 1, 8)
    initial = Choice(STARTS, QUANTILES, "Start of the kernels")
    units = Choice(UNITS, "standardized", "Data")
    seeds = Whole(5, "Seeds", 1, 10, unit="nets")
    at = impedance_slider(5, 10.5)
    net = Whole(1, "Which of the nets is drawn", 1, 10, place="more", view=True)
    samples = Whole(2000, "Samples to learn from", 20, 3000, log=True, place="more")
    noise = Real(0.02, "Noise: std of ln AI", 0.005, 0.2, log=True, place="more")
    hidden = Whole(16, "Hidden units", 1, 32, place="more")
    rate = Real(0.01, "Learning rate at the start", 1e-4, 1, log=True, place="more")
    updates = Whole(600, "Updates in all", 50, 3000, log=True, place="more")
    seed = Whole(0, "First seed", 0, 9999, place="more")

    def start(self, previous=None):
        return MixtureRun(self)


class Bishop(MixtureDensity):
    """Bishop's curve the wrong way round: up to three answers."""

    problem = BISHOP
    kernels = Whole(3, "Kernels K", 1, 8)
    at = Real(0.45, "Input x", -0.1, 1.1, place="main", marks=lambda e: {0.45: "0.45"}, view=True)
    samples = Whole(1000, "Samples to learn from", 20, 3000, log=True, place="more")
    noise = Real(0.1, "Noise of x: half its width", 0.02, 0.3, log=True, place="more")
    hidden = Whole(5, "Hidden units", 1, 32, place="more")
    rate = Real(0.05, "Learning rate at the start", 1e-4, 1, log=True, place="more")
    updates = Whole(3000, "Updates in all", 50, 3000, log=True, place="more")


class MixtureRun(Run):
    """The nets of one setting, seeds as members, and what their training left. A plain object."""

    def __init__(self, experiment):
        self.settings, self.problem = experiment.settings(), experiment.problem
        s = self.settings
        self.raw = self.problem.draw(s["samples"], s["noise"], s["seed"] + DATA_SEED)
        self.held_out = self.problem.draw(TEST, s["noise"], s["seed"] + TEST_SEED)
        self.branch = self.problem.branches(s["samples"], s["noise"], s["seed"] + DATA_SEED)
        self.exact = exact(self.problem, s["noise"])
        self.floor, self.learnt_floor = (
            float(self.exact.each(data.X, data.Y).mean()) for data in (self.held_out, self.raw)
        )
        self.data, self.test = self.raw, self.held_out
        if s["units"] == "standardized":
            self.data = self.raw.standardized()
            self.test = self.held_out.standardized(like=self.data)
        self.nets = MixtureNets(s, self.data)
        self.training = train(
            self.nets.net, self.data.X, self.data.Y, Adam(cosine(s["rate"], s["updates"])), s["updates"]
        )
        marks = np.geomspace(1, s["updates"], 60).round().astype(int)
        self.marks = {0, *marks.tolist()}
        self.losses, self.tests, self.diverged = History(s["seeds"]), History(s["seeds"]), []
        self.grid = np.linspace(*self.problem.x_shown, 111), np.linspace(*self.problem.y_shown, 141)
        self.fine = np.linspace(*self.problem.y_shown, 701)
        self.kept = {}
        self.step()

    def step(self):
        """One update of every net; False at the end, where the rate is 0."""
        record = next(self.training, None)
        if record is None:
            return False
        self.now, self.diverged = record.step, record.diverged
        self.losses.add(record.step, self.nets.nats(record.loss))
        if record.step in self.marks:
            self.tests.add(record.step, self.nets.nll(self.test.X, self.test.Y).mean(axis=-1))
        return True

    @property
    def progress(self):
        return self.now / self.settings["updates"]

    def drawn(self):
        """Index of the net that is drawn."""
        return min(self.settings["net"], self.settings["seeds"]) - 1

    def over_x(self):
        """π, μ, σ of the drawn net over the grid of x, (K, x.size), and its density there; made once a step."""
        key = self.now, self.drawn()
        if self.kept.get("key") != key:
            kernels = [part[self.drawn()] for part in self.nets.kernels_at(self.grid[0])]
            self.kept = {
                "key": key,
                "kernels": kernels,
                "image": gaussians(self.grid[1], *kernels).sum(axis=0),
            }
        return self.kept

    def result(self):
        """What the pictures show, as of this step."""
        s, problem = self.settings, self.problem
        at = np.array([s["at"]])
        pi, mu, sigma = (part[self.drawn(), :, 0] for part in self.nets.kernels_at(at))
        parts = gaussians(self.fine, *(part[:, None] for part in (pi, mu, sigma)))[..., 0]
        seen = self.over_x()
        return MixtureResult(
            settings=s,
            problem=problem,
            step=self.now,
            data=self.raw,
            branch=self.branch,
            x=self.grid[0],
            y=self.grid[1],
            image=seen["image"],
            pi_x=seen["kernels"][0],
            mu_x=seen["kernels"][1],
            sigma_x=seen["kernels"][2],
            fine=self.fine,
            pi=pi,
            mu=mu,
            sigma=sigma,
            parts=parts,
            exact_parts=self.exact.density(at, self.fine)[..., 0],
            whole=self.exact.y,
            exact_whole=self.exact.density(at, self.exact.y)[..., 0],
            steps=self.losses.steps,
            losses=self.losses.rows,
            test_steps=self.tests.steps,
            test_losses=self.tests.rows,
            floor=self.floor,
            learnt_floor=self.learnt_floor,
            gaussian_floor=self.exact.gaussian_floor,
            diverged=tuple(self.diverged),
        )
