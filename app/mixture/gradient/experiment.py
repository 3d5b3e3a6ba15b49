"""dZ of a mixture for one sample, from the equations and by central differences, while the net trains."""

from dataclasses import dataclass

import numpy as np

from app.experiment import Real
from app.experiment.words import fixed, number
from app.mixture.density.experiment import MixtureDensity, MixtureRun
from app.mixture.density.result import MixtureResult
from mlcore import MLP, check_gradients

EPSILON = 1e-5


class MixtureGradient(MixtureDensity):
    """One sample (AI, φ) under two sliders, and what it asks of every kernel."""

    target = Real(0.28, "Porosity φ of one sample", 0.05, 0.4, place="main", view=True)

    def start(self, previous=None):
        return GradientRun(self)


class GradientRun(MixtureRun):
    """A `MixtureRun` that also looks at one sample."""

    checked = None

    def result(self):
        s = self.settings
        X, Y = (np.array([[s[name]]]) for name in ("at", "target"))
        if self.data.Y_scaling:
            X, Y = self.data.X_scaling.apply(X), self.data.Y_scaling.apply(Y)
        small = self._copy()
        small.forward(X)
        Z, head = small.Z[2], small.head
        steps = EPSILON * np.eye(len(Z))
        with np.errstate(all="ignore"):
            estimate = np.array(
                [(head.each(Z + e, Y)[0] - head.each(Z - e, Y)[0]) / (2 * EPSILON) for e in steps[..., None]]
            )
            dZ = head.dZ(Z, small.A[2], Y)[:, 0]
        return GradientResult(
            **vars(super().result()),
            dZ=self._rows(dZ),
            estimate=self._rows(estimate),
            worst=self._check(small),
        )

    def _copy(self):
        """The drawn net alone: asking it leaves the training's arrays as they are."""
        trained = self.nets.net
        net = MLP(trained.widths, trained.activation, trained.head)
        net.theta[...] = trained.theta[self.drawn()]
        return net

    def _rows(self, dZ):
        """(3, K): for the logits of the weights, the means and the log-variances; 0 where the output has none."""
        K = self.nets.K
        out = np.zeros((3, K))
        rows = {3 * K: (0, 1, 2), 2: (1, 2), 1: (1,)}[len(dZ)] if K == 1 else (0, 1, 2)
        out[list(rows)] = dZ.reshape(len(rows), K)
        return out

    def _check(self, net):
        """The largest relative error of dW and db of 20 samples; taken once a step."""
        key = self.now, self.drawn()
        if self.checked is None or self.checked[0] != key:
            with np.errstate(all="ignore"):
                checks = check_gradients(net, self.data.X[:, :20], self.data.Y[:, :20], EPSILON)
            self.checked = key, max(check.error for check in checks)
        return self.checked[1]


@dataclass(frozen=True, eq=False)
class GradientResult(MixtureResult):
    """dZ and estimate: (3, K), of the logits of π, of μ and of s; worst: largest relative error of any dW or db."""

    dZ: np.ndarray
    estimate: np.ndarray
    worst: float

    @property
    def target(self):
        return self.settings["target"]

    @property
    def answerable(self):
        """γ_k of the sample, (K): computed from logarithms, since far kernels underflow."""
        with np.errstate(all="ignore"):
            log = np.log(self.pi) - np.log(self.sigma) - 0.5 * ((self.target - self.mu) / self.sigma) ** 2
        share = np.exp(log - log.max())
        return share / share.sum()

    @property
    def sentence(self):
        k = int(self.answerable.argmax())
        share, weight = self.answerable[k], self.pi[k]
        pull, way, wider = (
            less if gradient < 0 else more if gradient > 0 else "stay"
            for gradient, less, more in zip(
                self.dZ[:, k],
                ("grow", "go up", "get wider"),
                ("shrink", "go down", "get narrower"),
                strict=True,
            )
        )
        gap = float(np.abs(self.dZ - self.estimate).max() / max(np.abs(self.dZ).max(), 1e-12))
        verdict = "**passed**" if self.worst < 1e-5 else "**not passed**"
        return (
            f"The sample (AI = {number(self.at, 4)}, φ = {number(self.target, 4)}) is explained by kernel {k + 1}: "
            f"γ = **{fixed(share, 2)}** where its weight is π = **{fixed(weight, 2)}**, so π should {pull}, "
            f"μ {way} and σ {wider}. The equations and central differences agree to **{number(gap)}** here; "
            f"over all weights and biases, 20 samples: {number(self.worst)}, gradient check {verdict}."
        )
