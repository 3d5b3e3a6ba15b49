"""What the panel computes, as one would type it."""

from app.backpropagation.recipes import one_sample


def chain_code(net, s, k, x):
    """Factor by factor: the product so far is da…, dz…, and in the end dW… or db…"""
    L = net.L
    if "cross-entropy" in s["head"]:
        da, dz = f"(1 - y) / (1 - a{L}) - y / a{L}", f"a{L} - y  # what is left of da{L} * slope{L}"
    else:
        da, dz = f"a{L} - y", f"da{L} * slope{L}"
    slope = "1.0" if s["head"].startswith("linear") else f"a{L} * (1 - a{L})"
    lines = [
        *one_sample(net, list(x), 1.0),
        "\nW, Z, A = net.W, net.Z, net.A",
        "prime = net.activation.prime",
        f"a{L} = A[{L}]",
        f"da{L} = {da}",
        f"slope{L} = {slope}",
        f"dz{L} = {dz}",
    ]
    for j in range(L - 1, k - 1, -1):
        lines += [
            f"da{j} = W[{j + 1}].T @ dz{j + 1}",
            f"slope{j} = prime(Z[{j}], A[{j}])",
            f"dz{j} = da{j} * slope{j}",
        ]
    below = "x" if k == 1 else f"A[{k - 1}]"
    lines.append(f"dW{k} = dz{k} @ {below}.T" if s["of"] == "W" else f"db{k} = dz{k}")
    return "\n".join([*lines, f"\nnet.backward(y)  # the same: net.d{s['of']}[{k}]"])
