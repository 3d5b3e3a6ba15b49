"""What the panel computes, as one would type it."""

from app.backpropagation.recipes import one_sample


def descent_code(net, x, y, rate, steps):
    """`losses` and `outputs`: before the first step and after each of them."""
    return "\n".join(
        [
            *one_sample(net, x, y),
            "net.backward(y)\n",
            f"losses = [float(net.head.loss(net.Z[{net.L}], y))]",
            f"outputs = [net.A[{net.L}].item()]",
            f"for step in range({steps}):",
            f"    net.theta -= {rate!r} * net.gradient",
            "    net.forward(x)",
            "    net.backward(y)",
            f"    losses.append(float(net.head.loss(net.Z[{net.L}], y)))",
            f"    outputs.append(net.A[{net.L}].item())",
        ]
    )
