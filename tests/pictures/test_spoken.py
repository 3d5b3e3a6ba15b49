"""What is said of a picture: its axes, and how its lines run, against lines whose course is known."""

import matplotlib.figure
import numpy as np
import pytest

from app.pictures.spoken import described

X = np.linspace(0, 1, 51)


@pytest.mark.parametrize(
    ("y", "said"),
    [
        (1 - X, "net falls from 1 to 0"),
        (X, "net rises from 0 to 1"),
        (0.5 + 0 * X, "net stays at 0.5"),
        (4 * X * (1 - X), "net goes from 0 up to 1, and ends at 0"),
        (1 - 4 * X * (1 - X), "net goes from 1 down to 0, and ends at 1"),
    ],
)
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_the_course_of_a_line(y, said, scale):
    figure = matplotlib.figure.Figure()
    ax = figure.add_subplot()
    ax.set_title("Loss", loc="left")
    ax.set(xlabel="updates", ylim=(0, 1.2))
    if scale == "log":
        y, said = 10.0 ** (3 * y), said.replace("0.5", "31.6")
        said = " ".join({"0": "1", "0,": "1,", "1": "1,000", "1,": "1,000,"}.get(w, w) for w in said.split())
        ax.set(yscale="log", ylim=(0.5, 2000))
    (net,) = ax.plot(X, np.round(y, 3))
    cloud = ax.plot(np.cos(9 * X), X)  # no function of x: it has no course
    words = described(figure, {"net": net, "before": cloud, "seeds": ax.plot(X, X)})
    assert words.startswith("One picture: Loss against updates: net ")
    assert words.replace("1000", "1,000").replace("32", "31.6").endswith(f"{said}.")
    shape = {"up": "goes up and comes back", "down": "goes down and comes back"}
    words = next((shape[way] for way in shape if way in said.split()), said.split()[1])
    assert described(figure, {"net": net}, numbers=False).endswith(f"against updates: net {words}.")
    net.set_visible(False)
    assert described(figure, {"net": net}) == "One picture: Loss against updates."
