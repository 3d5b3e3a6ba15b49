"""What does one input say when there are two answers? A net whose output is a density, beside the exact one."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Choice, Experiment, Real, Whole
from app.experiments.inverse import BISHOP, PETROELASTIC, TEST_SEED, exact
from app.experiments.mixture_code import code
from app.experiments.mixture_words import sentence
from app.history import History
from mlcore import HEADS, MLP, train
from mlcore.densities import means_at_quantiles
from mlcore.optimizers import Adam, cosine

DATA_SEED = 10_000  # added to the first seed: the data have a generator of their own
TEST = 4000  # held-out samples
OUTPUTS = ("least squares", "one Gaussian", "mixture")
QUANTILES, RANDOM, IDENTICAL = STARTS = ("means at quantiles", "random", "all kernels identical")
UNITS = ("standardized", "raw units")


class MixtureDensity(Experiment):
    """Porosity from acoustic impedance, two rocks: one hidden layer of tanh, Adam with a rate that falls to 0."""

    problem = PETROELASTIC
    output = Choice(OUTPUTS, "mixture", "Output")
    kernels = Whole(2, "Kernels K", 1, 8)
    initial = Choice(STARTS, QUANTILES, "Start of the kernels")
    units = Choice(UNITS, "standardized", "Data")
    seeds = Whole(5, "Seeds", 1, 10, unit="nets")
    at = Real(
        7.5,
        "Acoustic impedance AI",
        5,
        10.5,
        place="main",
        unit="km/s · g/cm³",
        marks=lambda e: {7.5: "7.5"},
        view=True,
    )
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


class MixtureRun:
    """The nets of one setting, seeds as members, and what their training left. A plain object."""

    def __init__(self, experiment):
        self.settings, self.problem = experiment.settings(), experiment.problem
        s = self.settings
        self.raw = self.problem.draw(s["samples"], s["noise"], s["seed"] + DATA_SEED)
        self.held_out = self.problem.draw(TEST, s["noise"], s["seed"] + TEST_SEED)
        self.exact = exact(self.problem, s["noise"])
        self.floor = float(self.exact.each(self.held_out.X, self.held_out.Y).mean())
        self.data, self.test = self.raw, self.held_out
        if s["units"] == "standardized":
            self.data = self.raw.standardized()
            self.test = self.held_out.standardized(like=self.data)
        self.log_volume = self.data.Y_scaling.log_volume if self.data.Y_scaling else 0.0
        self._net()
        self.training = train(
            self.net, self.data.X, self.data.Y, Adam(cosine(s["rate"], s["updates"])), s["updates"]
        )
        marks = np.geomspace(1, s["updates"], 60).round().astype(int)
        self.marks = {0, *marks.tolist()}
        self.losses, self.tests, self.diverged = History(s["seeds"]), History(s["seeds"]), []
        self.grid = np.linspace(*self.problem.x_shown, 111), np.linspace(*self.problem.y_shown, 141)
        self.fine = np.linspace(*self.problem.y_shown, 701)
        self.kept = {}
        self.step()

    def _net(self):
        s = self.settings
        K = s["kernels"] if s["output"] == "mixture" else 1
        head = {"least squares": HEADS["squared error"], "one Gaussian": HEADS["Gaussian"]}.get(
            s["output"], HEADS["MDN"](kernels=K)
        )
        widths = [1, s["hidden"], head.outputs(1)]
        self.K, self.net = K, MLP(widths, "tanh", head, "Xavier", rng=s["seed"], members=s["seeds"])
        if s["output"] == "mixture" and s["initial"] == QUANTILES:
            means_at_quantiles(self.net, self.data.Y)
        if s["output"] == "mixture" and s["initial"] == IDENTICAL:
            W = self.net.W[2].reshape(s["seeds"], 3, K, -1)  # a view would not do: W[2] is strided
            self.net.W[2][...] = np.repeat(W[:, :, :1], K, axis=2).reshape(self.net.W[2].shape)

    def step(self):
        """One update of every net; False at the end, where the rate is 0."""
        record = next(self.training, None)
        if record is None:
            return False
        self.now, self.diverged = record.step, record.diverged
        self.losses.add(record.step, self._nats(record.loss))
        if record.step in self.marks:
            self.tests.add(record.step, self.nll(self.test.X, self.test.Y).mean(axis=-1))
        return True

    def _nats(self, loss):
        """The loss as a mean −ln p(y | x) in the units of the data."""
        if self.settings["output"] == "least squares":
            with np.errstate(all="ignore"):
                self.width = np.sqrt(2 * loss)
                return 0.5 * np.log(2 * np.pi * np.e * self.width**2) + self.log_volume
        return loss + self.log_volume

    def kernels_at(self, x):
        """π, μ, σ of every net at the inputs x, in the units of the data: each (seeds, K, x.size)."""
        scale = self.data.X_scaling
        with np.errstate(all="ignore"):
            A = self.net.predict(scale.apply(x[None]) if scale else x[None])
        if self.settings["output"] == "mixture":
            pi, mu, sigma = np.split(A, 3, axis=-2)
        else:
            mu = A[..., :1, :]
            sigma = (
                A[..., 1:, :] if A.shape[-2] == 2 else np.broadcast_to(self.width[:, None, None], mu.shape)
            )
            pi = np.ones_like(mu)
        if self.data.Y_scaling:
            mu, sigma = self.data.Y_scaling.undo(mu), sigma * self.data.Y_scaling.std
        return pi, mu, sigma

    def nll(self, X, Y):
        """−ln p(y | x) of each sample for each net, in the units of the data: (seeds, N_s)."""
        with np.errstate(all="ignore"):
            if self.settings["output"] == "least squares":
                r = (self.net.predict(X) - Y)[..., 0, :] / self.width[:, None]
                return 0.5 * (np.log(2 * np.pi) + r**2) + np.log(self.width)[:, None] + self.log_volume
            return self.net.head.each(self.net._ends(X)[0], Y) + self.log_volume

    def drawn(self):
        """Index of the net that is drawn."""
        return min(self.settings["net"], self.settings["seeds"]) - 1

    def over_x(self):
        """π, μ, σ of the drawn net over the grid of x, (K, x.size), and its density there; made once a step."""
        key = self.now, self.drawn()
        if self.kept.get("key") != key:
            kernels = [part[self.drawn()] for part in self.kernels_at(self.grid[0])]
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
        pi, mu, sigma = (part[self.drawn(), :, 0] for part in self.kernels_at(at))
        parts = gaussians(self.fine, *(part[:, None] for part in (pi, mu, sigma)))[..., 0]
        seen = self.over_x()
        return MixtureResult(
            settings=s,
            problem=problem,
            step=self.now,
            data=self.raw,
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
            steps=self.losses.steps,
            losses=self.losses.rows,
            test_steps=self.tests.steps,
            test_losses=self.tests.rows,
            floor=self.floor,
            gaussian_floor=self.exact.gaussian_floor,
            diverged=tuple(self.diverged),
            snippet=code(s, problem, self.now),
        )


def gaussians(y, pi, mu, sigma):
    """π_k 𝒩(y; μ_k, σ_k²): (K, y.size, x.size) from (K, x.size) each."""
    with np.errstate(all="ignore"):
        r = (y[:, None] - mu[:, None]) / sigma[:, None]
        return pi[:, None] * np.exp(-0.5 * r**2) / (np.sqrt(2 * np.pi) * sigma[:, None])


@dataclass(frozen=True, eq=False)
class MixtureResult:
    """image: p(y | x) of one net on the grids y × x; pi_x, mu_x, sigma_x: its kernels over x, (K × x).
    parts: its kernels (K × fine) at the x that is looked at, exact_parts: the exact branches there.
    losses (updates × seeds), test_losses: mean −ln p(y | x), in nats; floor: the exact posterior's on the same
    held-out samples."""

    settings: dict
    problem: object
    step: int
    data: object
    x: np.ndarray
    y: np.ndarray
    image: np.ndarray
    pi_x: np.ndarray
    mu_x: np.ndarray
    sigma_x: np.ndarray
    fine: np.ndarray
    pi: np.ndarray
    mu: np.ndarray
    sigma: np.ndarray
    parts: np.ndarray
    exact_parts: np.ndarray
    steps: np.ndarray
    losses: np.ndarray
    test_steps: np.ndarray
    test_losses: np.ndarray
    floor: float
    gaussian_floor: float
    diverged: tuple
    snippet: str

    @property
    def at(self):
        return self.settings["at"]

    @property
    def mean(self):
        """The mean of the net's density at the x that is looked at."""
        return float(self.pi @ self.mu)

    @property
    def mean_x(self):
        """The same over the grid of x."""
        return (self.pi_x * self.mu_x).sum(axis=0)

    @property
    def emptiness(self):
        """The exact density at the net's mean, as a share of its peak."""
        p = self.exact_parts.sum(axis=0)
        return float(np.interp(self.mean, self.fine, p) / max(p.max(), 1e-300))

    @property
    def excess(self):
        """Mean −ln p above the exact posterior's, of each seed, on the same held-out samples."""
        return self.test_losses[-1] - self.floor

    @property
    def responsibilities(self):
        """γ_k(y) at the x that is looked at: which kernel answers for y, (K × fine)."""
        total = self.parts.sum(axis=0)
        return np.divide(self.parts, total, out=np.full_like(self.parts, np.nan), where=total > 1e-12)

    @property
    def distinct(self):
        """How many kernels of the drawn net are not the same."""
        return len(np.unique(np.hstack([self.pi_x, self.mu_x, self.sigma_x]).round(6), axis=0))

    @property
    def sentence(self):
        return sentence(self)

    @property
    def outcome(self):
        """What came of it, for a comparison."""
        return {
            "median held-out loss": float(np.median(self.test_losses[-1])),
            "above the exact posterior": float(np.median(self.excess)),
            "updates": self.step,
        }

    @property
    def tables(self):
        """Tables for files: the losses by update, and the density that is looked at."""
        seeds = range(self.settings["seed"], self.settings["seed"] + self.losses.shape[1])
        return {
            "losses": {"update": self.steps}
            | {f"loss, seed {m}": row for m, row in zip(seeds, self.losses.T, strict=True)},
            "slice": {
                self.problem.y: self.fine,
                "net": self.parts.sum(axis=0),
                "exact": self.exact_parts.sum(axis=0),
            },
        }

    @property
    def status(self):
        s = self.settings
        last = s["seed"] + s["seeds"] - 1
        return f"update {self.step:,} of {s['updates']:,} · seeds {s['seed']} to {last}"
