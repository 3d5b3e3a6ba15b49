"""What the pictures of lesson 5 show."""

import numpy as np
import pytest
from reading import value

from app.mixture.use.experiment import NOMINAL
from app.pictures.style import LIGHT as style
from drawn import shows
from drawn.reading import places, same_color
from drawn.see import percent
from mlcore.rockphysics import FACIES, impedance

COLORS = [color for color, _ in style.KERNELS]
SANDS = ("soft sand", "stiff sand")
SAND_COLORS = ["#6B6B00", "#882255"]
SMALL = {"samples": 200, "updates": 60, "hidden": 4}


def bell(y, mu, sigma):
    return np.exp(-0.5 * ((y - mu) / sigma) ** 2) / (np.sqrt(2 * np.pi) * sigma)


def density(r):
    """Σ π N(y; μ, σ²) over the plane of x and y."""
    return sum(
        pi * bell(r.y[:, None], mu, sigma) for pi, mu, sigma in zip(r.pi_x, r.mu_x, r.sigma_x, strict=True)
    )


def parts_at(r):
    """π N(y; μ, σ²) of each kernel at the x that is looked at."""
    return np.array([pi * bell(r.fine, mu, sigma) for pi, mu, sigma in zip(r.pi, r.mu, r.sigma, strict=True)])


def exact_at(r):
    """The exact p(branch, y | x) there: the joint density over its own sum."""
    y = np.linspace(*r.problem.support, 1001)
    x, noise = np.array([r.at]), r.settings["noise"]
    evidence = np.trapezoid(r.problem.joint(x, y, noise).sum(axis=0)[:, 0], y)
    joint = r.problem.joint(x, r.fine, noise)[..., 0]
    return joint / evidence if evidence > 1e-300 else 0 * joint


def samples(see, name, r):
    """Each sample in the colour of its rock, whose curve is not much farther from it than the other one; all plain
    where there are no rocks."""
    x, y = r.data.X[0, :500], r.data.Y[0, :500]
    known = r.problem.name == "petroelastic"
    see.line(f"{name}.points", *(() if known else (x, y)))
    off = [np.abs(np.log(x / impedance(y, f))) for f in FACIES] if known else [[], []]
    for rock, (sand, color) in enumerate(zip(SANDS, SAND_COLORS, strict=True)):
        mine = r.branch[:500] == rock if known else []
        assert not known or (off[rock][mine] < off[1 - rock][mine] + 5 * r.settings["noise"]).all()
        see.line((f"{name}.rocks", sand), *((x[mine], y[mine], color) if known else ()))
        see.says((f"{name}.rock_names", rock), sand if known else "")
        assert same_color(see.artist((f"{name}.rock_names", rock)).get_color(), color)


def filled(see, part, p, y, color):
    """A density p(y) that goes to the right, as an area of this colour."""
    area = see.artist(part)
    np.testing.assert_allclose(area.get_xy()[1 : 1 + y.size], np.c_[p, y], atol=1e-9)
    assert same_color(area.get_facecolor(), color)


def exact_share(r, rock):
    y = np.linspace(*r.problem.support, 1001)
    joint = np.trapezoid(r.problem.joint(np.array([r.at]), y, r.settings["noise"])[..., 0], y)
    return joint[rock] / joint.sum()


def field(see, name, r, old):
    see.image(f"{name}.image", r.x, r.y, density(r), [(0, "white")])
    see.upright(f"{name}.image")
    samples(see, name, r)
    see.line(f"{name}.mean", r.x, (r.pi_x * r.mu_x).sum(axis=0), style.SECOND)
    see.line(f"{name}.before", *((old.x, (old.pi_x * old.mu_x).sum(axis=0)) if old else ()))
    see.line(f"{name}.here", [r.at] * 2, [r.y[0], r.y[-1]])
    see.line(f"{name}.mean_here", [r.at], [r.pi @ r.mu])


def slice_at(see, name, r, old):
    """The density goes to the right, y upwards."""
    parts, exact = parts_at(r), exact_at(r).sum(axis=0)
    see.line(f"{name}.density", parts.sum(axis=0), r.fine)
    see.line(f"{name}.exact", exact, r.fine)
    for k in range(8):
        see.line((f"{name}.parts", k), *((parts[k], r.fine) if k < len(parts) else ()))
    see.line(f"{name}.before", *((parts_at(old).sum(axis=0), old.fine) if old else ()))
    filled(see, f"{name}.area", parts.sum(axis=0), r.fine, style.FORWARD)
    for rock, color in enumerate(SAND_COLORS):
        known = r.problem.name == "petroelastic"
        filled(see, (f"{name}.rocks", rock), exact_at(r)[rock] if known else 0 * r.fine, r.fine, color)
        text = see.artist((f"{name}.shares", rock)).get_text()
        assert text in ("", f"{SANDS[rock]} {percent(exact_share(r, rock))}") if known else text == ""
        assert same_color(see.artist((f"{name}.shares", rock)).get_color(), color)
    end = see.artist(f"{name}.density").axes.get_xlim()[1]
    see.line(f"{name}.mean", [0, end / 1.02], [r.pi @ r.mu] * 2)
    see.line(f"{name}.mean_here", [0], [r.pi @ r.mu])
    see.upright(f"{name}.density")


def losses(see, r, old):
    see.line("loss.held_out", r.test_steps, r.test_losses, style.TEXT)
    see.line("loss.before", *((old.test_steps, old.test_losses) if old else ()))
    see.line("loss.learnt", *thinned(see, r), style.FORWARD)
    see.line("loss.ends", np.full(r.test_losses.shape[1], r.test_steps[-1]), r.test_losses[-1])
    for i, (floor, words) in enumerate(
        ((r.floor, "exact posterior"), (r.gaussian_floor, "best single Gaussian"))
    ):
        see.line(("loss.floors", i), [0, r.settings["updates"]], [floor] * 2)
        see.says(("loss.names", i), f"{words} {floor:.2f}".replace("-", "−"))
    for i, (words, line) in enumerate((("held out", "loss.held_out"), ("learnt from", "loss.learnt"))):
        see.says(("loss.key", i), words)
        assert see.artist(("loss.key", i)).get_color() == see.artist(line).get_color()


def thinned(see, r):
    """The losses at the updates that are drawn: the first and the last are."""
    x = np.unique(places(see.artist("loss.learnt"))[0])
    steps = np.round(np.where(np.isclose(x, np.log10(0.5)), 0, 10.0**x)).astype(int)
    assert steps[0] == 0 and steps[-1] == r.steps[-1] and len(steps) >= min(len(r.steps), 30)
    return steps, r.losses[np.searchsorted(r.steps, steps)]


@shows(
    "mixture.density",
    SMALL | {"seeds": 3},
    SMALL | {"seeds": 2, "kernels": 4, "at": 6.0, "net": 2, "seed": 3, "noise": 0.05},
    SMALL | {"seeds": 2, "output": "least squares", "units": "raw units"},
    steps=30,
)
def mixture_density(see, r, old, first):
    field(see, "field", r, old)
    slice_at(see, "slice", r, old)
    losses(see, r, old)


@shows(
    "mixture.bishop", SMALL | {"seeds": 2}, SMALL | {"seeds": 3, "kernels": 2, "at": 0.9, "seed": 5}, steps=30
)
def bishop(see, r, old, first):
    mixture_density(see, r, old, first)


@shows(
    "mixture.three_outputs", {"samples": 100}, {"samples": 60, "kernels": 3, "at": 6.2, "seed": 2}, steps=20
)
def three_outputs(see, r, old, first):
    for i, output in enumerate(("least squares", "one Gaussian", "mixture")):
        one, was = r.each[output], old and old.each[output]
        field(see, f"field_{i}", one, was)
        slice_at(see, f"slice_{i}", one, was)
        see.says(f"field_{i}.words", f"{one.test_losses[-1, 0]:.2f}".replace("-", "−"))
        assert see.artist(f"field_{i}.image").axes.get_title("left") == output


@shows(
    "mixture.kernels",
    SMALL | {"seeds": 2},
    SMALL | {"seeds": 3, "kernels": 5, "at": 6.5, "seed": 4},
    steps=30,
)
def kernels(see, r, old, first):
    samples(see, "means", r)
    see.line("means.here", [r.at] * 2, [r.y[0], r.y[-1]])
    see.line("weights.here", [r.at] * 2, [0, 1])
    see.line("responsibilities.here")
    parts = parts_at(r)
    with np.errstate(all="ignore"):
        share = np.where(parts.sum(axis=0) > 1e-12, parts / parts.sum(axis=0), np.nan)
    for k in range(8):
        there = k < len(r.pi_x)
        see.line(("means.means", k), *((r.x, r.mu_x[k], COLORS[k]) if there else ()))
        see.band(
            ("means.widths", k), *((r.x, r.mu_x[k] - r.sigma_x[k], r.mu_x[k] + r.sigma_x[k]) if there else ())
        )
        see.line(("weights.lines", k), *((r.x, r.pi_x[k], COLORS[k]) if there else ()))
        see.line(("responsibilities.lines", k), *((r.fine, share[k], COLORS[k]) if there else ()))
    see.line("means.before", *((old.x, old.mu_x.T) if old else ()))
    see.line("weights.before", *((old.x, old.pi_x.T) if old else ()))
    see.line("responsibilities.before", *((old.fine, old.responsibilities.T) if old else ()))
    losses(see, r, old)


@shows("mixture.gradient", SMALL, SMALL | {"kernels": 4, "at": 6.0, "target": 0.15, "seed": 2}, steps=20)
def gradient(see, r, old, first):
    parts = parts_at(r)
    for k in range(8):
        see.line(("kernels.lines", k), *((r.fine, parts[k], COLORS[k]) if k < len(parts) else ()))
    see.line("kernels.before", *((old.fine, parts_at(old).T) if old else ()))
    end = see.artist("kernels.target").axes.get_ylim()[1]
    see.line("kernels.target", [r.target] * 2, [0, end])
    gamma = np.array([pi * bell(r.target, mu, s) for pi, mu, s in zip(r.pi, r.mu, r.sigma, strict=True)])
    gamma /= gamma.sum()
    for k, share in enumerate(gamma):
        written = see.artist(("kernels.names", k)).get_text().split(f"{k + 1}: γ = ")[1]
        assert value(written) == pytest.approx(share, abs=0.005, rel=0.05) and (value(written) > 0) == (
            share > 0
        )
    for i, name in enumerate(("weights", "means", "widths")):
        K = len(r.dZ[i])
        bars = see.artist(f"{name}.bars")
        np.testing.assert_allclose([bar.get_height() for bar in bars], [*r.dZ[i], *[0] * (8 - K)])
        np.testing.assert_allclose([bar.get_x() + bar.get_width() / 2 for bar in bars], np.arange(1, 9))
        see.line(f"{name}.estimate", np.arange(1, K + 1), r.estimate[i])
        see.line(f"{name}.before", *((np.arange(1, 1 + len(old.dZ[i])), old.dZ[i]) if old else ()))
        see.line(f"{name}.zero", [0, 1], [0, 0])
    np.testing.assert_allclose(r.dZ[0], r.pi - gamma, atol=1e-9)


@shows("mixture.log_sum_exp", {}, {"precision": "float32", "logit": 3.0, "distance": 60.0}, steps=12)
def log_sum_exp(see, r, old, first):
    logit, normal = r.settings["logit"], 0.5 * np.log(2 * np.pi)
    one, other = (
        share - np.logaddexp(logit, 0) - 0.5 * (r.grid + k) ** 2 for share, k in ((logit, 0), (0, 1))
    )
    loss = normal - np.logaddexp(one, other)  # kernels of width 1 at 0 and −1
    np.testing.assert_allclose(r.stable_curve, loss, rtol=1e-5)
    see.line("stable", r.grid, r.stable_curve, style.FORWARD)
    known = np.isfinite(r.naive_curve)
    see.line("naive", r.grid[known], r.naive_curve[known], style.SECOND)
    end = ([r.grid[known][-1]], [r.naive_curve[known][-1]]) if known.any() else ([0.1], [r.stable_curve[0]])
    see.line("lost", *(end if not known.all() else ()))
    was = old and np.isfinite(old.naive_curve)
    see.line("before", *((old.grid[was], old.naive_curve[was]) if old else ()))
    see.line("here", [r.distance], [max(r.stable, 0.1)])


@shows(
    "mixture.rocks",
    {},
    {"share": 0.2, "clay": 0.4, "at": 9.5, "fluid": "gas", "seed": 2, "soft_mean": 0.15, "stiff_std": 0.1},
    {"at": 3.0},
    steps=12,
)
def rocks(see, r, old, first):
    AI, phi, is_soft = r.samples
    before = r.settings["share"], 1 - r.settings["share"]
    for rock, color in enumerate(SAND_COLORS):
        for i in range(3):
            see.line(("moduli.lines", 3 * rock + i), r.phi, r.moduli[rock, i], color)
        see.line(("velocity.lines", rock), r.phi, r.velocity[rock], color)
        see.line(("density.lines", rock), r.phi, r.density[rock], color)
        mine = is_soft if rock == 0 else ~is_soft
        see.line(("impedance.samples", rock), AI[mine], phi[mine], color)
        see.line(("impedance.lines", rock), r.AI[rock], r.phi, color)
        for name, parts, share in (
            ("prior", r.prior, before[rock]),
            ("posterior", r.posterior, r.shares[rock]),
        ):
            filled(see, (f"{name}.parts", rock), parts[rock], r.fine, color)
            told = percent(share) if np.isfinite(share) and share > 0.005 else ""
            see.says((f"{name}.names", rock), told and f"{SANDS[rock]} {told}")
            assert same_color(see.artist((f"{name}.names", rock)).get_color(), color)
    see.names("impedance.names", [("impedance.lines", i) for i in (0, 1)], SANDS)
    for name in ("moduli", "velocity", "density"):
        see.line(
            f"{name}.before", *((old.phi, getattr(old, name).reshape(-1, old.phi.size).T) if old else ())
        )
    see.line("impedance.before", *((old.AI.ravel(), np.tile(old.phi, 2)) if old else ()))
    see.line("impedance.here", [r.at] * 2, [0, 0.4])
    for name in ("prior", "posterior"):
        see.line(f"{name}.total", getattr(r, name).sum(axis=0), r.fine)
        see.line(f"{name}.before", *((getattr(old, name).sum(axis=0), old.fine) if old else ()))
        see.upright(f"{name}.total")


@shows("mixture.use", SMALL, SMALL | {"kernels": 3, "at": 6.0, "share": 0.5, "seed": 3}, steps=20)
def use(see, r, old, first):
    p, exact = parts_at(r).sum(axis=0), exact_at(r).sum(axis=0)
    see.line("here.density", r.fine, p, style.FORWARD)
    see.line("here.exact", r.fine, exact, style.THEORY)
    see.line("here.before", *((old.fine, parts_at(old).sum(axis=0)) if old else ()))
    bars = see.artist("here.samples")
    counts, edges = np.histogram(r.samples, len(bars), (r.fine[0], r.fine[-1]))
    np.testing.assert_allclose([b.get_height() for b in bars], counts / len(r.samples) / np.diff(edges))
    np.testing.assert_allclose([b.get_x() for b in bars], edges[:-1])
    for name, found in (("set_net", r.set_net), ("set_exact", r.set_exact)):
        seen = [b for b in see.artist(f"here.{name}") if b.get_visible()]
        ends = [(b.get_x(), b.get_x() + b.get_width()) for b in seen]
        np.testing.assert_allclose(ends, found)
    net, truth = (see.artist(f"here.{name}")[0].get_y() for name in ("set_net", "set_exact"))
    assert [t.get_text() for t in see.artist("here.names")] == ["net", "exact"] and truth < net < 0
    see.line("coverage.net", NOMINAL, r.coverage, style.FORWARD)
    see.line("coverage.exact", NOMINAL, r.coverage_exact, style.THEORY)
    see.line("coverage.honest", [0, 1], [0, 1])
    see.line("coverage.here", [r.settings["share"]] * 2, [0, 1])
    see.line("coverage.before", *((NOMINAL, old.coverage) if old else ()))
    for rock, (part, color) in enumerate(zip(exact_at(r), SAND_COLORS, strict=True)):
        see.says(("here.rocks", rock), SANDS[rock] if exact_share(r, rock) > 0.005 else "")
        text = see.artist(("here.rocks", rock))
        assert same_color(text.get_color(), color)
        assert text.get_position()[0] == r.fine[part.argmax()] or not text.get_text()
    see.line("facies.net", r.x, r.soft, style.FORWARD)
    see.line("facies.exact", r.x, r.exact_soft, style.THEORY)
    see.line("facies.here", [r.at] * 2, [0, 1])
    see.line("facies.before", *((old.x, old.soft) if old else ()))
