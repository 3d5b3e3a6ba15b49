"""The multilayer perceptron, forward and backward, as on the blackboard.

Columns are samples. Indices are the lecture's: A[0] is X; W[k], b[k], Z[k], A[k], dZ[k], dW[k], db[k] for
k = 1 … L. With members, every array has one more axis in front and the equations stay as they are.
"""

from numbers import Real

import numpy as np

from .activations import ACTIVATIONS
from .check import check_data, check_targets, check_widths, generator
from .display import net_latex
from .heads import HEADS, accuracy
from .initializers import BASES, INITIALIZERS


def generators(seed, members):
    """One numpy Generator per member, from seed + m: member m is the net of that seed, trained alone."""
    if not isinstance(seed, (int, np.integer)):
        raise ValueError(f"Members draw from seed + m: pass a seed or a list of generators, not {seed!r}.")
    return [np.random.default_rng(seed + m) for m in range(members)]


class MLP:
    """A net of fully connected layers, or many of the same shape at once.

    widths       [N[0], …, N[L]]: the inputs, the hidden units, the outputs
    activation   σ of the hidden layers: a name or an `Activation`
    head         the output with its loss: a name or a `Head`
    initializer  of the weights: a name or an `Initializer`; a list of them makes one member of each
    bias         a number, or an `Initializer` for b[k] (drawn after all weights)
    rng          a Generator, a RandomState or a seed; a list of them makes one member of each
    members      with a seed as rng: that many members, member m drawn from seed + m

    θ holds all parameters, layer by layer, the bias as the last column of its weights: shape (P,), or
    (members, P). W[k] (N[k] × N[k-1]) and b[k] (N[k] × 1) are views of it; dW[k] and db[k] of `gradient`.
    """

    def __init__(
        self,
        widths,
        activation="tanh",
        head="sigmoid + cross-entropy",
        initializer="He",
        bias=0.0,
        rng=0,
        members=None,
        dtype=np.float64,
    ):
        self.widths = check_widths(widths)
        self.L = len(self.widths) - 1
        self.activation = ACTIVATIONS.find(activation)
        self.head = HEADS.find(head)
        self.head.targets(self.widths[-1])  # raises if this head cannot have so many outputs
        self.members = _members(initializer, rng, members)
        self.theta = np.zeros((*self._lead, sum(n * (m + 1) for n, m in self._shapes)), dtype)
        self.gradient = np.zeros_like(self.theta)
        self.W, self.b = self._views(self.theta)
        self.dW, self.db = self._views(self.gradient)
        self.Z, self.A, self.dZ = ([None] * (self.L + 1) for _ in range(3))
        self.turn = None  # whose Z, A, dZ, dW and db these are: a training's, or of the last forward
        self.initialize(initializer, bias, rng)

    def initialize(self, initializer="He", bias=0.0, rng=0):
        """Draw all weights anew, layer by layer, then the biases; each member from its own generator."""
        rngs = (
            rng if isinstance(rng, list) else [rng] if self.members is None else generators(rng, self.members)
        )
        entries = initializer if isinstance(initializer, list) else [initializer] * (self.members or 1)
        if not len(rngs) == len(entries) == (self.members or 1):
            raise ValueError(
                f"There are {len(rngs)} generators and {len(entries)} initializers for {self.members or 1} members."
            )
        for m, (entry, g) in enumerate(zip(entries, rngs, strict=True)):
            self._initialize_member(... if self.members is None else m, INITIALIZERS.find(entry), bias, g)

    def _initialize_member(self, m, initializer, bias, rng):
        rng = generator(rng)
        for k, (n_out, n_in) in enumerate(self._shapes, start=1):
            self.W[k][m] = initializer.draw(rng, n_in, n_out, k)
        for k, (n_out, n_in) in enumerate(self._shapes, start=1):
            if isinstance(bias, Real):
                self.b[k][m] = bias
            else:
                entry = INITIALIZERS.find(bias)
                self.b[k][m] = entry.scale(n_in, n_out, k) * BASES[entry.base](rng, (n_out, 1))

    # ------------------------------------------------------------------ the lecture's equations

    def forward(self, X):
        """A[L] for the inputs X (N[0] × N_s); keeps Z[k] and A[k]."""
        W, b, Z, A, sigma = self.W, self.b, self.Z, self.A, self.activation
        A[0] = X = check_data(X, self.widths[0], "X")
        self.turn = None
        for k in range(1, self.L + 1):
            Z[k] = W[k] @ A[k - 1] + b[k]
            A[k] = sigma(Z[k]) if k < self.L else self.head.predict(Z[k])
        return A[self.L]

    def backward(self, Y):
        """dW[k], db[k] and dZ[k] for the targets Y (N[L] × N_s) of the last `forward`.

        dW and db are the gradient of the mean loss: 1/N_s stands here, once, and dZ carries none.
        """
        W, Z, A, dZ, dW, db, sigma = self.W, self.Z, self.A, self.dZ, self.dW, self.db, self.activation
        if A[0] is None:
            raise ValueError("backward needs the Z and A of a forward pass: call forward(X) first.")
        N_s = A[0].shape[-1]
        Y = check_targets(Y, self, N_s)
        self.turn = None
        dZ[self.L] = self.head.dZ(Z[self.L], A[self.L], Y)
        for k in range(self.L, 0, -1):
            dW[k][:] = dZ[k] @ A[k - 1].mT / N_s
            db[k][:] = dZ[k].mean(axis=-1, keepdims=True)
            if k > 1:
                dZ[k - 1] = (W[k].mT @ dZ[k]) * sigma.prime(Z[k - 1], A[k - 1])

    # ------------------------------------------------------------------ asking without leaving a trace

    def predict(self, X):
        """A[L] for the inputs X; leaves Z and A of the last `forward` alone."""
        return self._ends(X)[1]

    def loss(self, X, Y):
        """Mean loss over the samples, for each member; leaves Z and A of the last `forward` alone."""
        Z, A = self._ends(X)
        return self.head.loss(Z, check_targets(Y, self, A.shape[-1]))

    def accuracy(self, X, Y):
        """Share of the samples whose class is right, for each member (`heads.accuracy`)."""
        A = self.predict(X)
        return accuracy(A, check_targets(Y, self, A.shape[-1]))

    def _ends(self, X):
        """(Z[L], A[L])"""
        *kept, turn = self.Z[:], self.A[:], self.turn
        self.forward(X)
        ends = self.Z[self.L], self.A[self.L]
        (self.Z[:], self.A[:]), self.turn = kept, turn
        return ends

    # ------------------------------------------------------------------ shapes

    @property
    def _lead(self):
        return () if self.members is None else (self.members,)

    @property
    def _shapes(self):
        """(N[k], N[k-1]) for k = 1 … L."""
        return list(zip(self.widths[1:], self.widths[:-1], strict=True))

    def blocks(self, flat):
        """[W[k] | b[k]] for k = 1 … L as views of a flat array of all parameters; index 0 is empty."""
        out, start = [None], 0
        for n, m in self._shapes:
            stop = start + n * (m + 1)
            out.append(flat[..., start:stop].reshape(*flat.shape[:-1], n, m + 1))
            start = stop
        return out

    def _views(self, flat):
        blocks = self.blocks(flat)
        return [None] + [B[..., :-1] for B in blocks[1:]], [None] + [B[..., -1:] for B in blocks[1:]]

    def _repr_latex_(self):
        return net_latex(self)

    def __repr__(self):
        many = f", members={self.members}" if self.members else ""
        return f'MLP({"-".join(map(str, self.widths))}, {self.activation}, "{self.head}"{many})'


def _members(initializer, rng, members):
    """How many nets are asked for: None for one, without the leading axis."""
    if members is not None and (not isinstance(members, (int, np.integer)) or members < 1):
        raise ValueError(f"members is a whole number of at least 1, or None for one net, not {members!r}.")
    counts = {len(x) for x in (initializer, rng) if isinstance(x, list)} | ({members} if members else set())
    if len(counts) > 1:
        raise ValueError(
            f"The lists of members disagree: {sorted(counts)}. Give as many initializers as generators."
        )
    return counts.pop() if counts else None
