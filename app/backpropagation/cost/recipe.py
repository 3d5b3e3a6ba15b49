"""What the panel computes, as one would type it."""


def cost_code(widths):
    """What is the same on every computer: not the seconds but the multiplications, in forward passes."""
    return "\n".join(
        [
            "# Seconds are never the same twice. Counted",
            "# here: multiplications in matrix products,",
            "# in forward passes. N_s and σ cancel.",
            "from mlcore import MLP\n",
            "P, passes = [], []",
            f"for n in {widths}:",
            "    net = MLP([2, n, n, 1])",
            "    P.append(net.theta.size)",
            "    differences = 2 * P[-1]",
            "    # W A, dW A, W dA for each parameter",
            "    forward = 3 * P[-1]",
            "    # W A, dZ Aᵀ; Wᵀ dZ for k > 1",
            "    sizes = [W.size for W in net.W[1:]]",
            "    reverse = 3 - sizes[0] / sum(sizes)",
            "    costs = differences, forward, reverse",
            "    passes.append(costs)",
        ]
    )
