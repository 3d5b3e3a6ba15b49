"""The cheat sheet, two pages to print: tables from `mlcore`; tests hold equations and code to it."""

from html import escape
from pathlib import Path

import jinja2

from app.experiment.words import number
from mlcore import ACTIVATIONS, HEADS, INITIALIZERS, OPTIMIZERS

N = 64  # the inputs of a unit, where a scale stands as a number

# What it is; as on the board; in numpy; in mlcore; its shape. For the net [N0, N1, 1], tanh and a sigmoid on top.
FORWARD = (
    ("what goes in", "Z^{[1]} = W^{[1]} X + b^{[1]}", "Z1 = W1 @ X + b1", "net.Z[1]", "N_1 × N_s"),
    ("hidden units", r"A^{[1]} = \tanh(Z^{[1]})", "A1 = np.tanh(Z1)", "net.A[1]", "N_1 × N_s"),
    ("on top", "Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}", "Z2 = W2 @ A1 + b2", "net.Z[2]", "1 × N_s"),
    ("the answer", r"A^{[2]} = 1 / (1 + e^{-Z^{[2]}})", "A2 = 1 / (1 + np.exp(-Z2))", "net.A[2]", "1 × N_s"),
    (
        "the loss",
        r"l = -\frac{1}{N_s} \sum_i y_i \ln a_i + (1 - y_i) \ln (1 - a_i)",
        "l = -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))",
        "net.loss(X, Y)",
        "a number",
    ),
)
BACKWARD = (
    ("", "dZ^{[2]} = A^{[2]} - Y", "dZ2 = A2 - Y", "net.dZ[2]", "1 × N_s"),
    ("", r"dW^{[2]} = \frac{1}{N_s} dZ^{[2]} A^{[1]T}", "dW2 = dZ2 @ A1.T / N_s", "net.dW[2]", "1 × N_1"),
    (
        "",
        r"db^{[2]} = \frac{1}{N_s} \sum_i dZ^{[2]}_{:,i}",
        "db2 = dZ2.mean(axis=1, keepdims=True)",
        "net.db[2]",
        "1 × 1",
    ),
    (
        "",
        r"dZ^{[1]} = W^{[2]T} dZ^{[2]} \cdot (1 - A^{[1]} \cdot A^{[1]})",
        "dZ1 = (W2.T @ dZ2) * (1 - A1**2)",
        "net.dZ[1]",
        "N_1 × N_s",
    ),
    ("", r"dW^{[1]} = \frac{1}{N_s} dZ^{[1]} X^T", "dW1 = dZ1 @ X.T / N_s", "net.dW[1]", "N_1 × N_0"),
    (
        "",
        r"db^{[1]} = \frac{1}{N_s} \sum_i dZ^{[1]}_{:,i}",
        "db1 = dZ1.mean(axis=1, keepdims=True)",
        "net.db[1]",
        "N_1 × 1",
    ),
)
PROGRAM = """from mlcore import DATASETS, MLP, GradientDescent, check_gradients, train

data = DATASETS["moons"](200, rng=0)  # X is 2 × 200, Y is 1 × 200
net = MLP([2, 8, 1], "tanh", initializer="He", rng=0)
print(check_gradients(net, data.X, data.Y))
for record in train(net, data.X, data.Y, GradientDescent(1.0), steps=500):
    pass
print(record.loss, net.accuracy(data.X, data.Y))"""
# What one sees, what it often is, what to try: names of mlcore in quotes.
SIGNS = (
    ("The loss stays where it began, all units are equal", "zero or constant weights", "“Xavier” or “He”"),
    ("The loss stays, gradients shrink layer by layer", "weights too small", "“He” with “ReLU”, “Xavier” with “tanh”"),
    ("The loss jumps, or becomes nan", "rate or weights too large", "a tenth of the rate; a smaller variance"),
    ("Many units give 0 for every sample", "dead “ReLU” units", "a smaller rate; “leaky ReLU”"),
    ("The loss falls, then hardly moves", "a plateau, or a rate too small", "wait; “Adam”; a larger rate"),
    ("Falls on what is learnt, rises on what is held out", "the net learns by heart", "more data; fewer units"),
    ("A gradient check above one in a million", "a line of backward", "look at the layer nearest to the loss first"),
)  # fmt: skip


def sheet():
    """The page, as HTML; KaTeX stands beside it."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    page = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return page.get_template("cheat_sheet.html.j2").render(
        forward=FORWARD,
        backward=BACKWARD,
        program=escape(PROGRAM),
        signs=SIGNS,
        starts=[(name, e.formula, number(e.std(N, N))) for name, e in INITIALIZERS.items()],
        n=N,
        activations=[(name, entry.formula) for name, entry in ACTIVATIONS.items()],
        heads=[(name, entry.formula) for name, entry in HEADS.items()],
        optimizers=[(name, entry.formula) for name, entry in OPTIMIZERS.items()],
    )
