"""What the panel computes, as one would type it."""


def proof_code(s, rates, updates):
    apart = f"net.W[1][1, 0] += {s['apart']!r}\n" if s["apart"] else ""
    return (
        "import numpy as np\n"
        f"from mlcore import INITIALIZERS, MLP\n{rates.imported}\n"
        f"x, y = np.array([[{s['x1']!r}], [{s['x2']!r}]]), np.array([[{s['y']}.0]])\n"
        f'start = INITIALIZERS["constant"](({s["c1"]!r}, {s["c2"]!r}))\n'
        f'net = MLP([2, {s["width"]}, 1], "{s["activation"]}", "{s["head"]}", initializer=start)\n'
        f"net.b[1][:], net.b[2][:] = {s['c1']!r}, {s['c2']!r}\n{apart}\n\n"
        "def gradient():\n"
        "    net.forward(x)\n"
        "    net.backward(y)\n"
        "    return net.gradient\n\n\n"
        f"rate = {rates.code}\n"
        f"for update in range({updates}):\n"
        f"    net.theta -= {'rate(update)' if rates.changes else 'rate'} * gradient()\n"
        "gradient()\n"
        "W, w, a, dz, dW = net.W[1], net.W[2], net.A[1], net.dZ[1], net.dW[1]\n"
        f"new = W - {s['rate']!r} * dW"
    )
