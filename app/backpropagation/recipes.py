"""What the recipes of lesson 1 share."""

from mlcore import MLP


def net_with(W, b, activation, head):
    """The net with these weights and biases, layer by layer."""
    net = MLP([len(W[0][0]), *map(len, b)], activation, head)
    for k in range(1, net.L + 1):
        net.W[k][...], net.b[k][:, 0] = W[k - 1], b[k - 1]
    return net


def weights(net):
    """What `net_with` takes for this net."""
    layers = range(1, net.L + 1)
    return {"W": [net.W[k].tolist() for k in layers], "b": [net.b[k][:, 0].tolist() for k in layers]}
