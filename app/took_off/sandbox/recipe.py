"""The nets and their training as one would type them."""

from mlcore import DATASETS, MLP, train


def accuracy_by_update(data, layers, units, head, start, optimizer, rate, batch, seed, seeds, updates, every):
    """The share of right answers of every net, at every so many updates."""
    drawn = DATASETS[data](300, rng=seed + 10_000)
    widths = [2] + [16] * layers + [1]
    net = MLP(widths, units, head, initializer=start, rng=seed, members=seeds)
    steps = train(net, drawn.X, drawn.Y, optimizer(rate), updates, batch=batch, rng=seed)
    return [net.accuracy(drawn.X, drawn.Y) for record in steps if record.step % every == 0]
