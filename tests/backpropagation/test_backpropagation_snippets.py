"""Lesson 1 as code, links and data: a snippet computes what is drawn, number for number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lab import executed, part, states

from app.backpropagation.alive.experiment import Alive
from app.backpropagation.alive.picture import picture as alive
from app.backpropagation.batch.experiment import HELD, Batch
from app.backpropagation.batch.picture import picture as batch
from app.backpropagation.chain.experiment import Chain
from app.backpropagation.chain.picture import picture as chain
from app.backpropagation.check.experiment import SWEEP, Check
from app.backpropagation.check.picture import picture as check_picture
from app.backpropagation.cost.experiment import WIDTHS, Cost, slope
from app.backpropagation.cost.picture import picture as cost
from app.backpropagation.graph.experiment import Graph
from app.backpropagation.graph.picture import picture as graph
from app.workbench.compare import Compare
from app.workbench.export.share import Share, texts, to_csv
from app.workbench.panel import Panel
from mlcore import MLP, Activation
from mlcore.datasets import moons

PANELS = [
    (Graph, graph),
    (Chain, chain),
    (Check, check_picture),
    (Batch, batch),
    (Alive, alive),
    (Cost, cost),
]
panels = pytest.mark.parametrize(("experiment", "plot"), PANELS, ids=lambda x: x.__name__)


def computed(found, name):
    """What the lecture calls by this name, in the net of a snippet."""
    symbol, _, k = name.rstrip("]").partition("[")
    return getattr(found["net"], {"z": "Z", "a": "A", "dz": "dZ"}.get(symbol, symbol))[int(k)]


@given(state=states(Graph))
def test_the_graph(state):
    r = Graph(**state).start().result()
    found = executed(r)
    assert found["l"] == r.values["l"]
    for k in range(1, r.layers):
        assert np.array_equal(found["da"][k], r.values[f"da[{k}]"])
    shown = {o.name for o in r.operations} | {f"{name}[{k}]" for name in "Wb" for k in range(1, r.layers + 1)}
    for name in shown - {"l", *(f"da[{k}]" for k in range(1, r.layers))}:
        assert np.array_equal(computed(found, name), r.values[name])


@given(state=states(Chain))
def test_the_chain_factor_by_factor_and_all_at_once(state):
    r = Chain(**state).start().result()
    found = executed(r)
    for factor in r.factors:
        name, _, j = factor.product.rstrip("]").partition("[")
        mine = found[name] if name in ("dW", "db") else found[name][int(j)]
        assert np.all(mine == r.values[factor.product])
    for j in range(r.k, state["layers"] + 1):
        assert np.all(found["slope"][j] == r.values[f"σ′[{j}]"])
    assert r.factors[-1].product == f"d{r.parameter}"
    assert np.array_equal(computed(found, f"d{r.parameter}"), r.values[f"d{r.parameter}"])


@given(state=states(Batch))
def test_all_samples_at_once(state):
    r = Batch(**state).start().result()
    found = executed(r)
    for name, array in r.arrays.items():
        assert np.array_equal(found[name] if name in "XY" else computed(found, name), array)
    assert ("def back_from" in r.snippet) == (state["top"] == HELD)


@settings(max_examples=25)
@given(state=states(Check, samples=8), checked=st.integers(0, 4))
def test_the_check(state, checked):
    run = Check(**state).start()
    for _ in range(checked):
        run.step()
    r = run.result()
    found = executed(r)
    assert found["now"] == {name: check.error for name, check in zip(r.names, r.checks, strict=True)}
    assert found["double"] == r.sweep.tolist()
    assert found["single"] == r.single.tolist()


@pytest.mark.parametrize("bug", Check.bug.values)
def test_the_whole_sweep_with_each_line_broken(bug):
    run = Check(bug=bug, samples=1).start()
    while run.step():
        pass
    r = run.result()
    found = executed(r)
    assert np.array_equal(found["sweep"], SWEEP)
    assert np.array_equal([found["double"], found["single"]], [r.sweep, r.single])
    assert ("class Broken" in r.snippet) == (bug != "none")


@given(state=states(Alive))
def test_the_living_net(state):
    r = Alive(**state).start().result()
    found = executed(r)
    assert found["loss"] == r.loss
    assert all(map(np.array_equal, found["a"], r.A))
    assert all(map(np.array_equal, found["dz"], r.dZ[1:]))
    for name, arrays in (("W", r.W), ("dW", r.dW)):
        assert all(np.array_equal(computed(found, f"{name}[{k}]"), arrays[k]) for k in (1, 2, 3))


class Counted(np.ndarray):
    """Counts the multiplications of the matrix products that it is in, and makes what it touches count too."""

    total = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        plain = [np.asarray(x) for x in inputs]
        if ufunc is np.matmul:
            Counted.total += plain[0].size * plain[1].shape[1]
        if "out" in kwargs:
            kwargs["out"] = tuple(np.asarray(x) for x in kwargs["out"])
        return np.asarray(getattr(ufunc, method)(*plain, **kwargs)).view(Counted)


def multiplications(act):
    before = Counted.total
    act()
    return Counted.total - before


def test_the_cost_is_what_is_counted(monkeypatch):
    # σ makes plain arrays of what it is given; here they go on counting.
    monkeypatch.setattr(Activation, "__call__", lambda self, Z: self.sigma(Z))
    run = Cost().start()
    run.step()
    r = run.result()
    found = executed(r)
    assert found["P"] == r.rows[:, 0].tolist()
    data = moons(10, rng=0)
    X, Y = data.X.view(Counted), data.Y
    for n, P, passes in zip(WIDTHS, found["P"], found["passes"], strict=False):
        net = MLP([2, n, n, 1])
        net.W.arrays[1:] = [W.view(Counted) for W in net.W]  # the same numbers: assigning would copy them
        one = multiplications(lambda net=net: net.loss(X, Y))
        assert one == 10 * (2 * n + n * n + n)
        both = multiplications(lambda net=net: (net.forward(X), net.backward(Y)))
        assert passes == pytest.approx(
            (2 * P, P * multiplications(lambda net=net: slope(net, X, Y, 0)) / one, both / one)
        )


@panels
@given(data=st.data())
def test_a_link_brings_back_the_state(experiment, plot, data):
    state = data.draw(states(experiment))
    here, there = experiment(), experiment()
    assert not here.set(**state)
    assert not there.read(texts(here))
    assert there.settings() == state


@panels
def test_a_panel_offers_link_code_and_files_and_no_pin_that_its_picture_would_not_draw(experiment, plot):
    panel = Panel(experiment(activation="ReLU"), plot)
    panel.player.step(3)
    share, r = part(panel, Share), panel.player.result
    share.fold.click()
    assert "Link to these settings" in share.words.value
    assert share.words.value.count("download=") == 1 + len(r.tables)
    for columns in r.tables.values():
        assert to_csv(columns).count("\n") == 1 + len(next(iter(columns.values())))
    assert not any(isinstance(p, Compare) for p in panel.parts)


def test_a_file_holds_every_entry():
    r = Graph().start().result()
    columns = r.tables["values"]
    here = (columns["array"] == "dW[1]") & (columns["row"] == 2) & (columns["column"] == 3)
    assert columns["value"][here].tolist() == [r.values["dW[1]"][1, 2]]
    assert len(columns["value"]) == sum(array.size for array in r.values.values())
