"""Writes torch_normalization.npz: PyTorch's gradients of nets with skip connections or a normalization. Run by hand
where PyTorch is (1.13.0 made the file):

    python tests/data/make_torch_normalization.py

Nothing of mlcore is used, but for the order of the parameters: layer by layer, W[k] and b[k] side by side.
Batch norm is in training mode: it takes mean and variance of the batch.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
WIDTHS, N_S = [2, 4, 4, 5, 5, 1], 7
SIGMA = {"tanh": torch.tanh, "ReLU": torch.relu}
NORM = {
    "none": lambda u: u,
    "layer": lambda u: F.layer_norm(u, u.shape[1:], eps=1e-5),
    "batch": lambda u: F.batch_norm(u, None, None, training=True, eps=1e-5),
}


def logits_of(p, x, sigma, norm, skip):
    for W, b in zip(p[:-2:2], p[1:-2:2], strict=True):
        a = sigma(norm(F.linear(x, W)) + b[:, 0])
        x = x + a if skip and a.shape == x.shape else a
    return F.linear(x, p[-2], p[-1][:, 0])


rng = np.random.default_rng(2026)
X, Y = rng.standard_normal((2, N_S)), rng.integers(2, size=(1, N_S)) * 1.0
shapes = [s for n, m in pairwise(WIDTHS) for s in ((m, n), (m, 1))]
p = [torch.tensor(0.7 * rng.standard_normal(s), requires_grad=True) for s in shapes]


def flat(tensors):
    """[W | b] row by row, layer by layer."""
    pairs = zip(tensors[::2], tensors[1::2], strict=True)
    return torch.cat([torch.cat([W, b], 1).reshape(-1) for W, b in pairs]).detach().numpy()


out = {"X": X, "Y": Y, "theta": flat(p)}
for name, sigma in SIGMA.items():
    for norm, normalize in NORM.items():
        for skip in (False, True):
            z = logits_of(p, torch.tensor(X.T), sigma, normalize, skip)
            loss = F.binary_cross_entropy_with_logits(z, torch.tensor(Y.T))
            out[f"{name}/{norm}/{skip}/loss"] = loss.item()
            out[f"{name}/{norm}/{skip}/gradient"] = flat(torch.autograd.grad(loss, p))
np.savez_compressed(
    Path(__file__).with_name("torch_normalization.npz"), torch=torch.__version__, widths=WIDTHS, **out
)
