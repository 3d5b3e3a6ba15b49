"""The picture that the start page opens with: a small net learns to tell two moons apart.

Edges are weights, their width |w|; in each unit is a map of its activation over the plane; at the right the
probability of class 1, and the loss beneath. Every number is of one run of `mlcore`.
"""

import numpy as np

from docs.pictures.svg import line, picture, region, tag, text
from mlcore import DATASETS, MLP, Adam, train

WIDTHS, SAMPLES, SEED, RATE = [2, 5, 5, 1], 140, 3, 0.03
# Updates between two frames grow: most is learnt at the beginning.
FRAMES = np.unique(np.rint(np.geomspace(1, 401, 40)).astype(int)) - 1
SECONDS = 4.8  # once, and then it stands: less than the five that may move unasked
NET, PLANE = (
    (0, 600),
    (630, 490),
)  # left edge and width of the two halves, which a narrow page sets one below the other
HEIGHT = 400
X, Y = (-1.6, 2.7), (-1.35, 1.95)  # what the maps show of the plane
MAP = 650, 14, 456, 320  # x, y, width, height of the large map
COLUMNS, RADIUS = (46, 210, 390, 560), 27
LEVELS = (0.1, 0.5, 0.9)


def data():
    return DATASETS["moons"](SAMPLES, noise=0.12, rng=SEED)


def run():
    """[(step, loss, W by layer, activations on a grid by layer)], a frame each, and the grid."""
    net = MLP(WIDTHS, "tanh", initializer="Xavier", rng=SEED)
    grid = np.meshgrid(np.linspace(*X, 44), np.linspace(*Y, 34))
    plane = np.stack([axis.ravel() for axis in grid])
    sample, frames, losses = data(), [], []
    for record in train(net, sample.X, sample.Y, Adam(RATE), steps=int(FRAMES[-1])):
        losses.append(float(record.loss))
        if record.step in FRAMES:
            _, A = net.layers(plane)
            weights = [net.W[k].copy() for k in range(1, net.L + 1)]
            frames.append((weights, [A[k].reshape(-1, *grid[0].shape) for k in range(1, net.L + 1)]))
    return frames, losses


def animate(what, values, **how):
    """From the first frame to the last; it rests at the last, which is what the picture shows where nothing moves."""
    return tag(
        "animate",
        attributeName=what,
        values=";".join(values),
        dur=f"{SECONDS}s",
        begin="indefinite",
        fill="freeze",
        **how,
    )


def places():
    """[(x, y of the units)] by layer."""
    gaps = [112, 74, 74, 0]
    return [
        [(x, 175 + gap * (i - (n - 1) / 2)) for i in range(n)]
        for x, n, gap in zip(COLUMNS, WIDTHS, gaps, strict=True)
    ]


def edges(frames):
    at = places()
    for k in range(len(WIDTHS) - 1):
        for i, (x1, y1) in enumerate(at[k + 1]):
            for j, (x0, y0) in enumerate(at[k]):
                w = np.array([weights[k][i, j] for weights, _ in frames])
                inside = [animate("stroke-width", width(w))]
                if (w > 0).any() and (w < 0).any():
                    inside.append(animate("class", [sign(v) for v in w], calcMode="discrete"))
                yield tag(
                    "line",
                    *inside,
                    x1=x0,
                    y1=f"{y0:g}",
                    x2=x1,
                    y2=f"{y1:g}",
                    class_=sign(w[-1]),
                    stroke_width=width(w[-1:])[0],
                )


def width(w):
    """|w| as a stroke."""
    return [f"{0.3 + 1.5 * abs(v):.1f}" for v in w]


def sign(w):
    """The class of an edge."""
    return "plus" if w > 0 else "minus"


def shape(paths, **how):
    """A path whose shape changes from frame to frame."""
    return tag("path", animate("d", [p or "M0,0" for p in paths], calcMode="discrete"), d=paths[-1], **how)


def units(frames):
    """Hidden units with the half of the plane, bent or not, where they are on."""
    gx, gy = np.linspace(-RADIUS, RADIUS, 44), np.linspace(RADIUS, -RADIUS, 34)
    for k, column in enumerate(places()[1:-1]):
        for i, (x, y) in enumerate(column):
            maps = [A[k][i] for _, A in frames]
            paths = [region(x + gx, y + gy, z, 0.0, 1.0) for z in maps]
            yield tag("circle", cx=x, cy=f"{y:g}", r=RADIUS, class_="paper")
            yield tag("clipPath", tag("circle", cx=x, cy=f"{y:g}", r=RADIUS), id=f"u{k}{i}")
            yield shape(paths, class_="density", fill_opacity=0.32, clip_path=f"url(#u{k}{i})")
            yield tag("circle", cx=x, cy=f"{y:g}", r=RADIUS, class_="fwd", stroke_width=1.6)
    for x, y, words in [(*places()[0][0], "x₁"), (*places()[0][1], "x₂"), (*places()[-1][0], "a")]:
        yield tag("circle", cx=x, cy=f"{y:g}", r=RADIUS - 5, class_="paper")
        yield tag("circle", cx=x, cy=f"{y:g}", r=RADIUS - 5, class_="fwd", stroke_width=1.6)
        yield text(words, x, f"{y + 5:g}", text_anchor="middle")


def pixels(x, y):
    """Places of the large map."""
    left, top, w, h = MAP
    return left + w * (x - X[0]) / (X[1] - X[0]), top + h * (Y[1] - y) / (Y[1] - Y[0])


def plane(frames):
    left, top, w, h = MAP
    yield tag("rect", x=left, y=top, width=w, height=h, rx=6, class_="of0", fill_opacity=0.14)
    gx, gy = pixels(np.linspace(*X, 44), np.linspace(*Y, 34))
    for level in LEVELS:
        yield shape(
            [region(gx, gy, A[-1][0], level) for _, A in frames],
            class_="of1",
            fill_opacity=0.16,
            data_level=level,
        )
    sample = data()
    for (x, y), label in zip(sample.X.T, sample.Y[0], strict=True):
        px, py = pixels(x, y)
        if label:
            yield tag("path", d=f"M{px - 4.5:.0f},{py + 4:.0f}h9l-4.5,-8z", class_="of1")
        else:
            yield tag("circle", cx=f"{px:.0f}", cy=f"{py:.0f}", r=3.6, class_="of0")


def losses_line(losses):
    left, _, w, _ = MAP
    x = left + 40 + (w - 40) * np.sqrt(np.arange(len(losses)) / (len(losses) - 1))
    y = 390 - 40 * np.array(losses) / losses[0]
    yield text("loss", left, 390)
    yield tag("path", d=line(x, y), class_="line", stroke_width=1.4)
    at = [int(step) for step in FRAMES]
    yield tag(
        "circle",
        animate("cx", [f"{x[i]:.0f}" for i in at]),
        animate("cy", [f"{y[i]:.0f}" for i in at]),
        cx=f"{x[-1]:.0f}",
        cy=f"{y[-1]:.0f}",
        r=4.5,
        class_="density",
    )


def title(losses):
    return (
        f"A net with two hidden layers of five units learns to tell two moons of points apart, in {len(losses) - 1} "
        f"updates: its loss falls from {losses[0]:.2f} to {losses[-1]:.3f}. Its weights grow, each hidden unit takes "
        "a part of the plane, and together they draw a curved border between the moons."
    )


def halves():
    """The net, and what it makes of the plane, as two SVGs that move when the page says so."""
    frames, losses = run()
    net = picture((NET[0], 0, NET[1], HEIGHT), title(losses), *edges(frames), *units(frames))
    learnt = picture((PLANE[0], 0, PLANE[1], HEIGHT), "", *plane(frames), *losses_line(losses))
    return net + learnt


def whole():
    """Both in one, which stands alone and moves by itself."""
    frames, losses = run()
    parts = [*edges(frames), *units(frames), *plane(frames), *losses_line(losses)]
    drawn = picture((0, 0, sum(PLANE), HEIGHT), title(losses), *parts, alone=True)
    return drawn.replace('begin="indefinite"', 'begin="0.5s"')
