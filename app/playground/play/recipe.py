"""A whole run of the playground as one would type it."""

from app.playground.data import drawn, seen
from app.playground.net import edited, learner, made
from mlcore import train


def play(
    data,
    samples,
    noise,
    test,
    draw,
    features,
    hidden,
    activation,
    initializer,
    bias,
    seed,
    seeds,
    optimizer,
    rates,
    falls,
    batch,
    l2,
    edits,
    updates,
    every,
    points="",
):
    """The loss of each update, and that of the test samples at every so many."""
    learn, kept = drawn(data, samples, noise, test, draw, points)
    net = made(learn, features, hidden, activation, initializer, bias, seed, seeds)
    X, X_test, losses, tests = seen(learn.X, features), seen(kept.X, features), [], []
    for record in train(net, X, learn.Y, learner(optimizer, rates, falls, l2), updates, batch, rng=seed):
        losses.append(record.loss)
        if record.step in edits:
            edited(net, edits[record.step])
            losses[-1] = net.loss(X, learn.Y)
        if record.step % every == 0:
            tests.append(net.loss(X_test, kept.Y))
    return losses, tests
