"""Writes torch_reference.npz, what PyTorch says of small nets. Run by hand where PyTorch is (2.13.0 made the file):

    python tests/data/make_torch_reference.py

Nothing of mlcore is used, but for the order of the parameters: layer by layer, W[k] and b[k] side by side.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
FLOOR, KERNELS, TARGETS, N_S = 1e-3, 3, 2, 6

ACTIVATIONS = {
    "identity": nn.Identity(),
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "ReLU": nn.ReLU(),
    "leaky ReLU": nn.LeakyReLU(0.01),
    "ELU": nn.ELU(),
    "SELU": nn.SELU(),
    "softplus": nn.Softplus(),
    "GELU": nn.GELU(approximate="tanh"),
    "SiLU": nn.SiLU(),
}


def sigma_of(s):
    return torch.sqrt(FLOOR**2 + torch.exp(s))


def gaussian(z, y):
    return -Normal(z[:, :TARGETS], sigma_of(z[:, TARGETS:])).log_prob(y).sum(1).mean()


def mixture(z, y):
    logits, mu, s = z[:, :KERNELS], z[:, KERNELS:-KERNELS].reshape(-1, KERNELS, TARGETS), z[:, -KERNELS:]
    kernels = Independent(Normal(mu, sigma_of(s)[..., None].expand_as(mu)), 1)
    return -MixtureSameFamily(Categorical(logits=logits), kernels).log_prob(y).mean()


HEADS = {  # the loss of logits (N_s × outputs), and how many outputs TARGETS take
    "sigmoid + cross-entropy": (lambda z, y: F.binary_cross_entropy_with_logits(z, y) * TARGETS, TARGETS),
    "sigmoid + squared error": (lambda z, y: F.mse_loss(torch.sigmoid(z), y) * TARGETS / 2, TARGETS),
    "linear + squared error": (lambda z, y: F.mse_loss(z, y) * TARGETS / 2, TARGETS),
    "softmax + cross-entropy": (F.cross_entropy, TARGETS),
    "Gaussian": (gaussian, 2 * TARGETS),
    "mixture density": (mixture, KERNELS * (2 + TARGETS)),
}

OPTIMIZERS = {
    "gradient descent": lambda p: torch.optim.SGD(p, 0.1),
    "momentum": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
    "Nesterov": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True),
    "RMSProp": lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9, eps=1e-8),
    "Adam": lambda p: torch.optim.Adam(p, 0.01, betas=(0.9, 0.999), eps=1e-8),
    "L2": lambda p: torch.optim.SGD(
        [{"params": p[::2], "weight_decay": 0.1}, {"params": p[1::2]}], 0.1, momentum=0.9
    ),
}

INITIALIZERS = {  # on a layer of 300 inputs and 400 outputs
    "uniform": lambda w: nn.init.uniform_(w, -(300**-0.5), 300**-0.5),
    "Glorot uniform": nn.init.xavier_uniform_,
    "Glorot normal": nn.init.xavier_normal_,
    "He": nn.init.kaiming_normal_,
    "He by fan-out": lambda w: nn.init.kaiming_normal_(w, mode="fan_out"),
    "He uniform": nn.init.kaiming_uniform_,
    "LeCun": lambda w: nn.init.kaiming_normal_(w, nonlinearity="linear"),
    "orthogonal": nn.init.orthogonal_,
}


def parameters_of(widths, rng):
    shapes = [s for n, m in pairwise(widths) for s in ((m, n), (m, 1))]
    return [torch.tensor(0.7 * rng.standard_normal(s), requires_grad=True) for s in shapes]


def flat(tensors):
    """[W | b] row by row, layer by layer."""
    pairs = zip(tensors[::2], tensors[1::2], strict=True)
    return torch.cat([torch.cat([W, b], 1).reshape(-1) for W, b in pairs]).detach().numpy()


def logits_of(p, x, activation):
    for W, b in zip(p[:-2:2], p[1:-2:2], strict=True):
        x = activation(F.linear(x, W, b[:, 0]))
    return F.linear(x, p[-2], p[-1][:, 0])


rng = np.random.default_rng(2026)
X = rng.standard_normal((2, N_S))
numbers, labels = rng.standard_normal((TARGETS, N_S)), rng.integers(2, size=(TARGETS, N_S)) * 1.0
shares = np.eye(TARGETS)[:, rng.integers(TARGETS, size=N_S)]
out = {"X": X}
for head, (loss_of, outputs) in HEADS.items():
    Y = shares if "softmax" in head else labels if "sigmoid" in head else numbers
    p = parameters_of([2, 3, 4, outputs], rng)
    out |= {f"{head}/Y": Y, f"{head}/theta": flat(p)}
    for name, activation in ACTIVATIONS.items():
        loss = loss_of(logits_of(p, torch.tensor(X.T), activation), torch.tensor(Y.T))
        out[f"{head}/{name}/loss"] = loss.item()
        out[f"{head}/{name}/gradient"] = flat(torch.autograd.grad(loss, p))

for name, optimizer_of in OPTIMIZERS.items():
    p = parameters_of([2, 3, 4, TARGETS], np.random.default_rng(7))
    optimizer, losses = optimizer_of(p), []
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 50)
    out[f"{name}/theta"] = flat(p)
    for _ in range(50):
        optimizer.zero_grad()
        loss = HEADS["linear + squared error"][0](
            logits_of(p, torch.tensor(X.T), nn.Tanh()), torch.tensor(numbers.T)
        )
        loss.backward()
        losses.append(loss.item())
        optimizer.step()
        schedule.step()
    out |= {f"{name}/losses": losses, f"{name}/theta 50": flat(p)}

torch.manual_seed(0)
for name, fill in INITIALIZERS.items():
    w = fill(torch.empty(400, 300))
    out[f"init/{name}"] = [w.std().item(), w.abs().max().item()]

np.savez_compressed(Path(__file__).with_name("torch_reference.npz"), torch=torch.__version__, **out)
