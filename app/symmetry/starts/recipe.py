"""The three starts and the one unit as one would type them; the experiment makes its nets by these very functions."""

import numpy as np

from app.symmetry.data import data_of
from mlcore import INITIALIZERS, MLP, GradientDescent, train
from mlcore.probes import distinct_units, effective_rank, norm_dW
from mlcore.schedules import piecewise


def three_starts(width, activation, head, c, seed):
    """Zeros, the constant c and Xavier as members of one net."""
    starts = [INITIALIZERS["zeros"], INITIALIZERS["constant"](c), INITIALIZERS["Xavier"]]
    net = MLP([2, width, 1], activation, head, initializer=starts, rng=[seed] * 3)
    for b in net.b[1:]:
        b[1] = c
    return net


def one_unit(width, activation, head, c):
    """One unit that is n equal ones: its output weight is n times as large."""
    one = MLP([2, 1, 1], activation, head, initializer=INITIALIZERS["constant"](c), bias=c)
    one.W[2] *= width
    return one


def matched(one, rate, width):
    """The rates of its parameters: that weight learns n times as fast, and what is below it n times as slowly."""
    rates = np.full_like(one.theta, rate)
    below, above = one.blocks(rates)[1:]
    below /= width
    above[:, :-1] *= width
    return rates


def three_starts_and_one_unit(data, samples, width, activation, head, c, rates, seed, updates):
    """Losses, [W[1] | b[1]], distinct units, rank of A[1] and norms of dW of the three; the losses of the one unit.

    rates: {update: rate}, from that update on.
    """
    drawn = data_of(data, samples, seed)
    net = three_starts(width, activation, head, c, seed)
    losses, rows, distinct, rank, sizes = [], [], [], [], []
    for record in train(net, drawn.X, drawn.Y, GradientDescent(piecewise(rates)), steps=updates):
        losses.append(record.loss)
        rows.append(net.blocks(net.theta)[1].copy())
        distinct.append(distinct_units(net)[0])
        rank.append(effective_rank(net)[0])
        sizes.append(norm_dW(net))

    one = one_unit(width, activation, head, c)
    optimizer = GradientDescent(piecewise({t: matched(one, rate, width) for t, rate in rates.items()}))
    one_losses = [record.loss for record in train(one, drawn.X, drawn.Y, optimizer, steps=updates)]
    return losses, rows, distinct, rank, sizes, one_losses
