"""The equations of network.py once more, in arrays allocated once: the one place that is clever for speed.

Under A[k] lies a row of ones, so that one product [W[k] | b[k]] · [A[k-1]; 1] is Z[k], and one product
dZ[k] · [A[k-1]; 1]ᵀ is dW[k] and db[k] together. What a step needs of a layer stands ready in a tuple.
A test holds it to `MLP.forward` and `MLP.backward`.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from ..normalization import backward, check_company, forward

if TYPE_CHECKING:
    from ..network import MLP

CHUNK = 1 << 16  # numbers of X that are put into a new order at once: so many stay in the cache


class Workspace:
    """Buffers for a net and its data; its Z, A, dZ, dW, db are what `forward_backward` last computed."""

    def __init__(self, net: "MLP", X: np.ndarray, Y: np.ndarray, batch: int) -> None:
        check_company(net, X.shape[-1] % batch or batch, "the last batch of an epoch")
        self.net = net
        self.token = object()  # in the net while its Z, A, dZ and gradient are these
        # ndarray.dot has a third of matmul's overhead, and knows no members. matmul is slow where it only
        # multiplies a column by a row, as below a single output: that is an outer product.
        one = net.members is None
        self.product: Any = np.ndarray.dot if one else np.matmul
        self.inner: Any = np.ndarray.dot if one else np.vecdot
        self.outer = [np.multiply if net.members and N == 1 else self.product for N in net.widths]
        self.flat: np.ndarray = net.gradient.reshape(-1)
        self.blocks, self.gradients = net.blocks(net.theta), net.blocks(net.gradient)
        # Row by row where all samples are learnt from at once; sample by sample where batches are drawn.
        lay = np.ascontiguousarray if batch == X.shape[-1] else _by_sample
        self.samples = [lay(D.astype(net.theta.dtype, copy=False)) for D in (_with_ones(X), Y.copy())]
        self.chunk = batch * max(1, CHUNK // (batch * X.shape[-2]))
        self.order: Any = None
        self.here, self.begin, self.end = self.samples, 0, X.shape[-1]
        self.sizes: dict[int, Any] = {}
        self.layers: Any = None
        self.N_s = 0
        self.select(0, batch)

    def shuffle(self, order: np.ndarray) -> None:
        """The samples in a new order (N_s), for the batches of the next epoch."""
        self.order, self.begin, self.end = order, 0, 0

    def select(self, start: int, stop: int) -> None:
        """Samples start … stop of this epoch are the batch."""
        self.selected = start, stop
        if self.N_s != stop - start:
            self.N_s = stop - start
            if self.N_s not in self.sizes:  # at most two: a batch, and the last of an epoch
                self.sizes[self.N_s] = self._allocate(self.N_s)
            self.layers, self.up, self.down, self.shares = self.sizes[self.N_s]
            self.share = self.shares[0]
            if self.net.owner.token is self.token:
                self.net.owner.token = None  # these are other buffers
        if stop > self.end or start < self.begin:
            self.begin, self.end = start, min(start + self.chunk, len(self.order))
            chosen = self.order[start : self.end]
            self.here = [D.mT.take(chosen, axis=-2).mT for D in self.samples]
        X, self.Y = (D[..., start - self.begin : stop - self.begin] for D in self.here)
        self.X, self.XT, self.layers[1][0] = X, X.mT, X[..., :-1, :]

    def rest(self) -> None:
        """Gives back the room of Z, A and dZ, which the next pass takes anew and fills; until then the net has none."""
        net = self.net
        if net.owner.token is self.token:
            for passed in (net._Z, net._A, net._dZ):
                passed.arrays = [None] * len(net.widths)
        self.layers = self.up = self.down = None
        self.sizes, self.N_s = {}, 0

    def _allocate(self, n):
        """Z, A and dZ for n samples; what each hidden layer needs, going up and going down; n times 1/n."""
        net, dtype, lead = self.net, self.net.theta.dtype, self.net.theta.shape[:-1]
        hidden = range(1, net.L)
        Z: list[Any] = [None] + [np.empty((*lead, N, n), dtype) for N in net.widths[1:]]
        dZ: list[Any] = [None] + [np.empty((*lead, N, n), dtype) for N in net.widths[1:]]
        over: list[Any] = [None] + [np.ones((*lead, N + 1, n), dtype) for N in net.widths[1:]]  # [A[k]; 1]
        A = [None] + [R[..., :-1, :] for R in over[1:]]
        slope = np.empty((*lead, max(net.widths) * n), dtype)  # one for all layers: it stays in the cache
        slopes = [slope[..., : N * n].reshape(*lead, N, n) for N in net.widths]
        self.activations = net._activations
        up = [(self.activations[k].sigma, Z[k], A[k], self.blocks[k + 1], over[k], Z[k + 1]) for k in hidden]
        down = [
            (
                *(dZ[k + 1], over[k].mT, self.gradients[k + 1]),
                *(self.outer[k + 1], net.W[k + 1].mT, dZ[k]),
                *(self.activations[k].prime, Z[k], A[k], slopes[k]),
            )
            for k in reversed(hidden)
        ]
        return (Z, A, dZ), up, down, np.full(n, 1 / n, dtype)

    def forward_backward(self) -> np.ndarray:
        """The mean loss, () or (members,); the gradient goes to net.gradient, all in place. The net's Z, A and dZ
        are these buffers from here on, whatever they were in the meantime."""
        if self.activations is not self.net._activations:  # assigned since
            self.sizes, self.N_s, self.layers = {}, 0, None
        if self.layers is None:
            self.select(*self.selected)
        net, product, (all_Z, all_A, all_dZ) = self.net, self.product, self.layers
        if net._skip or net._norm:
            return self._by_the_equations()
        if net.owner.token is not self.token:
            net._Z.arrays, net._A.arrays, net._dZ.arrays = self.layers
            net.owner.token = self.token
        head = net._head
        product(self.blocks[1], self.X, all_Z[1])
        for sigma, Z, A, block, over, Z_above in self.up:
            sigma(Z, A)
            product(block, over, Z_above)
        Z, A, dZ = all_Z[-1], all_A[-1], all_dZ[-1]
        head.predict(Z, A)
        head.dZ(Z, A, self.Y, dZ)
        loss = head.terms(Z, A, self.Y)
        for dZ_above, over, gradient, outer, W, dZ, prime, Z, A, slope in self.down:
            product(dZ_above, over, gradient)
            outer(W, dZ_above, dZ)
            dZ *= prime(Z, A, slope)
        product(all_dZ[1], self.XT, self.gradients[1])
        self.flat *= self.share
        rows = loss[..., 0, :] if loss.shape[-2] == 1 else np.add.reduce(loss, axis=-2)
        return self.inner(rows, self.shares)

    def _by_the_equations(self):
        """The same for a net with skip connections or a normalization: not clever, in new arrays."""
        net, Y = self.net, self.Y
        Z, A, _ = forward(net, self.layers[1][0])
        net._Z.arrays, net._A.arrays = Z, A
        net._dZ.arrays = backward(net, Y)
        net.owner.token = self.token
        return net._head.terms(Z[-1], A[-1], Y).sum(axis=-2).mean(axis=-1)


def _with_ones(X):
    """X with a row of ones beneath it."""
    return np.concatenate([X, np.ones((*X.shape[:-2], 1, X.shape[-1]), X.dtype)], axis=-2)


def _by_sample(D):
    """The same array, one sample after the other in memory."""
    return np.ascontiguousarray(D.mT).mT
