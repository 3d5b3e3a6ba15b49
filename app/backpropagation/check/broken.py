"""A net that goes back by the lecture's equations, one of which may be broken, and its check."""

import numpy as np

from mlcore import INITIALIZERS, MLP
from mlcore.gradcheck import central_differences, compare, lost, quiet

BIASES = INITIALIZERS["normal"](0.1)


class Broken(MLP):
    """Goes back by the lecture's equations, one of which may be broken."""

    def __init__(self, *args, bug, **named):
        self.bug = bug
        super().__init__(*args, **named)

    def backward(self, Y):
        W, Z, A, L, bug, N_s = self.W, self.Z, self.A, self.L, self.bug, Y.shape[1]
        dZ, dW, db, sigma = self.dZ, self.dW, self.db, self.activation
        dZ[L] = self.head.dZ(Z[L], A[L], Y)
        if bug == "sign swapped":
            dZ[L] = -dZ[L]
        for k in range(L, 1 if bug == "layer 1 forgotten" else 0, -1):
            below = A[k] if bug == "index swapped" and k == 2 else A[k - 1]
            dW[k][:] = dZ[k] @ below.T / (1 if bug == "1/N_s missing" else N_s)
            mean_or_sum = dZ[k].sum if bug == "sum in place of mean" else dZ[k].mean
            db[k][:] = mean_or_sum(axis=1, keepdims=True)
            if k > 1:
                square = W[k].shape[0] == W[k].shape[1]
                dA = (W[k] if bug == "transpose forgotten" and square else W[k].T) @ dZ[k]
                dZ[k - 1] = dA if bug == "σ′ missing" else dA * sigma.prime(Z[k - 1], A[k - 1])


class Checked:
    """The net in one precision: its gradient, which may be wrong, and the central differences beside it."""

    @quiet
    def __init__(self, data, s, dtype):
        self.X, self.Y = (array.astype(dtype) for array in (data.X, data.Y))
        named = {"bias": BIASES, "rng": s["seed"], "dtype": dtype, "bug": s["bug"]}
        self.net = Broken([2, 3, 3, 1], s["activation"], **named)
        self.net.forward(self.X)
        self.net.backward(self.Y)

    def differences(self, epsilon):
        """The gradient by differences, where ±ε crosses a kink, and where it is lost in rounding; each like θ."""
        return *central_differences(self.net, self.X, self.Y, epsilon), lost(self.net.theta, epsilon)

    def checks(self, estimate, crossed, lost):
        """A `GradientCheck` of each array, in the order in which backpropagation computes them."""
        net = self.net
        blocks = [net.blocks(flat) for flat in (net.gradient, estimate, crossed, lost)]
        return [
            compare(name, k, *(B[k][:, part] for B in blocks))
            for k in range(net.L, 0, -1)
            for name, part in (("dW", slice(None, -1)), ("db", slice(-1, None)))
        ]

    def worst(self, *differences):
        """The largest error of the arrays that were checked; nan where none was."""
        return max((check.error for check in self.checks(*differences) if check.checked), default=np.nan)

    def ratio(self, estimate):
        """By what one factor all of dW is wrong, or nan."""
        blocks = self.net.blocks(estimate)
        parts = [(self.net.dW[k].ravel(), blocks[k][:, :-1].ravel()) for k in range(1, self.net.L + 1)]
        mine, right = (np.concatenate(side) for side in zip(*parts, strict=True))
        large = abs(right) > 1e-6
        ratios = mine[large] / right[large]
        return float(ratios[0]) if ratios.size and np.ptp(ratios) < 1e-3 * abs(ratios[0]) else np.nan
