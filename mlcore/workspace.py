"""The equations of network.py once more, in arrays allocated once: the one place that is clever for speed.

Under A[k] lies a row of ones, so that one product [W[k] | b[k]] · [A[k-1]; 1] is Z[k], and one product
dZ[k] · [A[k-1]; 1]ᵀ is dW[k] and db[k] together. A test holds it to `MLP.forward` and `MLP.backward`.
"""

import numpy as np


class Workspace:
    """Buffers for a net and its data; its Z, A, dZ, dW, db are what `forward_backward` last computed."""

    def __init__(self, net, X, Y, batch):
        self.net, dtype = net, net.theta.dtype
        self.product = product_of(net)
        self.X, self.Y = with_ones(X.astype(dtype)), np.ascontiguousarray(Y, dtype)
        self.shuffled = self.X, self.Y
        self.flat = net.gradient.reshape(-1)
        self.blocks, self.gradients = net.blocks(net.theta), net.blocks(net.gradient)
        self.sizes = {}
        self.select(0, batch)

    def shuffle(self, order):
        """The samples in a new order, for the batches of the next epoch."""
        self.shuffled = self.X[..., order], self.Y[..., order]

    def select(self, start, stop):
        """Samples start … stop of this epoch are the batch."""
        n = stop - start
        if n not in self.sizes:  # at most two: a batch, and the last of an epoch
            self.sizes[n] = self._allocate(n)
        self.rows, self.net.Z[:], self.net.A[:], self.net.dZ[:], self.slope = self.sizes[n]
        X, self.target = (D[..., start:stop] for D in self.shuffled)
        self.rows[0], self.net.A[0] = X, X[..., :-1, :]

    def _allocate(self, n):
        net, dtype = self.net, self.net.theta.dtype
        lead = net.theta.shape[:-1]
        rows = [None] + [np.ones((*lead, N + 1, n), dtype) for N in net.widths[1:]]
        A = [None] + [R[..., :-1, :] for R in rows[1:]]
        Z, dZ, slope = ([None] + [np.empty((*lead, N, n), dtype) for N in net.widths[1:]] for _ in range(3))
        return rows, Z, A, dZ, slope

    def forward_backward(self):
        """The loss, () or (members,); the gradient goes to net.gradient, all in place."""
        net, product, rows, slope = self.net, self.product, self.rows, self.slope
        W, Z, A, dZ, sigma, head, L = net.W, net.Z, net.A, net.dZ, net.activation, net.head, net.L
        for k in range(1, L):
            product(self.blocks[k], rows[k - 1], Z[k])
            sigma.sigma(Z[k], out=A[k])
        product(self.blocks[L], rows[L - 1], Z[L])
        head.predict(Z[L], out=A[L])
        head.dZ(Z[L], A[L], self.target, out=dZ[L])
        for k in range(L, 0, -1):
            product(dZ[k], rows[k - 1].mT, self.gradients[k])
            if k > 1:
                product(W[k].mT, dZ[k], dZ[k - 1])
                dZ[k - 1] *= sigma.prime(Z[k - 1], A[k - 1], out=slope[k - 1])
        net.gradient /= self.target.shape[-1]
        return head.terms(Z[L], A[L], self.target).sum(axis=(-2, -1)) / self.target.shape[-1]


def with_ones(X):
    """X with a row of ones beneath it."""
    return np.concatenate([X, np.ones((*X.shape[:-2], 1, X.shape[-1]), X.dtype)], axis=-2)


def product_of(net):
    """A matrix product into `out`: ndarray.dot has a third of matmul's overhead, and knows no members."""
    if net.members is None:
        return lambda P, Q, out: P.dot(Q, out)
    return lambda P, Q, out: np.matmul(P, Q, out=out)
