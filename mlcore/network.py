"""The multilayer perceptron, forward and backward, as on the blackboard.

Columns are samples. Indices are the lecture's: A[0] is X; W[k], b[k], Z[k], A[k], dZ[k], dW[k], db[k] for
k = 1 … L. With members, every array has one more axis in front and the equations stay as they are.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from .activations import ACTIVATIONS, Activation
from .arrays.display import net_latex
from .arrays.flat import Arrays
from .arrays.layers import Layers, flat, layered
from .arrays.types import Rng
from .checks.arguments import check_flag, check_number, check_whole, checked_call
from .checks.errors import NotAssigned, UnknownName, WrongValue
from .checks.generators import check_members, generator, seeded
from .checks.habits import OF_A_NET, Habits, check_assigned, numbered
from .checks.net_and_data import check_data, check_dtype, check_targets, check_widths
from .heads import HEADS, Head, accuracy
from .initializers import BASES, INITIALIZERS, Initializer
from .normalization import NORMS, Normalization, check_company, check_layers, predict_like
from .normalization import backward as other_backward
from .normalization import forward as other_forward

# Not to be assigned: what the weights were drawn by; what a net is asked for; and, once they are known, its shapes.
DRAWN, ASKED, SHAPES = (
    {"initializer", "bias", "rng"},
    {"dtype", "skip", "norm", "activations"},
    {"widths", "L", "members"},
)


@checked_call
def generators(seed: int, members: int) -> list[np.random.Generator]:
    """One numpy Generator per member, from seed + m: member m is the net of that seed, trained alone.

    Raises ValueError, a sentence, where the seed is no whole number of at least 0 or there are no members."""
    return seeded(seed, check_whole(members, "members is a whole number"))


class MLP(Habits, Arrays):
    """A net of fully connected layers, or many of the same shape at once.

    widths       [N[0], …, N[L]]: the inputs, the hidden units, the outputs
    activation   σ of the hidden layers: a name or an `Activation`; a tuple has one for each of them
    head         the output with its loss: a name or a `Head`
    initializer  of the weights: a name or an `Initializer`; a tuple has one for each layer, and a list makes one member
                 of each of its entries
    bias         a number, or an `Initializer` for b[k] (drawn after all weights)
    rng          a Generator, a RandomState or a seed; a list of them makes one member of each
    members      with a seed as rng: that many members, member m drawn from seed + m
    dtype        of all arrays: np.float64 or np.float32
    skip         True: A[k] = A[k-1] + σ(Z[k]) in hidden layers as wide as the one below
    norm         "layer" or "batch": W[k] A[k-1] is normalized before b[k] and σ; see `mlcore.normalization`

    θ holds all parameters, layer by layer, the bias as the last column of its weights: shape (P,), or
    (members, P). W[k] (N[k] × N[k-1]) and b[k] (N[k] × 1) are views of it; dW[k] and db[k] of `gradient`.
    Assigning to any of them copies in place, ``net.W[1] = np.zeros((8, 2))``; a copy of a net, by copy, deepcopy or
    pickle, is a whole net with arrays of its own.
    Raises ValueError, with a sentence, for an argument that is not valid, here and in every method.
    """

    theta = flat("theta", "All parameters in one array, (P,) or (members, P).")
    gradient = flat("gradient", "The gradient of the mean loss, like theta.")
    W = layered("W", "The weights: W[k] is N[k] × N[k-1].")
    b = layered("b", "The biases: b[k] is N[k] × 1.")
    dW = layered("dW", "∂l/∂W[k], like W[k].")
    db = layered("db", "∂l/∂b[k], like b[k].")
    Z = layered("Z", "What goes into σ: Z[k] is N[k] × N_s.")
    A = layered("A", "What comes out of σ: A[k] is N[k] × N_s, A[0] is X.")
    dZ = layered("dZ", "∂l/∂Z[k] of each sample, N[k] × N_s, without 1/N_s.")

    def __init__(
        self,
        widths: Sequence[int],
        activation: str | Activation | tuple = "tanh",
        head: str | Head = "sigmoid + cross-entropy",
        *,
        initializer: str | Initializer | tuple | list = "He",
        bias: float | str | Initializer = 0.0,
        rng: Rng | list = 0,
        members: int | None = None,
        dtype: DTypeLike = np.float64,
        skip: bool = False,
        norm: str | Normalization | None = None,
    ) -> None:
        super().__init__(check_widths(widths), check_members(initializer, rng, members), check_dtype(dtype))
        self.activation, self.head = activation, head
        self._skip, self._norm = check_flag(skip, "skip"), None if norm is None else NORMS.find(norm)
        check_layers(self)
        self.initialize(initializer, bias, rng)

    if not TYPE_CHECKING:  # which knows the names

        def __getattr__(self, name):
            raise UnknownName.of(self, name, OF_A_NET if numbered(name) is None else {name: numbered(name)})

    def __setattr__(self, name: str, value: Any) -> None:
        if name in DRAWN:
            raise NotAssigned(f"The weights are drawn already: net.initialize(…, {name}=…) draws them anew.")
        if name in ASKED or (name in SHAPES and name in vars(self)):
            raise NotAssigned(f"{name} is fixed when a net is made: MLP([2, 8, 1], …) makes another.")
        check_assigned(self, name, value)
        super().__setattr__(name, value)

    @property
    def activation(self) -> Any:
        """σ of the hidden layers, an `Activation`, or a tuple with one for each; names can be assigned."""
        return self._activation

    @activation.setter
    def activation(self, value: str | Activation | tuple) -> None:
        found = ACTIVATIONS.each(value, self.L - 1, "hidden layer")
        self._activation = found if isinstance(value, tuple) else ACTIVATIONS.find(value)
        self._activations: list[Any] = [None, *found, None]
        self._changed()

    @property
    def activations(self) -> list[Any]:
        """σ by the number of the layer, `Activation`s; None for the inputs and for the output, which has its head."""
        return self._activations[:]

    @property
    def head(self) -> Head:
        """The output with its loss; a name can be assigned, if that head can have this number of outputs."""
        return self._head

    @head.setter
    def head(self, value: str | Head) -> None:
        head = HEADS.find(value)
        head.targets(self.widths[-1])  # raises if this head cannot have so many outputs
        self._head = head
        self._changed()

    def _changed(self) -> None:
        self.owner.token = None

    @property
    def skip(self) -> bool:
        """Whether A[k] = A[k-1] + σ(Z[k]) in hidden layers as wide as the one below; fixed with the widths."""
        return self._skip

    @property
    def norm(self) -> Normalization | None:
        """The `Normalization` of the hidden layers, or None; fixed with the widths."""
        return self._norm

    @checked_call
    def initialize(
        self,
        initializer: str | Initializer | tuple | list = "He",
        bias: float | str | Initializer = 0.0,
        rng: Rng | list = 0,
    ) -> None:
        """Draw all weights anew, layer by layer, then the biases; each member from its own generator.

        The arguments are those of the net itself; lists have an entry for each member."""
        rngs = rng if isinstance(rng, list) else [rng] if self.members is None else seeded(rng, self.members)
        entries = initializer if isinstance(initializer, list) else [initializer] * (self.members or 1)
        layers = [one for entry in entries for one in (entry if isinstance(entry, tuple) else (entry,))]
        names = {INITIALIZERS.find(one).name for one in layers}
        self.scheme: str | None = names.pop() if len(names) == 1 else None  # None where they differ
        if not len(rngs) == len(entries) == (self.members or 1):
            raise WrongValue(
                f"There are {len(rngs)} generators and {len(entries)} initializers for {self.members or 1} members."
            )
        found = [INITIALIZERS.each(entry, self.L, "layer") for entry in entries]
        start = INITIALIZERS.find(bias) if isinstance(bias, (str, Initializer)) else None
        if start is None:
            check_number(bias, "bias is the name of an initializer, an Initializer or a number: it")
        for m, (entry, g) in enumerate(zip(found, map(generator, rngs), strict=True)):
            self._initialize_member(... if self.members is None else m, entry, start or bias, g)
        self._changed()

    def _initialize_member(self, m: Any, schemes: Any, bias: Any, rng: Any) -> None:
        for k, (n_out, n_in) in enumerate(self._shapes, start=1):
            self.W[k][m] = schemes[k - 1].draw(rng, n_in, n_out, k)
        for k, (n_out, n_in) in enumerate(self._shapes, start=1):
            if isinstance(bias, Initializer):
                self.b[k][m] = bias.scale(n_in, n_out, k) * BASES[bias.base](rng, (n_out, 1))
            else:
                self.b[k][m] = bias

    # ------------------------------------------------------------------ the lecture's equations

    @checked_call
    def forward(self, X: ArrayLike) -> np.ndarray:
        """A[L] for the inputs X (N[0] × N_s); keeps Z[k] and A[k]."""
        Z, A = self._forward(X)
        self._Z.arrays, self._A.arrays, self.owner.token = Z, A, None
        return A[self.L]

    def _forward(self, X: ArrayLike) -> tuple[list, list]:
        """Z and A, as lists by the number of the layer."""
        X = check_data(X, self.widths[0], "X", self)
        if self._skip or self._norm:
            check_company(self, X.shape[-1])
            return other_forward(self, X)[:2]
        W, b = self._W.arrays, self._b.arrays
        Z: list = [None] * (self.L + 1)
        A: list = [X, *Z[1:]]
        for k in range(1, self.L + 1):
            Z[k] = W[k] @ A[k - 1] + b[k]
            A[k] = self._activations[k].sigma(Z[k]) if k < self.L else self._head.predict(Z[k])
        return Z, A

    @checked_call
    def backward(self, Y: ArrayLike) -> None:
        """dW[k], db[k] and dZ[k] for the targets Y (targets × N_s) of the last `forward`.

        dW and db are the gradient of the mean loss: 1/N_s stands here, once, and dZ carries none.
        """
        W, Z, A, dW, db = (D.arrays for D in (self._W, self._Z, self._A, self._dW, self._db))
        if A[0] is None:
            raise WrongValue("backward needs the Z and A of a forward pass: call forward(X) first.")
        N_s = A[0].shape[-1]
        Y = check_targets(Y, self, N_s)
        if self._skip or self._norm:
            self._dZ.arrays, self.owner.token = other_backward(self, Y), None
            return
        dZ: list = [None] * (self.L + 1)
        dZ[self.L] = self._head.dZ(Z[self.L], A[self.L], Y)
        for k in range(self.L, 0, -1):
            dW[k][:] = dZ[k] @ A[k - 1].mT / N_s
            db[k][:] = dZ[k].mean(axis=-1, keepdims=True)
            if k > 1:
                dZ[k - 1] = (W[k].mT @ dZ[k]) * self._activations[k - 1].prime(Z[k - 1], A[k - 1])
        self._dZ.arrays, self.owner.token = dZ, None

    # ------------------------------------------------------------------ asking without leaving a trace

    @checked_call
    def layers(self, X: ArrayLike) -> tuple[Layers, Layers]:
        """(Z, A) for the inputs X (N[0] × N_s), by the number of the layer: Z[k], A[k] of N[k] × N_s, A[0] is X.

        The net is left as it is: its own Z and A are those of the last `forward`, and a training goes on.
        """
        Z, A = self._forward(X)
        return self._passed("Z", Z), self._passed("A", A)

    @checked_call
    def predict(self, X: ArrayLike, like: ArrayLike | None = None) -> np.ndarray:
        """A[L] (N[L] × N_s) for the inputs X (N[0] × N_s); leaves Z and A of the last `forward` alone.

        like: with norm="batch", inputs (N[0] × samples) whose mean and variance are taken in every layer, those learnt
        from say; None takes those of X itself. Without it nothing depends on `like`."""
        if like is None or not self._norm:
            return self._forward(X)[1][self.L]
        return predict_like(
            self, *(check_data(D, self.widths[0], n, self) for D, n in ((X, "X"), (like, "like")))
        )

    @checked_call
    def loss(self, X: ArrayLike, Y: ArrayLike) -> np.ndarray:
        """Mean loss over the samples, () or (members,), for inputs X (N[0] × N_s) and targets Y (targets × N_s);
        leaves Z and A of the last `forward` alone."""
        Z, A = self._forward(X)
        return self._head.loss(Z[self.L], check_targets(Y, self, A[0].shape[-1]))

    @checked_call
    def accuracy(self, X: ArrayLike, Y: ArrayLike) -> np.ndarray:
        """Share of the samples whose class is right, () or (members,), for inputs X (N[0] × N_s) and targets Y
        (targets × N_s); see `heads.accuracy`."""
        A = self.predict(X)
        return accuracy(A, check_targets(Y, self, A.shape[-1]))

    def _repr_latex_(self) -> str:
        return net_latex(self)

    def __repr__(self) -> str:
        more = ", skip=True" if self.skip else ""
        more += f', norm="{self.norm}"' if self.norm else ""
        more += f", members={self.members}" if self.members else ""
        mixed = isinstance(self.activation, tuple)
        sigma = f"({', '.join(map(str, self.activation))})" if mixed else self.activation
        return f"MLP({'-'.join(map(str, self.widths))}, {sigma}, {self.head.call}{more})"


checked_call(MLP, "The widths are a list, as MLP([2, 8, 1]).")
