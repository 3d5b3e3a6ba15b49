"""What the panel computes, as one would type it."""

# Of the arrays that were checked: where nothing was, the error is nan.
WORST = (
    "    found = errors(eps, dtype).values()",
    "    return max((e for e in found if e == e), default=np.nan)\n\n",
)


def check_code(s, checked, broken):
    """The check: `now` at the ε of the settings; `double` and `single` at those of the sweep that are done.

    broken: source of the net that has a broken line, or None.
    """
    net = "Broken" if broken else "MLP"
    lines = [
        "import numpy as np",
        "from mlcore import INITIALIZERS, MLP",
        "from mlcore.datasets import moons",
        "from mlcore.gradcheck import check_gradients\n",
        *([f"\n{broken}\n"] if broken else []),
        f"data = moons({max(s['samples'], 2)}, noise=0.2, rng={s['seed'] + 10_000})"
        + (".split(1)[0]" if s["samples"] == 1 else ""),
        'bias = INITIALIZERS["normal"](0.1)\n\n',
        "def errors(eps, dtype=np.float64):",
        f"    net = {net}(",
        f'        [2, 3, 3, 1], "{s["activation"]}",',
        f"        bias=bias, rng={s['seed']}, dtype=dtype,",
        "    )",
        *([f'    net.bug = "{s["bug"]}"'] if broken else []),
        "    X = data.X.astype(dtype)",
        "    Y = data.Y.astype(dtype)",
        "    checks = check_gradients(net, X, Y, eps)",
        '    return {f"{c.array}[{c.layer}]": c.error',
        "            for c in checks}\n\n",
        *(["def worst(eps, dtype):", *WORST] if checked else []),
        f"now = errors({s['epsilon']!r})",
    ]
    if checked:
        lines += [
            f"sweep = (10.0 ** np.arange(0, -12.1, -0.5))[:{checked}]",
            "double, single = (",
            "    [worst(e, kind) for e in sweep]",
            "    for kind in (np.float64, np.float32)",
            ")",
        ]
    return "\n".join(lines)
