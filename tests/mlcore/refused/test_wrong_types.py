"""Each argument of each public function, replaced by things of every kind: it is taken, or answered with a sentence.

`test_arguments.py` has the sentences; here no argument is forgotten, and no error is in Python's or numpy's words.
"""

import numpy as np
import pytest

from mlcore import (
    ACTIVATIONS,
    DATASETS,
    HEADS,
    INITIALIZERS,
    L2,
    MLP,
    Activation,
    Adam,
    Dataset,
    Head,
    Initializer,
    RMSProp,
    check_gradients,
    densities,
    generators,
    gradcheck,
    meanfield,
    one_hot,
    probes,
    rockphysics,
    schedules,
    train,
)
from mlcore.checks.errors import Sentence
from mlcore.dataset import Scaling
from mlcore.heads import accuracy
from mlcore.meanfield import quadrature

KINDS = [
    *(None, "abc", "", b"x", -1, 0.5, float("nan"), True, 1j, -(10**400)),
    *([1, 2], [], {}, {1}, np.tanh, int, object(), iter([1])),
    *(np.array(3.0), np.array([None, 1]), np.array([[np.nan]])),
]
X = np.random.default_rng(0).standard_normal((2, 6))
Y = (X[:1] > 0) * 1.0
MOONS, LINEAR, DENSE = DATASETS["moons"](20), HEADS["squared error"], MLP([1, 4, 9], head="MDN")


def passed():
    net = MLP([2, 3, 1], norm="batch")
    net.forward(X)
    net.backward(Y)
    return net


def run(**settings):
    return train(**settings).run()


def rewound(optimizer):
    train(passed(), X, Y, Adam(0.1), 2).rewind(optimizer)


def restored(saved):
    train(passed(), X, Y, Adam(0.1), 2).restore(saved)


def given(function, **arguments):
    return pytest.param(function, arguments, id=getattr(function, "__qualname__", type(function).__name__))


DRAWN = {"noise": 0.1, "rng": 0}
MEAN_FIELD = {"activation": "tanh", "var_w": 1.0, "var_b": 0.1, "points": 41}
CALLS = [
    given(
        MLP,
        widths=[2, 3, 1],
        activation="tanh",
        head="squared error",
        initializer="He",
        bias=0.0,
        rng=0,
        members=None,
        dtype=np.float64,
        skip=False,
        norm=None,
    ),
    *(given(function, X=X) for function in (passed().forward, passed().layers)),
    *(given(function, X=X, Y=Y) for function in (passed().loss, passed().accuracy)),
    given(passed().predict, X=X, like=X),
    given(passed().backward, Y=Y),
    given(passed().blocks, flat=passed().theta),
    given(passed().initialize, initializer="He", bias=0.0, rng=0),
    given(generators, seed=0, members=2),
    given(
        run,
        net=passed(),
        X=X,
        Y=Y,
        optimizer=Adam(0.1),
        steps=2,
        batch=3,
        rng=0,
        probes={},
        test=(X, Y),
    ),
    given(rewound, optimizer=Adam(0.1)),
    given(restored, saved=train(passed(), X, Y, Adam(0.1), 2).save()),
    given(check_gradients, net=passed(), X=X, Y=Y, epsilon=1e-5),
    given(gradcheck.central_differences, net=passed(), X=X, Y=Y, epsilon=1e-5),
    given(Adam, rate=0.1, beta1=0.9, beta2=0.99, epsilon=1e-8),
    given(RMSProp, rate=0.1, rho=0.9, epsilon=1e-8),
    given(L2, optimizer=Adam(0.1), strength=0.1),
    given(schedules.constant, rate=0.1),
    given(schedules.cosine, rate=0.1, steps=5),
    given(schedules.piecewise, rates={0: 0.1}),
    given(Activation, name="mine", formula="", sigma=np.tanh, prime=np.sign, kinks=()),
    given(
        Head,
        name="mine",
        formula="",
        predict=LINEAR.predict,
        terms=LINEAR.terms,
        dZ=LINEAR.dZ,
        target="numbers",
        slots=(1, 0),
        make=None,
        settings={},
        parts=None,
    ),
    given(HEADS["MDN"], kernels=2, floor=0.1),
    given(LINEAR.outputs, targets=1),
    given(LINEAR.targets, outputs=1),
    given(
        Initializer,
        name="mine",
        formula="",
        base="normal",
        scale_of=max,
        fan="in",
    ),
    given(INITIALIZERS["normal"], value=0.1, fan=None),
    given(INITIALIZERS["He"].draw, rng=0, n_in=2, n_out=3),
    given(one_hot, label=[0, 1], classes=2),
    given(accuracy, A=Y, Y=Y),
    given(Dataset, name="mine", X=X, Y=Y, formula="", credit="", target="classes"),
    given(Scaling.of, D=X),
    given(Scaling.of(X).apply, D=X),
    given(MOONS.split, n=5),
    given(MOONS.standardized, like=MOONS.standardized()),
    *(given(DATASETS[name], n=6, **DRAWN) for name in ("moons", "digits", "petroelastic", "wave")),
    given(DATASETS["spiral"], n=(3, 4), classes=2, turns=1.0, **DRAWN),
    given(probes.std_A, net=passed()),
    given(probes.distinct_units, net=passed(), tolerance=1e-6),
    given(probes.UpdateRatio(), net=passed()),
    given(probes.histogram, arrays=passed().A[1:], edges=[0, 1, 2]),
    given(densities.density, A=DENSE.predict(X[:1]), y=[0.0, 1.0], head=DENSE.head),
    given(densities.means_at_quantiles, net=DENSE, Y=X[:1]),
    given(meanfield.finite_depth, widths=[2, 3, 1], activation="tanh", var_w=1.0, X=X, rms_top=1.0),
    given(meanfield.two_samples, c=0.5, depth=2, **MEAN_FIELD),
    given(meanfield.MeanField, **MEAN_FIELD),
    given(meanfield.critical_line, activation="tanh", q=1.0),
    given(meanfield.critical_point, activation="tanh", var_b=0.1),
    given(meanfield.relu_correlation, c=0.5),
    given(quadrature.second_moments, sigma=ACTIVATIONS["tanh"], q=1.0),
    given(quadrature.product_moment, f=np.tanh, q=1.0, c=0.5, points=41),
    given(rockphysics.sample, n=5, noise=0.1, rng=0),
    given(rockphysics.posterior, AI=7.0, phi=[0.1, 0.2, 0.3], noise=0.02),
]


@pytest.mark.parametrize(("function", "arguments"), CALLS)
def test_it_is_taken_or_answered_with_a_sentence(function, arguments):
    function(**arguments)
    for name in arguments:
        for kind in KINDS:
            if function is run and name == "steps" and kind is None:  # without end
                continue
            try:
                with np.errstate(all="ignore"):
                    repr(function(**arguments | {name: kind}))
            except Exception as error:
                assert isinstance(error, Sentence), (name, kind, error)
                assert str(error)[-1] in ".?"
