"""Every public argument: what is none is answered with a sentence before any work is done, in the reader's words."""

import pickle
from dataclasses import dataclass

import numpy as np
import pytest

from mlcore import (
    ACTIVATIONS,
    DATASETS,
    HEADS,
    INITIALIZERS,
    L2,
    MLP,
    OPTIMIZERS,
    Activation,
    Adam,
    GradientDescent,
    Head,
    Initializer,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    Training,
    generators,
    train,
)
from mlcore.probes import rms_dZ, std_A
from mlcore.schedules import constant, cosine, piecewise

X, Y = np.zeros((2, 5)), np.zeros((1, 5))
LABELS = np.array([0, 1, 2, 1, 0])
DATA = DATASETS["moons"](20)


def net(outputs=1, head="sigmoid + cross-entropy", **settings):
    return MLP([2, 3, outputs], "tanh", head, **settings)


def run(X=X, Y=Y, optimizer=None, one=None, **settings):
    return train(net() if one is None else one, X, Y, optimizer or GradientDescent(0.1), **settings)


def classes(Y):
    return net(3, "softmax + cross-entropy").loss(X, Y)


SENTENCES = {
    # what is no string passed the door
    "activation a function": (lambda: net_of(activation=np.tanh), "activation is a name, as"),
    "activation None": (lambda: net_of(activation=None), "activation is a name, as"),
    "activation a head": (lambda: net_of(activation=HEADS["MDN"]), "activation is a name, as"),
    "activation a number": (lambda: net_of(activation=3), "not 3"),
    "activation empty": (lambda: net_of(activation=""), "no activation called"),
    "head a number": (lambda: net_of(head=3), "head is a name, as"),
    "head None": (lambda: net_of(head=None), "head is a name, as"),
    "head a class": (lambda: net_of(head=Head), "head is a name, as"),
    "initializer a number": (lambda: net_of(initializer=0.1), "initializer is a name, as"),
    "initializer None": (lambda: net_of(initializer=None), "initializer is a name, as"),
    "initializer a tuple with a number": (lambda: net_of(initializer=("He", 1)), "initializer is a name, as"),
    "initializer in a list": (lambda: net_of(initializer=["He", 1]), "initializer is a name, as"),
    "initializer empty list": (lambda: net_of(initializer=[]), "An empty list makes no member"),
    "bias None": (lambda: net_of(bias=None), "bias is .* not None"),
    "bias a list": (lambda: net_of(bias=[0.1]), "bias is"),
    "bias nan": (lambda: net_of(bias=np.nan), "finite number, not nan"),
    "bias True": (lambda: net_of(bias=True), "finite number, not True"),
    "bias a wrong name": (lambda: net_of(bias="hee"), 'Did you mean "He"'),
    "dtype int": (lambda: net_of(dtype=int), "dtype is np.float64 or np.float32, not <class 'int'>"),
    "dtype None": (lambda: net_of(dtype=None), "dtype is"),
    "dtype a word": (lambda: net_of(dtype="single?"), "dtype is"),
    "dtype complex": (lambda: net_of(dtype=complex), "dtype is"),
    "members a float": (lambda: net_of(members=2.0), "whole number of at least 1, or None"),
    "members True": (lambda: net_of(members=True), "whole number of at least 1, or None"),
    "rng a float": (lambda: net_of(rng=0.5), "a generator, or a seed"),
    "rng True": (lambda: net_of(rng=True), "a generator, or a seed"),
    "rng negative": (lambda: net_of(rng=-1), "at least 0, not -1"),
    "rng negative, members": (lambda: net_of(rng=-1, members=2), "pass a seed"),
    "rng None, members": (lambda: net_of(rng=None, members=2), "pass a seed"),
    "rng in a list": (lambda: net_of(rng=[0, "1"]), "a generator, or a seed"),
    "rng empty list": (lambda: net_of(rng=[]), "An empty list makes no member"),
    "widths a word": (lambda: MLP("2-8-1"), "widths is a list"),
    "widths None": (lambda: MLP(None), "widths is a list"),
    "widths True": (lambda: MLP([2, True, 1]), r"N\[1\] is True"),
    "widths two-dimensional": (lambda: MLP([[2], [1]]), r"N\[0\] is \[2\]"),
    "generators": (lambda: generators(0, -1), "at least 1"),
    "generators' seed": (lambda: generators("a", 2), "pass a seed"),
    # how many, and of which name
    "MLP of numbers": (lambda: MLP(2, 8, 8, 1), r"The widths are a list, as MLP\(\[2, 8, 1\]\)"),
    "MLP of nothing": (lambda: MLP(), "MLP needs widths as well"),
    "MLP by place": (lambda: MLP([2, 1], "tanh", "MDN", "He"), "Settings have names: initializer=…"),
    "MLP seed": (lambda: MLP([2, 1], seed=1), "MLP has no seed. Did you mean rng?"),
    "MLP init": (lambda: MLP([2, 1], init="He"), "Did you mean initializer?"),
    "MLP layers": (lambda: MLP(layers=[2, 1]), "Did you mean widths?"),
    "MLP loss": (lambda: MLP([2, 1], loss="MDN"), "Did you mean head?"),
    "MLP spelt wrongly": (lambda: MLP([2, 1], activaton="tanh"), "Did you mean activation?"),
    "MLP unheard of": (lambda: MLP([2, 1], qqq=1), "MLP has no qqq. Known are: widths, activation"),
    "lr of Adam": (lambda: Adam(lr=0.1), "Adam has no lr. Did you mean rate?"),
    "lr of descent": (lambda: GradientDescent(lr=0.1), "Did you mean rate?"),
    "learning_rate": (lambda: RMSProp(learning_rate=0.1), "Did you mean rate?"),
    "momentum": (lambda: Momentum(0.1, momentum=0.9), "Did you mean beta?"),
    "betas": (lambda: Adam(betas=(0.9, 0.99)), "Did you mean beta1?"),
    "eps": (lambda: Adam(eps=1e-8), "Did you mean epsilon?"),
    "weight_decay": (lambda: L2(Adam(0.1), weight_decay=1), "Did you mean strength?"),
    "too many for descent": (lambda: GradientDescent(0.1, 0.9), "takes 1 argument without a name, 2 were"),
    "epochs": (lambda: run(epochs=3), "train has no epochs. Did you mean steps?"),
    "batch_size": (lambda: run(batch_size=3), "Did you mean batch?"),
    "seed": (lambda: run(seed=3), "Did you mean rng?"),
    "lr of train": (lambda: train(net(), X, Y, lr=0.1), "train has no lr"),
    "no optimizer": (lambda: train(net(), X, Y), "train needs optimizer as well"),
    "no data": (lambda: train(net()), "train needs X and Y and optimizer as well"),
    "Training": (lambda: Training(net(), X, Y), "Training needs optimizer as well"),
    "T_max": (lambda: cosine(0.1, T_max=9), "Did you mean steps?"),
    "L2 of nothing": (lambda: L2(), "L2 needs optimizer as well"),
    # ranges
    "rate 0": (lambda: GradientDescent(0), "finite number above 0"),
    "rate inf": (lambda: Adam(np.inf), "finite number above 0"),
    "rate nan": (lambda: Adam(np.array([[0.1], [np.nan]])), "finite number above 0"),
    "rate None": (lambda: Momentum(None), "finite number above 0"),
    "rate True": (lambda: Momentum(True), "finite number above 0"),
    "rate complex": (lambda: Momentum(1j), "finite number above 0"),
    "rate ragged": (lambda: Momentum([[0.1], [0.1, 0.2]]), "finite number above 0"),
    "rate a class": (lambda: Momentum(float), "a function of the step"),
    "rate of no step": (lambda: Momentum(lambda: 0.1), "a function of the step"),
    "rate that says nothing": (lambda: Momentum(lambda step: None), "gives None at step 0"),
    "rate that goes below 0": (lambda: run(optimizer=GradientDescent(falling), steps=5).run(), "at step 3"),
    "rates of too many": (lambda: run(optimizer=GradientDescent(np.ones((3, 1)))), "rate has shape"),
    "rates in a row": (
        lambda: run(optimizer=GradientDescent([0.1, 0.2]), one=net(members=2)),
        r"wants \(2, 1\): one for each member",
    ),
    "rates inside L2": (lambda: run(optimizer=L2(Adam(np.ones((3, 1))))), "rate has shape"),
    "rates inside L2 twice": (lambda: run(optimizer=L2(L2(Adam(np.ones((3, 1)))))), "rate has shape"),
    "beta1": (lambda: Adam(0.1, beta1=2), "beta1, .* from 0 to 1"),
    "beta2": (lambda: Adam(0.1, beta2=1), "beta2, .*not 1"),
    "beta": (lambda: Momentum(beta=-3), "beta, .*not -3"),
    "beta of Nesterov": (lambda: Nesterov(0.1, 1.0), "beta, .*not 1.0"),
    "rho": (lambda: RMSProp(rho="0.9"), "rho, .*not '0.9'"),
    "epsilon": (lambda: Adam(epsilon=0), "epsilon is a finite number, above 0"),
    "strength": (lambda: L2(Adam(0.1), -1), "strength .* 0 or more"),
    "strength a list": (lambda: L2(Adam(0.1), [1]), "strength"),
    "constant": (lambda: constant(-1), "finite number above 0"),
    "cosine": (lambda: cosine(0.1, 0), "whole number of steps, at least 1"),
    "cosine's rate": (lambda: cosine("0.1", 5), "finite number above 0"),
    "piecewise of numbers": (lambda: piecewise(0.1), "0 among them"),
    "piecewise without a start": (lambda: piecewise({40: 0.1}), "0 among them"),
    "piecewise in between": (lambda: piecewise({0: 0.1, 4.5: 0.1}), "0 among them"),
    "piecewise's rate": (lambda: piecewise({0: 0.1, 5: "fast"}), "finite number above 0"),
    # data
    "labels in one row": (lambda: run(Y=np.zeros(5)), r"One row of samples is Y\[None\]"),
    "labels as a list": (lambda: run(Y=[0, 1, 0, 1, 0]), r"Y\[None\]"),
    "labels of classes": (lambda: classes(LABELS), r"one_hot\(Y, 3\)"),
    "labels of classes in a row": (lambda: classes(LABELS[None]), r"one_hot\(Y\[0\], 3\)"),
    "one sample": (lambda: net().predict([0.1, 0.2]), r"One sample is a column: X\[:, None\]"),
    "one input": (lambda: MLP([1, 1]).predict(np.linspace(0, 1)), r"X\[None\]"),
    "a whole data set": (lambda: run(X=DATA), "pass its X, as data.X"),
    "X None": (lambda: run(X=None), "X holds None, not numbers"),
    "X complex": (lambda: run(X=X + 1j), "complex128, not numbers"),
    "X ragged": (lambda: run(X=[[1, 2], [3]]), "its rows differ in length"),
    "X a word": (lambda: net().predict("X"), "X holds .*, not numbers"),
    "X beyond float32": (lambda: net(dtype=np.float32).predict(X + 1e300), "not finite in float32"),
    "Y beyond": (lambda: net().loss(X, Y + np.inf), "Y is not finite"),
    "backward": (lambda: passed().backward(np.zeros(5)), r"Y\[None\]"),
    "accuracy": (lambda: net().accuracy(X, np.zeros(5)), r"Y\[None\]"),
    "accuracy of a density": (lambda: net(6, "MDN").accuracy(X, np.zeros((1, 5))), "."),
    "labels of two rows": (
        lambda: net(2, "softmax + cross-entropy").loss(X, Y),
        r"np.stack\(\[1 - Y\[0\], Y\[0\]\]\)",
    ),
    "loss of a data set": (lambda: net().loss(DATA), "loss needs Y as well"),
    "forward of nothing": (lambda: net().forward(), "forward needs X as well"),
    "initialize seed": (lambda: net().initialize(seed=3), "initialize has no seed. Did you mean rng?"),
    "layers": (lambda: net().layers(DATA), "pass its X, as data.X"),
    "blocks": (lambda: net().blocks(np.zeros(3)), "This net has 13 parameters"),
    "probes of no net": (lambda: std_A("net"), "net is a net, as"),
    "probes before a pass": (lambda: std_A(net()), r"call forward\(X\) first"),
    "probes named": (lambda: rms_dZ(network=net()), "Did you mean net?"),
    "σ of a word": (lambda: ACTIVATIONS["tanh"]("1"), "Z holds '1', not numbers"),
    # training
    "net": (lambda: train([2, 3, 1], X, Y, Adam(0.1)), r"net is a net, as MLP\(\[2, 8, 1\]\)"),
    "net a class": (lambda: train(MLP, X, Y, Adam(0.1)), "net is a net"),
    "optimizer a dict": (lambda: run(optimizer={"rate": 0.1}), "An optimizer comes with its learning rate"),
    "optimizer a name": (lambda: run(optimizer="Adam"), "An optimizer comes with its learning rate"),
    "test X alone": (lambda: run(test=X), "test is a pair"),
    "test a data set": (lambda: run(test=DATA), r"pass \(data.X, data.Y\)"),
    "test of wrong shape": (lambda: run(test=(X, np.zeros(5))), r"Y\[None\]"),
    "probes a list": (lambda: run(probes=[std_A]), "probes is a dict"),
    "probes called": (lambda: run(probes={"std": 3}), "probes is a dict"),
    "batch True": (lambda: run(batch=True, rng=0), "at least 1, not True"),
    "batch a float": (lambda: run(batch=2.0, rng=0), "at least 1, not 2.0"),
    "rng of train": (lambda: run(batch=2, rng="0"), "a generator, or a seed"),
    "steps nan": (lambda: run(steps=np.nan), "steps is a whole number"),
    "restore": (lambda: run().restore({}), "what save"),
    "rewind": (lambda: run().rewind(0.1), "An optimizer comes with its learning rate"),
    # initializers
    "normal of True": (lambda: INITIALIZERS["normal"](True), "variance of normal is a finite number"),
    "normal of a list": (lambda: INITIALIZERS["normal"]([0.1]), "finite number"),
    "normal's std": (lambda: INITIALIZERS["normal"](std=0.1), "has no std"),
    "fan a number": (lambda: INITIALIZERS["He"](fan=3), "fan convention is one of"),
    "fan a list": (lambda: INITIALIZERS["He"](fan=["in"]), "fan convention is one of"),
    "n_in": (lambda: INITIALIZERS["He"].std(0, 3), "n_in is a whole number"),
    "n_out": (lambda: INITIALIZERS["He"].draw(0, 3, 2.5), "n_out is a whole number"),
    "draw's rng": (lambda: INITIALIZERS["He"].draw("a", 3, 2), "a generator, or a seed"),
    "own base": (lambda: Initializer("mine", "", "gauss", one), "base draw is one of"),
    "own fan": (lambda: Initializer("mine", "", "normal", one, "both"), "fan convention is one of"),
    "own scale": (lambda: Initializer("mine", "", "normal", 3), "scale_of is a function"),
    "own scale of nothing": (
        lambda: net_of(initializer=Initializer("mine", "", "normal", nothing)),
        "scale_of",
    ),
    "own name": (lambda: Initializer(3, "", "normal", one), "name of an initializer is a string"),
    # tables
    "table of a number": (lambda: ACTIVATIONS[3], "no activation called"),
    "table of a list": (lambda: HEADS[["MDN"]], "no head called"),
    "table given a function": (lambda: put(ACTIVATIONS, "sin", np.sin), "Activation"),
    "table given a head": (lambda: put(ACTIVATIONS, "mdn", HEADS["MDN"]), "Activation"),
    "table of optimizers": (lambda: OPTIMIZERS.find(int), "optimizer is a name"),
    "own activation, wrong": (
        lambda: net_of(activation=Activation("sin", "", np.sin, np.cos)),
        "writes into A",
    ),
    "own activation, put": (
        lambda: put(ACTIVATIONS, "sin", Activation("sin", "", np.sin, np.cos)),
        "writes into A",
    ),
}


def net_of(**settings):
    return MLP([2, 3, 1], **settings)


def passed():
    one = net()
    one.forward(X)
    return one


def falling(step):
    return 3 - step - 0.5


def one(n, value):
    return 1.0


def nothing(n, value):
    return None


def put(table, name, entry):
    table[name] = entry


@pytest.mark.parametrize("case", SENTENCES)
def test_errors_are_sentences(case):
    attempt, sentence = SENTENCES[case]
    with pytest.raises(ValueError, match=sentence) as caught:
        attempt()
    assert str(caught.value)[-1] in ".?"


@pytest.mark.parametrize(
    "table", [ACTIVATIONS, HEADS, INITIALIZERS, OPTIMIZERS, DATASETS], ids=lambda t: t.what
)
def test_what_can_be_looked_up_is_in_the_table(table):
    for name in (*table, *table.aliases):
        for spelling in (name, name.upper(), name.lower()):
            assert spelling in table
            assert table.get(spelling) is table[spelling]
    for name in ("nothing of the kind", 3, None, ["He"]):
        assert name not in table
        assert table.get(name, 7) == 7


def test_a_wrong_name_is_a_type_error_too_as_in_python():
    with pytest.raises(TypeError):
        Adam(lr=0.1)


def test_an_entry_of_ones_own_goes_into_a_table_and_comes_out(monkeypatch):
    sin = Activation("sin", r"\sin z", np.sin, lambda Z, A, out=None: np.cos(Z, out))
    table = pickle.loads(pickle.dumps(INITIALIZERS))
    table["mine"] = Initializer("mine", "w = 1", "ones", one)
    assert table["MINE"].draw(0, 2, 2).tolist() == [[1, 1], [1, 1]]
    assert "mine" not in INITIALIZERS
    assert str(MLP([2, 3, 1], sin).activation) == "sin"


def test_an_optimizer_of_ones_own():
    @dataclass(frozen=True)
    class Signs(Optimizer):
        rate: float = 0.01
        name = "signs"

        def start(self, net):
            return {}

        def update(self, theta, g, state, step):
            theta -= self.rate * np.sign(g)

    one = net()
    before = one.theta.copy()
    run(DATA.X, DATA.Y, Signs(0.25), one=one, steps=1).run()
    assert set(np.abs(one.theta - before).round(12)) <= {0, 0.25}
    with pytest.raises(ValueError, match="above 0"):
        Signs(-1)
    assert all(issubclass(kind, Optimizer) for kind in (*OPTIMIZERS.values(), L2))
    with pytest.raises(TypeError):
        Optimizer()


@pytest.mark.parametrize("entry", [*ACTIVATIONS.values(), *HEADS.values(), *INITIALIZERS.values()], ids=str)
def test_formulas_print_as_they_are_written(entry):
    assert entry.name in repr(entry)
    assert entry.formula in repr(entry)
    assert "\\\\" not in repr(entry)


def test_settings_are_seen():
    assert "kernels=2" in repr(HEADS["MDN"](kernels=2))
    assert "0.04" in repr(INITIALIZERS["normal"](0.04))
    assert 'fan="out"' in repr(INITIALIZERS["He"](fan="out"))
    assert "He" in repr(INITIALIZERS)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("members", 3, "fixed when a net is made"),
        ("widths", [2, 4, 1], "fixed when a net is made"),
        ("L", 5, "fixed when a net is made"),
        ("dtype", "float32", "fixed when a net is made"),
        ("skip", True, "fixed when a net is made"),
        ("initializer", "Xavier", r"net.initialize\(…, initializer=…\) draws them anew"),
        ("bias", 0.1, "draws them anew"),
    ],
)
def test_what_a_net_was_made_with_is_not_assigned(name, value, says):
    one = net()
    before = one.predict(X)
    with pytest.raises(AttributeError, match=says):
        setattr(one, name, value)
    assert np.array_equal(one.predict(X), before)


def test_a_subclass_of_what_is_fixed_may_keep_what_it_adds():
    class Told(Adam):
        def __init__(self, rate):
            super().__init__(rate)
            self.calls = 0

    told = Told(0.1)
    told.calls += 1
    assert told.calls == 1
    with pytest.raises(AttributeError, match="stays as it was made"):
        told.rate = 1
    with pytest.raises(AttributeError, match="stays as it was made"):
        Adam(0.1).calls = 1
