"""The nets and their training as one would type them."""

from mlcore import DATASETS, INITIALIZERS, MLP, GradientDescent, train


def losses_and_accuracy(first, second, depths, activation, rate, seed, updates, standardized=False):
    """{depth: of each minibatch} and {depth: of the test digits}: three nets from the first scheme, then the second."""
    learn, test = DATASETS["digits"](rng=seed + 10_000).split(1400)
    if standardized:
        learn, test = learn.standardized(), test.standardized(like=learn.standardized())
    schemes = [INITIALIZERS[name] for name in (first, second) for _ in range(3)]
    rngs = [seed, seed + 1, seed + 2] * 2
    losses, accuracy = {}, {}
    for depth in depths:
        widths = [64] * depth + [10]
        net = MLP(widths, activation, "softmax + cross-entropy", initializer=schemes, rng=rngs)
        optimizer = GradientDescent(rate)
        steps = train(net, learn.X, learn.Y, optimizer, steps=updates, batch=50, rng=seed + 20_000)
        losses[depth] = [record.loss for record in steps]
        accuracy[depth] = net.accuracy(test.X, test.Y)
    return losses, accuracy
