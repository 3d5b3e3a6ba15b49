"""The eight lines of `backward`, the ways in which each can be broken, and what a line that fails leaves behind."""

# (line, {how it is broken: what then stands there}); W[2] is square, so that a forgotten transpose raises no error.
LISTING = (
    ("def backward(Y):", {}),
    ("    dZ[L] = A[L] - Y", {"sign swapped": "    dZ[L] = Y - A[L]"}),
    ("    for k in range(L, 0, -1):", {"layer 1 forgotten": "    for k in range(L, 1, -1):"}),
    (
        "        dW[k] = dZ[k] @ A[k-1].T / N_s",
        {
            "1/N_s missing": "        dW[k] = dZ[k] @ A[k-1].T",
            "index swapped": "        dW[k] = dZ[k] @ A[k].T / N_s  # k = 2",
        },
    ),
    (
        "        db[k] = dZ[k].mean(axis=1)",
        {"sum in place of mean": "        db[k] = dZ[k].sum(axis=1)"},
    ),
    ("        if k > 1:", {}),
    (
        "            dA = W[k].T @ dZ[k]",
        {"transpose forgotten": "            dA = W[k] @ dZ[k]  # k = 2"},
    ),
    ("            dZ[k-1] = dA * σ.prime(Z[k-1])", {"σ′ missing": "            dZ[k-1] = dA"}),
)
WHOLE = "none"


def number_of(bug):
    """Which line is broken, counted from 1; 0 for none."""
    return next((i for i, (_, ways) in enumerate(LISTING, start=1) if bug in ways), 0)


def change_of(bug):
    """What now stands in place of what, in words."""
    if bug == WHOLE:
        return "every line as in the lecture"
    line, ways = LISTING[number_of(bug) - 1]
    return f"{ways[bug].strip()} in place of {line.strip()}"


def suspects(wrong, L=3):
    """(numbers of the lines of which one, broken, explains all that fails; why). wrong: names of the arrays."""
    both = [k for k in range(L, 0, -1) if {f"dW[{k}]", f"db[{k}]"} <= set(wrong)]
    alone = sorted({name[:2] for name in wrong if int(name[3]) not in both})
    if len(wrong) == L and len(alone) == 1:
        other = "db" if alone == ["dW"] else "dW"
        return [4 if alone == ["dW"] else 5], (
            f"Every {alone[0]} is wrong and every {other} is right, so dZ is right: look at the line of {alone[0]}."
        )
    if not both:
        lines = [4 if name == "dW" else 5 for name in alone]
        beside = " and ".join(("db" if name.startswith("dW") else "dW") + name[2:] for name in wrong)
        verb = "is" if len(wrong) == 1 else "are"
        return lines, (
            f"{beside} {verb} right, and made from the same dZ, so the way back is in order: look at the line of "
            f"{' and at that of '.join(alone)}."
        )
    k = both[0]
    if k == L:
        return [2], f"dW and db fail from the top on, and both are read off from dZ: look at dZ[{L}]."
    early = " (Or at the loop, if it ends before layer 1.)" if k == 1 else ""
    return [7, 8] + ([3] if k == 1 else []), (
        f"dW[{k}] and db[{k}] both fail, and both are read off from dZ[{k}]. All above is right, dZ[{k + 1}] too: "
        f"look at the lines that lead from dZ[{k + 1}] to dZ[{k}], those of dA and dZ[k-1].{early}"
    )
