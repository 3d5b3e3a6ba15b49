"""The pictures of the start page show what `mlcore` computes: read back from the files, and computed here anew."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from sources import ROOT

from app.server.lessons import FOLDER, lessons
from mlcore import DATASETS, HEADS, INITIALIZERS, MLP, Adam, GradientDescent, train
from mlcore.densities import density, means_at_quantiles
from mlcore.probes import std_A
from mlcore.schedules import cosine

PICTURES = ROOT / "app/server/jupyter/voila/templates/backprop-lab/pictures"
ROUNDED = {"abs": 0.06}  # a tenth of a pixel; what is drawn in whole pixels has half of one
WHOLE = {"abs": 0.51}


def drawn(name):
    """The elements of a picture, all its SVGs in one."""
    return ET.fromstring(f"<all>{(PICTURES / f'{name}.svg').read_text(encoding='utf-8')}</all>")


def by_class(root, tag, name):
    return [e for e in root.iter(tag) if (e.get("class") or "").split()[:1] == [name]]


def numbers(element, *names):
    return [float(element.get(name)) for name in names]


def points(path):
    return np.array(re.findall(r"(-?\d+),(-?\d+)", path.get("d")), float)


@pytest.fixture(scope="module")
def moons():
    """The run that the opening picture shows, by a plain loop: frames of weights, losses, the net at its end."""
    data = DATASETS["moons"](140, noise=0.12, rng=3)
    net = MLP([2, 5, 5, 1], "tanh", initializer="Xavier", rng=3)
    steps = np.unique(np.rint(np.geomspace(1, 401, 40)).astype(int)) - 1
    weights, losses = [], []
    for record in train(net, data.X, data.Y, Adam(0.03), steps=400):
        losses.append(float(record.loss))
        if record.step in steps:
            weights.append([net.W[k].copy() for k in (1, 2, 3)])
    return data, weights, np.array(losses), net


def test_edges_of_the_opening_picture_are_the_weights_frame_by_frame(moons):
    _, weights, _, _ = moons
    lines = iter(drawn("opening").iter("line"))
    for k in range(3):
        for i, j in np.ndindex(weights[0][k].shape):
            edge = next(lines)
            w = np.array([frame[k][i, j] for frame in weights])
            widths, *signs = edge.iter("animate")
            assert [float(v) for v in widths.get("values").split(";")] == pytest.approx(
                0.3 + 1.5 * abs(w), **ROUNDED
            )
            assert edge.get("class") == ("plus" if w[-1] > 0 else "minus")
            if signs:
                said = [v == "plus" for v in signs[0].get("values").split(";")]
                assert said == list(w > 0)
            else:
                assert (w > 0).all() or (w < 0).all()
    assert next(lines, None) is None


def test_the_border_of_the_opening_picture_is_where_the_net_changes_its_mind(moons):
    data, _, _, net = moons
    (border,) = [path for path in drawn("opening").iter("path") if path.get("data-level") == "0.5"]
    x, y = points(border).T
    inside = (x > 652) & (x < 1104) & (y > 16) & (y < 332)  # the rest runs along the map's edge
    plane = np.stack([-1.6 + (x - 650) / 456 * 4.3, 1.95 - (y - 14) / 320 * 3.3])[:, inside]
    z = net.layers(plane)[0][3][0]
    step = 1e-4
    slope = np.hypot(
        *[
            (net.layers(plane + step * np.eye(2)[:, [d]])[0][3][0] - z) / step / scale
            for d, scale in ((0, 456 / 4.3), (1, 320 / 3.3))
        ]
    )
    assert inside.sum() > 10
    assert (abs(z) / slope).max() < 3  # pixels
    marks = drawn("opening")
    circles = [numbers(c, "cx", "cy") for c in by_class(marks, "circle", "of0")]
    first = data.X[:, data.Y[0] == 0]
    expected = np.stack([650 + 456 * (first[0] + 1.6) / 4.3, 14 + 320 * (1.95 - first[1]) / 3.3], axis=1)
    assert np.array(circles) == pytest.approx(expected, **WHOLE)


def test_the_loss_of_the_opening_picture_falls_as_it_fell(moons):
    _, _, losses, _ = moons
    (curve,) = by_class(drawn("opening"), "path", "line")
    x, y = points(curve).T
    at = (np.clip((x - 690) / 416, 0, 1)) ** 2 * 400
    expected = 390 - 40 * np.interp(at, np.arange(401), losses) / losses[0]
    assert abs(y - expected).max() < 1.6
    (picture,) = [svg for svg in drawn("opening").iter("svg") if svg.get("role") == "img"]
    said = re.search(r"falls from ([\d.]+) to ([\d.]+)\.", picture.get("aria-label"))
    assert [float(v) for v in said.groups()] == pytest.approx([losses[0], losses[-1]], abs=0.006)


def test_the_card_of_backpropagation_has_the_weights_and_slopes_of_lesson_1():
    net = MLP([3, 2, 1], "sigmoid", rng=0)
    net.W[1], net.b[1] = [[0.2, -0.4, 0.1], [0.5, 0.3, -0.6]], [[0.1], [-0.2]]
    net.W[2], net.b[2] = [[0.7, -0.5]], [[0.2]]
    net.forward([[1.0], [2.0], [-1.0]])
    net.backward([[1.0]])
    root = drawn("backpropagation")
    for name, arrays, scale in (("fwd", net.W, 1), ("back", net.dW, abs(net.dW[2]).max())):
        expected = np.concatenate([1 + 5 * abs(arrays[k]).ravel() / scale for k in (1, 2)])
        wide = [numbers(e, "stroke-width")[0] for e in by_class(root, "line", name)]
        assert wide == pytest.approx(expected, **ROUNDED)
    assert [t.text for t in root.iter("text")] == ["1", "2", "−1", "0.35", "0.82", "0.51"]


def test_the_card_of_symmetry_has_one_arrow_and_a_fan():
    data = DATASETS["moons"]((180, 120), noise=0.1, rng=10_000)
    lines = list(drawn("symmetry").iter("line"))
    for x, part, start, bias in ((92, lines[:8], "constant", 0.5), (268, lines[8:], "Xavier", 0.0)):
        net = MLP([2, 8, 1], "tanh", initializer=start, bias=bias, rng=0)
        train(net, data.X, data.Y, GradientDescent(0.5), steps=400).run()
        rows = net.W[1] * 80 / np.hypot(*net.W[1].T).max()
        tips = np.array([numbers(e, "x2", "y2") for e in part])
        assert tips == pytest.approx(np.stack([x + rows[:, 0], 100 - rows[:, 1]], axis=1), **ROUNDED)
        assert len({tuple(tip) for tip in tips}) == (1 if start == "constant" else 8)


def test_the_card_of_initialization_has_the_signal_of_three_variances():
    data = DATASETS["circles"](64, rng=10_000)
    root = drawn("initialization")
    for way, variance in (("line", 0.01), ("fwd", 2 / 64), ("ink", 0.1)):
        start = INITIALIZERS["normal"](variance)
        net = MLP([2] + [64] * 19 + [1], "ReLU", initializer=start, rng=0, members=8)
        net.forward(data.X)
        expected = 78 - 15 * np.log10(np.median(std_A(net)[:-1], axis=1))
        (median,) = [e for e in by_class(root, "path", way) if e.get("stroke-width") == "3"]
        x, y = points(median).T
        layers = np.linspace(24, 340, 19)
        assert x[[0, -1]] == pytest.approx(layers[[0, -1]], **WHOLE)
        assert y == pytest.approx(np.interp(x, layers, expected), abs=1.1)


@pytest.mark.long
def test_the_card_of_why_it_took_off_has_losses_that_fall_with_relu_alone():
    data = DATASETS["circles"](200, rng=10_000)
    root = drawn("why_deep_learning_took_off")
    for way, units, start in (("line", "sigmoid", "Xavier"), ("fwd", "ReLU", "He")):
        net = MLP([2] + [16] * 5 + [1], units, initializer=start, rng=0, members=8)
        record = train(net, data.X, data.Y, GradientDescent(0.01), steps=4000).run()
        ends = [points(path)[-1, 1] for path in by_class(root, "path", way)]
        assert ends == pytest.approx(183 - 195 * record.loss, **WHOLE)


def test_the_card_of_mixtures_has_the_density_of_a_trained_net():
    raw = DATASETS["petroelastic"](2000, rng=10_000)
    data = raw.standardized()
    net = MLP([1, 16, 6], "tanh", HEADS["MDN"](kernels=2), initializer="Xavier", rng=0)
    means_at_quantiles(net, data.Y)
    train(net, data.X, data.Y, Adam(cosine(0.01, 600)), steps=600).run()

    def p(x, y):
        ai, phi = np.interp(x, (14, 346), (5.2, 10.2)), np.interp(190 - y, (0, 180), (0.04, 0.40))
        A = net.predict(data.X_scaling.apply(ai[None]))
        all_pairs = density(A, data.Y_scaling.apply(phi[None])[0])
        return np.diagonal(all_pairs) / data.Y_scaling.std.item()

    # A step of a pixel or two across its border takes the density from below a level to above it.
    for path, level in zip(drawn("mixture_density_networks").iter("path"), (3, 8, 15), strict=True):
        x, y = points(path).T
        inside = (x > 20) & (x < 340)
        near = np.stack([p(x[inside], y[inside] + d) for d in (-4, -2, 0, 2, 4)])
        crosses = (near.min(axis=0) < level) & (near.max(axis=0) > level)
        assert crosses.mean() > 0.95


def test_the_card_of_the_playground_has_the_border_of_a_trained_net():
    data = DATASETS["spiral"](240, 0.02, turns=1.25, rng=0)
    net = MLP([2, 8, 8, 1], "tanh", initializer="Xavier", rng=0)
    train(net, data.X, data.Y, Adam(0.01), steps=1500).run()
    assert net.accuracy(data.X, data.Y) == 1
    first, second = drawn("playground").iter("path")
    for path in (first, second):
        x, y = points(path).T
        inside = (x > 10) & (x < 350) & (y > 10) & (y < 190)
        near = [
            net.predict(np.stack([(x[inside] + dx) / 100 - 1.8, 1 - (y[inside] + dy) / 100]))[0]
            for dx in (-3, 0, 3)
            for dy in (-3, 0, 3)
        ]
        assert ((np.min(near, axis=0) < 0.5) & (np.max(near, axis=0) > 0.5)).mean() > 0.95


def test_every_lesson_has_a_card_and_the_page_stays_small():
    files = {path.stem: path.stat().st_size for path in PICTURES.glob("*.svg")}
    assert set(files) == {"opening", *(lesson.topic for lesson in lessons(FOLDER))}
    assert files["opening"] < 150_000
    assert sum(files.values()) < 200_000
    for path in [*PICTURES.glob("*.svg"), ROOT / "docs/opening.svg"]:
        assert not re.search(r"""(?:href|src|url\()\s*=?["']?(?:https?:)?//""", path.read_text())


def test_the_moving_picture_is_a_run_of_the_playground_and_stands_still_in_time():
    path, steps = (
        ROOT / "docs" / "playground.webp",
        np.unique(np.rint(np.geomspace(1, 1201, 40)).astype(int)) - 1,
    )
    with Image.open(path) as moving:
        assert moving.n_frames == len(steps) and path.stat().st_size < 600_000 and moving.info["loop"] == 1
        data = DATASETS["spiral"](500, 0.02, turns=1.25, rng=0)
        net = MLP([2, 8, 8, 1], "tanh", initializer="Xavier", rng=0)
        learn, _ = data.split(250)
        training = train(net, learn.X, learn.Y, Adam(0.01))
        low, high = learn.X.min(axis=1), learn.X.max(axis=1)
        x, y = (np.linspace(a - 0.1 * (b - a), b + 0.1 * (b - a), 40) for a, b in zip(low, high, strict=True))
        plane = np.stack(np.meshgrid(x, y)).reshape(2, -1)
        lasted = 0
        for i, update in enumerate(steps):
            while training.step < update:
                next(training)
            moving.seek(i)
            moving.load()
            lasted += moving.info["duration"]
            if not i or i % 11:
                continue
            picture = np.asarray(moving.convert("RGB")).astype(float)
            column, row = 52 + 355 * (plane[0] - x[0]) / np.ptp(x), 380 - 356 * (plane[1] - y[0]) / np.ptp(y)
            blue = picture[row.astype(int).clip(24, 379), column.astype(int).clip(53, 406)] @ (-0.5, -0.5, 1)
            p = net.predict(plane)[0]
            sure = abs(p - 0.5) > 0.15
            assert ((blue > 0) == (p < 0.5))[sure].mean() > 0.97, update
    assert lasted <= 5000  # milliseconds
