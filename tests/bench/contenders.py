"""The same training step by each contender, from the same arrays. See peers.py.

A contender is built from a `Case` and then makes steps: ``run(n)`` returns the n losses before each update,
in natural order, as one array (n,) or (n, members). Peers are imported late, so that one that is not installed
is left out and nothing else fails.
"""

from dataclasses import dataclass

import numpy as np

from mlcore import MLP, GradientDescent, train


@dataclass(frozen=True)
class Case:
    """A net, its data and how it learns: gradient descent at `rate`, full batch if `batch` is None."""

    widths: tuple
    N_s: int
    activation: str = "tanh"
    head: str = "sigmoid + cross-entropy"
    batch: int | None = None
    members: int | None = None
    dtype: type = np.float64
    rate: float = 0.1
    seed: int = 0

    def net(self):
        settings = {"rng": self.seed, "members": self.members, "dtype": self.dtype}
        return MLP(self.widths, self.activation, self.head, initializer="Xavier", **settings)

    def data(self):
        rng = np.random.default_rng(self.seed)
        X = rng.standard_normal((self.widths[0], self.N_s))
        label = rng.integers(max(self.widths[-1], 2), size=self.N_s)
        Y = label[None] if self.widths[-1] == 1 else label == np.arange(self.widths[-1])[:, None]
        return X.astype(self.dtype), Y.astype(self.dtype)

    def batches(self):
        """Index arrays without end, None for all samples: the order that mlcore draws from rng=seed."""
        rng = np.random.default_rng(self.seed)
        while True:
            if self.batch is None:
                yield None
            else:
                order = rng.permutation(self.N_s)
                yield from (order[i : i + self.batch] for i in range(0, self.N_s, self.batch))

    def parameters(self):
        """[(W, b), …], b as a column."""
        net = self.net()
        return [(net.W[k].copy(), net.b[k].copy()) for k in range(1, net.L + 1)]


class Mlcore:
    name = "mlcore"

    def __init__(self, case):
        rng = None if case.batch is None else case.seed
        X, Y = case.data()
        self.records = train(case.net(), X, Y, GradientDescent(case.rate), batch=case.batch, rng=rng)

    def run(self, n):
        return np.array([next(self.records).loss for _ in range(n)])


class PlainNumpy:
    """As a teacher writes it on the board, one net."""

    name = "plain numpy"

    def __init__(self, case):
        self.case, self.batches = case, case.batches()
        self.X, self.Y = case.data()
        self.params = case.parameters()

    def run(self, n):
        return np.array([self.step() for _ in range(n)])

    def step(self):
        params, rate, chosen = self.params, self.case.rate, next(self.batches)
        X, Y = (self.X, self.Y) if chosen is None else (self.X[:, chosen], self.Y[:, chosen])
        N_s, A = X.shape[1], [X]
        for k, (W, b) in enumerate(params):
            Z = W @ A[k] + b
            if k < len(params) - 1:
                A.append(np.tanh(Z) if self.case.activation == "tanh" else np.maximum(Z, 0))
            elif self.case.head.startswith("sigmoid"):
                A.append(1 / (1 + np.exp(-Z)))
                loss = -np.mean(Y * np.log(A[-1]) + (1 - Y) * np.log(1 - A[-1]))
            else:
                E = np.exp(Z - Z.max(axis=0))
                A.append(E / E.sum(axis=0))
                loss = -np.mean(np.sum(Y * np.log(A[-1]), axis=0))
        dZ = A[-1] - Y
        for k in range(len(params) - 1, -1, -1):
            W, b = params[k]
            dW = dZ @ A[k].T / N_s
            db = np.mean(dZ, axis=1, keepdims=True)
            if k > 0:
                slope = 1 - A[k] ** 2 if self.case.activation == "tanh" else A[k] > 0
                dZ = (W.T @ dZ) * slope
            params[k] = W - rate * dW, b - rate * db
        return loss


class Floor:
    """The matrix products and activations of a step alone, into arrays that are there: no loss, no update."""

    name = "floor"

    def __init__(self, case):
        self.net = net = case.net()
        X, _ = case.data()
        n = case.batch or case.N_s
        lead = net.theta.shape[:-1]
        self.blocks, self.gradients = net.blocks(net.theta), net.blocks(net.gradient)
        self.A = [np.ones((*(lead if k else ()), N + 1, n), case.dtype) for k, N in enumerate(net.widths)]
        self.A[0][:-1] = X[:, :n]
        self.Z = [np.ones((*lead, N, n), case.dtype) for N in net.widths]
        self.product = np.ndarray.dot if net.members is None else np.matmul

    def run(self, n):
        net, A, Z, product = self.net, self.A, self.Z, self.product
        sigma = np.tanh if net.activation.name == "tanh" else lambda Z, out: np.maximum(Z, 0, out=out)
        forward = [(self.blocks[k], A[k - 1], Z[k], A[k][..., :-1, :]) for k in range(1, net.L + 1)]
        backward = [
            (Z[k], A[k - 1].mT, self.gradients[k], net.W[k].mT, Z[k - 1]) for k in range(net.L, 0, -1)
        ]
        for _ in range(n):
            for W, below, z, a in forward:
                product(W, below, z)
                sigma(z, a)
            for dz, below, dw, w, dz_below in backward:
                product(dz, below, dw)
                if dz_below is not Z[0]:
                    product(w, dz, dz_below)


class TorchEager:
    """As its tutorial writes it: nn.Sequential, a loss from logits, torch.optim.SGD."""

    name = "PyTorch eager"

    def __init__(self, case):
        import torch
        from torch import nn

        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64 if case.dtype is np.float64 else torch.float32)
        self.torch, self.case, self.batches = torch, case, case.batches()
        X, Y = case.data()
        self.X, self.Y = torch.tensor(X.T.copy()), torch.tensor(Y.T.copy())
        layers = []
        for W, b in case.parameters():
            layer = nn.Linear(W.shape[1], W.shape[0])
            layer.weight.data, layer.bias.data = torch.tensor(W), torch.tensor(b[:, 0])
            layers += [layer, nn.Tanh() if case.activation == "tanh" else nn.ReLU()]
        self.net = nn.Sequential(*layers[:-1])
        self.loss = nn.BCEWithLogitsLoss() if case.head.startswith("sigmoid") else nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.net.parameters(), case.rate)

    def run(self, n):
        return np.array([self.step() for _ in range(n)])

    def step(self):
        chosen = next(self.batches)
        X, Y = (self.X, self.Y) if chosen is None else (self.X[chosen], self.Y[chosen])
        self.optimizer.zero_grad()
        loss = self.loss(self.net(X), Y)
        loss.backward()
        self.optimizer.step()
        return loss.item()


class TorchBatched:
    """Members as batched products: torch.baddbmm, one sum of losses, torch.optim.SGD."""

    name = "PyTorch batched"

    def __init__(self, case):
        import torch

        torch.set_num_threads(1)
        X, Y = case.data()
        self.torch, self.case = torch, case
        self.X = torch.tensor(X).expand(case.members, *X.shape)
        self.Y = torch.tensor(Y).expand(case.members, *Y.shape)
        self.params = [tuple(torch.tensor(p, requires_grad=True) for p in pair) for pair in case.parameters()]
        self.optimizer = torch.optim.SGD([p for pair in self.params for p in pair], case.rate)

    def run(self, n):
        return np.array([self.step() for _ in range(n)])

    def step(self):
        torch, A = self.torch, self.X
        self.optimizer.zero_grad()
        for k, (W, b) in enumerate(self.params):
            Z = torch.baddbmm(b, W, A)
            A = torch.tanh(Z) if k < len(self.params) - 1 else Z
        losses = torch.nn.functional.binary_cross_entropy_with_logits(A, self.Y, reduction="none")
        losses = losses.mean(dim=(1, 2))
        losses.sum().backward()
        self.optimizer.step()
        return losses.detach().numpy()


def jax_step(case):
    """(step, params, X, Y): step(params, X, Y) → (params, loss), for one net or, by vmap, for many."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    sigma = jnp.tanh if case.activation == "tanh" else jax.nn.relu

    def loss(params, X, Y):
        A = X
        for W, b in params[:-1]:
            A = sigma(W @ A + b)
        Z = params[-1][0] @ A + params[-1][1]
        if case.head.startswith("sigmoid"):
            return jnp.mean(jax.nn.softplus(Z) - Y * Z)
        return jnp.mean(jnp.sum(Y * (jax.nn.logsumexp(Z, axis=0) - Z), axis=0))

    def step(params, X, Y):
        value, grads = jax.value_and_grad(loss)(params, X, Y)
        return jax.tree.map(lambda p, g: p - case.rate * g, params, grads), value

    if case.members is not None:
        step = jax.vmap(step, in_axes=(0, None, None))
    params = jax.tree.map(jnp.asarray, case.parameters())
    return step, params, *map(jnp.asarray, case.data())


class JaxStep:
    """One jitted step, called from Python."""

    name = "JAX jit, a step"

    def __init__(self, case):
        import jax

        self.batches = case.batches()
        step, self.params, self.X, self.Y = jax_step(case)
        self.step = jax.jit(step if case.batch is None else lambda p, X, Y, i: step(p, X[:, i], Y[:, i]))

    def run(self, n):
        losses = []
        for _ in range(n):
            chosen = next(self.batches)
            args = () if chosen is None else (chosen,)
            self.params, loss = self.step(self.params, self.X, self.Y, *args)
            losses.append(loss)
        return np.array(losses)


class JaxScan:
    """All steps of a run in one compiled lax.scan."""

    name = "JAX jit + scan"

    def __init__(self, case):
        import jax

        self.batches = case.batches()
        step, self.params, X, Y = jax_step(case)

        def scan(params, chosen, n):
            if case.batch is None:
                return jax.lax.scan(lambda p, _: step(p, X, Y), params, length=n)
            return jax.lax.scan(lambda p, i: step(p, X[:, i], Y[:, i]), params, chosen)

        self.scan = jax.jit(scan, static_argnames="n")

    def run(self, n):
        chosen = [next(self.batches) for _ in range(n)]
        self.params, losses = self.scan(self.params, None if chosen[0] is None else np.array(chosen), n)
        return np.array(losses)


class ScikitLearn:
    """MLPClassifier.fit with warm_start; it draws batches of its own, so full batch only."""

    name = "scikit-learn"

    def __init__(self, case):
        from sklearn.neural_network import MLPClassifier

        X, Y = case.data()
        self.X, self.y = X.T.copy(), Y[0] if Y.shape[0] == 1 else Y.argmax(axis=0)
        settings = {"alpha": 0, "momentum": 0, "nesterovs_momentum": False, "shuffle": False, "tol": 0}
        hidden, sigma = case.widths[1:-1], {"tanh": "tanh", "ReLU": "relu"}[case.activation]
        self.net = MLPClassifier(
            hidden, sigma, solver="sgd", batch_size=case.N_s, learning_rate_init=case.rate, max_iter=1,
            warm_start=True, n_iter_no_change=10**9, **settings,
        )  # fmt: skip
        self.run(1)
        self.net.coefs_ = [W.T.copy() for W, _ in case.parameters()]
        self.net.intercepts_ = [b[:, 0].copy() for _, b in case.parameters()]

    def run(self, n):
        import warnings

        self.net.max_iter = n
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has not converged, and need not
            self.net.fit(self.X, self.y)
        return np.array(self.net.loss_curve_[-n:])


class HipsAutograd:
    name = "HIPS autograd"

    def __init__(self, case):
        import autograd.numpy as anp
        from autograd import value_and_grad

        self.params, self.case, self.batches = case.parameters(), case, case.batches()
        self.X, self.Y = case.data()
        sigma = anp.tanh if case.activation == "tanh" else lambda z: anp.maximum(z, 0)

        def loss(params, X, Y):
            A = X
            for W, b in params[:-1]:
                A = sigma(anp.dot(W, A) + b)
            Z = anp.dot(params[-1][0], A) + params[-1][1]
            if case.head.startswith("sigmoid"):
                return anp.mean(anp.logaddexp(0, Z) - Y * Z)
            return anp.mean(anp.sum(Y * (anp.log(anp.sum(anp.exp(Z), axis=0)) - Z), axis=0))

        self.value_and_grad = value_and_grad(loss)

    def run(self, n):
        return np.array([self.step() for _ in range(n)])

    def step(self):
        chosen = next(self.batches)
        X, Y = (self.X, self.Y) if chosen is None else (self.X[:, chosen], self.Y[:, chosen])
        loss, grads = self.value_and_grad(self.params, X, Y)
        rate = self.case.rate
        pairs = zip(self.params, grads, strict=True)
        self.params = [(W - rate * dW, b - rate * db) for (W, b), (dW, db) in pairs]
        return loss
