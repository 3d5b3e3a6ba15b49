"""mlcore beside others, in one run, interleaved, on the same arrays, one thread.

    pip install --group bench && python tests/bench/peers.py

First every contender makes the same ten steps in float64 and must have the same losses to 1e-12; then they are
timed in turns, and the best of many turns counts, since whatever else the machine does only ever adds.
The tables are printed and written to peers.md beside this file. A peer that is not installed is left out.
"""

import argparse
import datetime
import os
import platform
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

import contenders as c
import numpy as np

ONE = [c.Mlcore, c.PlainNumpy, c.TorchEager, c.JaxStep, c.JaxScan, c.HipsAutograd]
FULL_BATCH = [*ONE, c.ScikitLearn]
MANY = [c.Mlcore, c.TorchBatched, c.JaxStep, c.JaxScan]

SMALL = c.Case((2, 8, 8, 1), 500)
MINI = replace(SMALL, batch=10)
DEEP = c.Case((64,) * 30 + (1,), 256, rate=0.01)
DIGITS = c.Case((784, 128, 64, 10), 1280, "ReLU", "softmax + cross-entropy", batch=128)
SEEDS = replace(SMALL, members=32)

# What is measured: the case, who takes part, and steps a turn.
STEPS = {
    "2-8-8-1 tanh, 500 samples, full batch": (SMALL, FULL_BATCH, 200),
    "the same, minibatches of 10": (MINI, ONE, 250),
    "depth 30 × width 64, batch 256": (DEEP, FULL_BATCH, 4),
    "784-128-64-10 ReLU, batch 128": (DIGITS, ONE, 10),
    "32 seeds of the first": (SEEDS, MANY, 20),
}


def available(kinds):
    """The contenders whose package is installed."""
    needs = {"PyTorch": "torch", "JAX": "jax", "scikit-learn": "sklearn", "HIPS": "autograd"}
    from importlib.util import find_spec

    return [k for k in kinds if find_spec(needs.get(k.name.split()[0], "numpy"))]


def check_same_loss(case, kinds):
    """All contenders go the same way: ten steps, losses equal to 1e-12."""
    case = replace(case, dtype=np.float64)
    want = c.Mlcore(case).run(10)
    for kind in kinds:
        np.testing.assert_allclose(kind(case).run(10), want, rtol=1e-12, atol=1e-12, err_msg=kind.name)


def best_of(turns, runs):
    """Seconds of the quickest of many turns, taken in rotation: {name: seconds}."""
    best = dict.fromkeys(runs, np.inf)
    for _ in range(turns):
        for name, run in runs.items():
            start = perf_counter()
            run()
            best[name] = min(best[name], perf_counter() - start)
    return best


def time_steps(case, kinds, steps, turns):
    """{name: seconds a step}, the floor included."""
    contenders = {kind.name: kind(case) for kind in [*kinds, c.Floor]}
    runs = {name: lambda one=one: one.run(steps) for name, one in contenders.items()}
    best_of(2, runs)  # warm up, and compile
    return {name: seconds / steps for name, seconds in best_of(turns, runs).items()}


def time_curves(members, kinds, turns):
    """{name: seconds} for 300 losses of an architecture never seen before, import excluded, compilation not."""
    fresh = iter(range(5, 10**6))

    def case():
        return replace(SMALL, widths=(2, next(fresh), 7, 1), members=members)

    runs = {kind.name: lambda kind=kind: kind(case()).run(300) for kind in kinds}
    return best_of(turns, runs)


def time_imports(turns):
    """{statement: seconds} of a fresh interpreter with its bytecode there, a bare one taken away."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    root = Path(__file__).parents[2]

    def run(code):
        return lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=root, env=env)

    codes = {
        "nothing": "pass",
        "import numpy": "import numpy",
        "import mlcore": "import numpy; import mlcore",
    }
    run(codes["import mlcore"])()
    best = best_of(turns, {name: run(code) for name, code in codes.items()})
    return {name: best[name] - best["nothing"] for name in ("import numpy", "import mlcore")}


def growth(turns):
    """Rows of (what grows, sizes, µs a step, log-log slope between neighbours): where the call overhead ends."""
    grow = {
        "samples": [(n, replace(SMALL, N_s=n)) for n in (10, 100, 1000, 10_000)],
        "width": [(n, replace(SMALL, widths=(2, n, n, 1))) for n in (4, 16, 64, 256)],
        "depth": [(n, replace(SMALL, widths=(2, *[8] * (n - 1), 1))) for n in (2, 4, 8, 16, 32)],
        "members": [(n, replace(SMALL, members=n)) for n in (1, 4, 16, 64)],
    }
    for what, cases in grow.items():
        sizes = [n for n, _ in cases]
        cost = [time_steps(case, [c.Mlcore], 5, turns)["mlcore"] for _, case in cases]
        slopes = [
            np.log(b / a) / np.log(n / m)
            for (a, b), (m, n) in zip(pairwise(cost), pairwise(sizes), strict=True)
        ]
        yield what, sizes, [1e6 * s for s in cost], slopes


def table(title, best, unit=1e6, unit_name="µs"):
    """Markdown: time and how many times mlcore's it is."""
    rows = sorted(best.items(), key=lambda row: row[1])
    lines = [f"### {title}", "", f"| | {unit_name} | × mlcore |", "|---|---:|---:|"]
    return "\n".join([*lines, *(f"| {n} | {s * unit:.1f} | {s / best['mlcore']:.2f} |" for n, s in rows), ""])


def machine():
    """The day, the processor and the versions."""
    from importlib.metadata import PackageNotFoundError, version

    versions = []
    for name in ("numpy", "torch", "jax", "scikit-learn", "autograd"):
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            versions.append(f"no {name}")
    cpu = next(
        (x.split(":")[1].strip() for x in _lines("/proc/cpuinfo") if "model name" in x), platform.processor()
    )
    avx = "with AVX-512" if any("avx512f" in x for x in _lines("/proc/cpuinfo")) else "without AVX-512"
    day = datetime.date.today().isoformat()
    return f"{day}, {cpu} {avx}, Python {platform.python_version()}, {', '.join(versions)}, one thread."


def _lines(path):
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def goals(measured):
    """Markdown: each goal beside what this run reached, as times mlcore's (a floor: mlcore as times the floor's)."""
    small, mini, deep, digits, seeds = STEPS
    f64, f32, curve, curves = np.float64, np.float32, "curve", "curves"
    rows = [
        (small, f64, "PyTorch eager", 6),
        (small, f32, "PyTorch eager", 8),
        (small, f64, "plain numpy", 1.9),
        (small, f64, "floor", 1.6),
        (mini, f64, "PyTorch eager", 10),
        (mini, f64, "plain numpy", 2.6),
        *((title, f64, *goal) for title in (deep, digits) for goal in (("PyTorch eager", 1), ("floor", 1.2))),
        (seeds, f64, "PyTorch batched", 2.7),
        (seeds, f32, "JAX jit + scan", 1),
        (curve, f64, "JAX jit + scan", 30),
        (curve, f64, "PyTorch eager", 5),
        (curves, f64, "JAX jit + scan", 4),
        (curves, f64, "PyTorch batched", 3),
    ]
    names = {curve: "a curve of 300 steps, new architecture", curves: "the same, 32 seeds"}
    yield "### Goals\n\n| work | against | goal | reached | |\n|---|---|---:|---:|---|"
    for title, dtype, peer, goal in rows:
        best = measured[title, dtype]
        if peer in best:
            ratio = best["mlcore"] / best[peer] if peer == "floor" else best[peer] / best["mlcore"]
            met = "yes" if (ratio <= goal if peer == "floor" else ratio >= goal) else "no"
            sign = "≤" if peer == "floor" else "≥"
            what = f"{names.get(title, title)}, {dtype.__name__}"
            yield f"| {what} | {peer} | {sign} {goal} | {ratio:.2f} | {met} |"
    yield ""


def main(turns):
    parts, measured = [], {}

    def say(text):
        print(text, flush=True)
        parts.append(text)

    say(f"# mlcore beside others\n\n{machine()}\n")
    say(f"Made by `python tests/bench/peers.py`: the best of {turns} turns. Floor: the matrix products and")
    say("activations of a step alone. Peers do the same arithmetic to 1e-12, checked before timing.\n")
    for title, (case, kinds, steps) in STEPS.items():
        kinds = available(kinds)
        check_same_loss(case, kinds)
        for dtype in (np.float64, np.float32):
            best = measured[title, dtype] = time_steps(replace(case, dtype=dtype), kinds, steps, turns)
            say(table(f"{title}, {dtype.__name__}: a step", best))
    for title, members, peer in (("curve", None, c.TorchEager), ("curves", 32, c.TorchBatched)):
        best = time_curves(members, available([c.Mlcore, peer, c.JaxScan]), max(turns // 2, 2))
        measured[title, np.float64] = best
        who = f", {members} seeds" if members else ""
        say(table(f"A curve of 300 steps for an architecture never seen before{who}", best, 1e3, "ms"))
    imports = time_imports(max(turns // 2, 2))
    over = 1e3 * (imports["import mlcore"] - imports["import numpy"])
    say(
        f"### Import\n\n`import numpy` {1e3 * imports['import numpy']:.0f} ms, `import mlcore` {over:.0f} ms more.\n"
    )
    say("### How the cost of a step grows (2-8-8-1 tanh, 500 samples, full batch, float64)\n")
    say("| what grows | sizes | µs | log-log slope from each to the next |\n|---|---|---|---|")
    for what, sizes, cost, slopes in growth(turns):
        cells = (map(str, sizes), (f"{x:.0f}" for x in cost), (f"{x:.2f}" for x in slopes))
        say(f"| {what} | {' | '.join(', '.join(cell) for cell in cells)} |")
    say("\nBelow a slope of about 0.5 the calls cost more than the arithmetic: the plateau ends there.\n")
    for line in goals(measured):
        say(line)
    say(
        f"Load average at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; a busy machine blurs ratios."
    )
    Path(__file__).with_name("peers.md").write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=60, help="turns each contender takes (default: 60)")
    main(parser.parse_args().turns)
