"""The equations of network.py once more, in arrays allocated once: the one place that is clever for speed.

Under A[k] lies a row of ones, so that one product [W[k] | b[k]] · [A[k-1]; 1] is Z[k], and one product
dZ[k] · [A[k-1]; 1]ᵀ is dW[k] and db[k] together. What a step needs of a layer stands ready in a tuple.
A test holds it to `MLP.forward` and `MLP.backward`.
"""

import numpy as np


class Workspace:
    """Buffers for a net and its data; its Z, A, dZ, dW, db are what `forward_backward` last computed."""

    def __init__(self, net, X, Y, batch):
        self.net = net
        # ndarray.dot has a third of matmul's overhead, and knows no members. matmul is slow where it only
        # multiplies a column by a row, as below a single output: that is an outer product.
        self.product = np.ndarray.dot if net.members is None else np.matmul
        self.outer = [np.multiply if net.members and N == 1 else self.product for N in net.widths]
        self.flat = net.gradient.reshape(-1)
        self.blocks, self.gradients = net.blocks(net.theta), net.blocks(net.gradient)
        # Sample by sample, so that an epoch's new order moves whole samples.
        self.samples = _by_sample(_with_ones(X), net.theta.dtype), _by_sample(Y, net.theta.dtype)
        self.shuffled, self.sizes, self.N_s = self.samples, {}, 0
        self.room = tuple(map(np.empty_like, self.samples))
        self.select(0, batch)

    def shuffle(self, order):
        """The samples in a new order, for the batches of the next epoch."""
        for D, room in zip(self.samples, self.room, strict=True):
            D.take(order, axis=-2, out=room, mode="clip")  # the mode that writes to `out` at once
        self.shuffled = self.room

    def select(self, start, stop):
        """Samples start … stop of this epoch are the batch."""
        if self.N_s != stop - start:
            self.N_s = stop - start
            if self.N_s not in self.sizes:  # at most two: a batch, and the last of an epoch
                self.sizes[self.N_s] = self._allocate(self.N_s)
            self.net.Z[:], self.net.A[:], self.net.dZ[:], self.hidden, self.back = self.sizes[self.N_s]
            self.share = 1.0 / self.N_s
        X, Y = self.shuffled
        self.XT, self.Y = X[..., start:stop, :], Y[..., start:stop, :].mT
        self.X = self.XT.mT
        self.net.A[0] = self.X[..., :-1, :]

    def _allocate(self, n):
        """Z, A and dZ for n samples, and what each hidden layer needs, going up and going down."""
        net, dtype, lead = self.net, self.net.theta.dtype, self.net.theta.shape[:-1]
        Z, dZ = ([None] + [np.empty((*lead, N, n), dtype) for N in net.widths[1:]] for _ in range(2))
        over = [None] + [np.ones((*lead, N + 1, n), dtype) for N in net.widths[1:]]  # [A[k]; 1]
        A = [None] + [R[..., :-1, :] for R in over[1:]]
        slope = np.empty((*lead, max(net.widths) * n), dtype)  # one for all layers: it stays in the cache
        slopes = [slope[..., : N * n].reshape(*lead, N, n) for N in net.widths]
        up = [(self.blocks[k], Z[k], A[k], over[k]) for k in range(1, net.L)]
        down = [
            (
                over[k].mT,
                self.gradients[k + 1],
                self.outer[k + 1],
                net.W[k + 1].mT,
                dZ[k],
                Z[k],
                A[k],
                slopes[k],
            )
            for k in range(net.L - 1, 0, -1)
        ]
        return Z, A, dZ, up, down

    def forward_backward(self):
        """The mean loss, () or (members,); the gradient goes to net.gradient, all in place."""
        net, head, product, below = self.net, self.net.head, self.product, self.X
        sigma, prime = net.activation.sigma, net.activation.prime
        for block, Z, A, over in self.hidden:
            product(block, below, Z)
            sigma(Z, A)
            below = over
        Z, A, dZ = net.Z[-1], net.A[-1], net.dZ[-1]
        product(self.blocks[-1], below, Z)
        head.predict(Z, A)
        head.dZ(Z, A, self.Y, dZ)
        loss = head.terms(Z, A, self.Y)
        for below, gradient, outer, W, dZ_below, Z, A, slope in self.back:
            product(dZ, below, gradient)
            outer(W, dZ, dZ_below)
            dZ_below *= prime(Z, A, slope)
            dZ = dZ_below
        product(dZ, self.XT, self.gradients[1])
        self.flat *= self.share
        return np.add.reduce(loss, axis=(-2, -1)) * self.share


def _with_ones(X):
    """X with a row of ones beneath it."""
    return np.concatenate([X, np.ones((*X.shape[:-2], 1, X.shape[-1]), X.dtype)], axis=-2)


def _by_sample(D, dtype):
    """D as (…, N_s, rows), one sample after the other in memory."""
    return np.ascontiguousarray(D.mT, dtype)
