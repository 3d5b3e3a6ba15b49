"""What the panel computes, as one would type it."""

from app.symmetry.data import IMPORTS, data_code


def starts_code(s, rates, steps):
    c, n, kind = s["c"], s["width"], f'"{s["activation"]}", "{s["head"]}"'
    matched = f"matched({rates.code})"
    if rates.changes:
        matched = f"piecewise({{t: matched(rate) for t, rate in {rates.by_update!r}.items()}})"
    return (
        f"import numpy as np\n{IMPORTS}{rates.imported}"
        "from mlcore.probes import distinct_units, effective_rank, norm_dW\n\n"
        f"{data_code(s)}"
        f'constant = INITIALIZERS["constant"]({c!r})\n'
        'starts = [INITIALIZERS["zeros"], constant, INITIALIZERS["Xavier"]]\n'
        f"net = MLP([2, {n}, 1], {kind}, initializer=starts, rng=[{s['seed']}] * 3)\n"
        f"for b in net.b[1:]:\n    b[1] = {c!r}\n"
        "losses, rows, distinct, rank, sizes = [], [], [], [], []\n"
        f"for record in train(net, data.X, data.Y, GradientDescent({rates.code}), steps={steps}):\n"
        "    losses.append(record.loss)\n"
        "    rows.append(net.blocks(net.theta)[1].copy())  # [W[1] | b[1]]\n"
        "    distinct.append(distinct_units(net)[0])\n"
        "    rank.append(effective_rank(net)[0])\n"
        "    sizes.append(norm_dW(net))\n\n"
        "# one unit whose output weight is n times as large, with matched rates\n"
        f"one = MLP([2, 1, 1], {kind}, initializer=constant, bias={c!r})\n"
        f"one.W[2] *= {n}\n"
        "\n\ndef matched(rate):\n"
        "    rates = np.full_like(one.theta, rate)\n"
        "    below, above = one.blocks(rates)[1:]\n"
        f"    below /= {n}\n"
        f"    above[:, :-1] *= {n}\n"
        "    return rates\n\n\n"
        f"training = train(one, data.X, data.Y, GradientDescent({matched}), steps={steps})\n"
        "one_losses = [record.loss for record in training]"
    )
