"""What is the same on every computer as one would count it: not the seconds but the multiplications."""

from mlcore import MLP


def multiplications(widths):
    """Parameters of 2-n-n-1 nets, and what a gradient costs by differences, in forward mode and in reverse.

    Seconds are never the same twice. Counted are multiplications in matrix products, in forward passes: N_s and σ
    cancel.
    """
    P, passes = [], []
    for n in widths:
        net = MLP([2, n, n, 1])
        P.append(net.theta.size)
        differences = 2 * P[-1]
        forward = 3 * P[-1]  # W A, dW A, W dA for each parameter
        sizes = [W.size for W in net.W[1:]]
        reverse = 3 - sizes[0] / sum(sizes)  # W A, dZ Aᵀ; Wᵀ dZ for k > 1
        passes.append((differences, forward, reverse))
    return P, passes
