"""The textbook's formulas once more, for HIPS autograd, with nothing of mlcore in them. Not a test itself."""

import autograd.numpy as anp
import numpy as np

SIGMA = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "ReLU": lambda z: z * (z > 0),
    "leaky ReLU": lambda z: anp.where(z > 0, z, 0.01 * z),
    "ELU": lambda z: anp.where(z > 0, z, anp.exp(z) - 1),
    "SELU": lambda z: 1.0507009873554805 * anp.where(z > 0, z, 1.6732632423543772 * (anp.exp(z) - 1)),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "GELU": lambda z: 0.5 * z * (1 + anp.tanh((2 / anp.pi) ** 0.5 * (z + 0.044715 * z**3))),
    "SiLU": lambda z: z / (1 + anp.exp(-z)),
}


def logsumexp(z):
    return anp.log(anp.sum(anp.exp(z), axis=0, keepdims=True))


def gaussian(z, y, floor=1e-3):
    d = y.shape[0]
    var = floor**2 + anp.exp(z[d:])
    return anp.sum(0.5 * anp.log(2 * anp.pi * var) + 0.5 * (y - z[:d]) ** 2 / var, axis=0)


def mixture(z, y, K=3, floor=1e-3):
    log_pi = z[:K] - logsumexp(z[:K])
    var = floor**2 + anp.exp(z[-K:])
    mu = anp.reshape(z[K:-K], (K, y.shape[0], -1))
    log_n = anp.sum(-0.5 * anp.log(2 * anp.pi * var[:, None]) - 0.5 * (y - mu) ** 2 / var[:, None], axis=1)
    return -logsumexp(log_pi + log_n)[0]


LOSS = {
    "sigmoid + cross-entropy": lambda z, y: anp.sum(anp.log(1 + anp.exp(z)) - y * z, axis=0),
    "sigmoid + squared error": lambda z, y: 0.5 * anp.sum((1 / (1 + anp.exp(-z)) - y) ** 2, axis=0),
    "linear + squared error": lambda z, y: 0.5 * anp.sum((z - y) ** 2, axis=0),
    "softmax + cross-entropy": lambda z, y: -anp.sum(y * (z - logsumexp(z)), axis=0),
    "Gaussian": gaussian,
    "mixture density": mixture,
}


def assert_close(got, want, what):
    gap, size = np.linalg.norm(got - want), np.linalg.norm(want)
    assert gap <= 1e-10 * size + 1e-300, f"{what}: {gap / size:.1e} of its norm"
