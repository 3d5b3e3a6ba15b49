"""The nets and their training as one would type them."""

from mlcore import DATASETS, MLP, GradientDescent, train


def losses_by_seed(widths, activation, scheme, bias, data, samples, rate, seed, members, updates):
    """The loss of every net before each update and after the last, and the nets as they are then."""
    drawn = DATASETS[data](samples, rng=seed + 10_000)
    net = MLP(widths, activation, initializer=scheme, bias=bias, rng=seed, members=members)
    steps = train(net, drawn.X, drawn.Y, GradientDescent(rate), steps=updates)
    return [record.loss for record in steps], net
