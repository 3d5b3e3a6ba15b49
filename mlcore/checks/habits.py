"""What hands do by habit that know other libraries, or their own numpy: each is answered with what it is here."""

import re
from typing import Any, NoReturn

from .errors import NotAssigned, WrongArgument
from .names import OURS, near

ASK = "A net is asked by net.predict(X); net.forward(X) keeps Z[k] and A[k] for net.backward(Y)."
LAYERS = "A net is no list of layers: net.W[1] … net.W[net.L] are its weights, net.widths its shape"

# Of a net: names that it has not, and what there is instead. `W1` and the like are in `numbered`.
OF_A_NET = {
    "zero_grad": "backward(Y) writes its gradients anew each time.",
    **dict.fromkeys(
        ("fit", "train", "learn", "step", "update", "optimize", "sgd"),
        "A net is trained from outside: train(net, X, Y, GradientDescent(0.1), steps=100).run().",
    ),
    **dict.fromkeys(
        ("compile", "optimizer"),
        "An optimizer is given to train: train(net, X, Y, GradientDescent(0.1), steps=100).",
    ),
    **dict.fromkeys(
        ("lr", "learning_rate", "rate"),
        "The optimizer has it: train(net, X, Y, GradientDescent(0.1), steps=100).",
    ),
    **dict.fromkeys(("eval", "evaluate"), "net.loss(X, Y) and net.accuracy(X, Y) say how good it is."),
    **dict.fromkeys(("cost", "cost_function"), "Did you mean loss?"),
    **dict.fromkeys(
        ("summary", "info", "describe"),
        "A cell that ends with net shows it; net.theta.size counts its numbers.",
    ),
    **dict.fromkeys(
        ("shape", "size", "sizes", "units", "layer_sizes"),
        "net.widths are its units by layer, net.W[1].shape that of the first weights.",
    ),
    **dict.fromkeys(
        ("n_params", "num_params", "count_params", "numel"), "net.theta.size counts its parameters."
    ),
    **dict.fromkeys(
        ("state_dict", "get_weights", "load_state_dict", "set_weights", "save", "load"),
        "net.theta holds all parameters: kept = net.theta.copy(), later net.theta = kept.",
    ),
    **dict.fromkeys(("copy", "clone"), "copy.deepcopy(net) makes another one, with the same weights."),
    **dict.fromkeys(("to", "cuda", "cpu", "device"), "numpy computes, on the processor: leave it out."),
    **dict.fromkeys(
        ("double", "float", "half"),
        "Its numbers are chosen when it is made: MLP([2, 8, 1], dtype=np.float32).",
    ),
    **dict.fromkeys(
        ("plot", "show", "draw", "watch"), "from app.watch import watch; watch(net, data) shows it."
    ),
    **dict.fromkeys(
        ("reset", "init", "reinit", "init_weights", "reset_parameters"),
        "Did you mean initialize?",
    ),
    **dict.fromkeys(
        ("add", "append", "add_layer"), "Its layers are chosen when it is made: MLP([2, 8, 8, 1], …)."
    ),
    **dict.fromkeys(("predict_proba", "call"), "Did you mean predict?"),
    **dict.fromkeys(("children", "modules", "hidden"), f"{LAYERS}."),
}

OF_AN_OPTIMIZER = dict.fromkeys(
    ("step", "zero_grad", "minimize", "apply_gradients", "fit", "param_groups", "parameters"),
    "train takes its steps: train(net, X, Y, Adam(0.01), steps=100).run().",
)
OF_AN_ENTRY = {  # by its class
    "Activation": {
        **dict.fromkeys(
            ("derivative", "grad", "gradient", "deriv", "backward"),
            "Did you mean prime? It wants Z and A = σ(Z).",
        ),
        **dict.fromkeys(("forward", "apply", "function", "f"), "It is called: ACTIVATIONS['ReLU'](Z)."),
    },
    "Initializer": {
        **dict.fromkeys(("variance", "var"), "Did you mean std? Its square is the variance."),
        **dict.fromkeys(("sample", "weights", "init"), "Did you mean draw?"),
    },
}
OF_A_RECORD = {
    **dict.fromkeys(
        ("losses", "history", "train_loss"),
        "Each record has one loss: [r.loss for r in train(net, X, Y, …)].",
    ),
    **dict.fromkeys(
        ("accuracy", "acc", "right"), "The net says it: net.accuracy(X, Y), or probes={…} at each record."
    ),
    **dict.fromkeys(("epoch", "iteration", "i"), "Did you mean step?"),
    **dict.fromkeys(("val_loss", "test", "validation_loss"), "Did you mean test_loss?"),
    **dict.fromkeys(
        ("net", "W", "weights", "theta", "gradient"),
        "They are the net's own, which was trained in place: net.W[1].",
    ),
}
OF_A_TRAINING = {
    **dict.fromkeys(
        ("loss", "losses", "history", "record", "records"),
        "Its records have a loss each: [record.loss for record in train(…, steps=100)].",
    ),
    **dict.fromkeys(("fit", "start", "train", "begin", "go"), "Did you mean run?"),
}
OF_DATA = {
    **dict.fromkeys(("shape", "size"), "Its two parts have: data.X.shape, data.Y.shape."),
    **dict.fromkeys(("plot", "show"), "plt.scatter(*data.X, c=data.Y[0]) draws it."),
    **dict.fromkeys(
        ("train", "test", "X_train", "X_test", "Y_train", "Y_test", "train_test_split"),
        "learn, test = data.split(80) parts it after 80 samples.",
    ),
    **dict.fromkeys(
        ("batch", "batches", "shuffle"),
        "Minibatches are drawn by train(net, X, Y, optimizer, batch=32, rng=0).",
    ),
    **dict.fromkeys(("normalize", "normalized", "standardize", "scale"), "Did you mean standardized?"),
    **dict.fromkeys(("N", "n", "n_samples", "length", "count"), "Did you mean N_s?"),
    **dict.fromkeys(("features", "points", "data"), "Did you mean X?"),
    **dict.fromkeys(("classes", "labels", "targets"), "Did you mean Y?"),
}
DRAWN_FIRST = "It is called first: data = {0}(200, rng=0), then data.X and data.Y."


def numbered(name: str) -> str | None:
    """What a name like W1 or dZ2 is here."""
    found = re.fullmatch(r"(d?)([wbza])_?(\d+)", name, re.IGNORECASE)
    if found is None or name.lower().startswith("da"):  # which a net does not keep
        return None
    d, letter, k = found.groups()
    return f"Did you mean net.{d}{letter.lower() if letter in 'bB' else letter.upper()}[{k}]?"


class Habits:
    """Mixed into a net: each of these is answered with a sentence."""

    def __call__(self, *args: Any, **settings: Any) -> NoReturn:
        raise WrongArgument(ASK)

    def __len__(self) -> int:
        raise WrongArgument(
            f"{LAYERS}; net.L says how many layers have weights, net.theta.size how many numbers."
        )

    def __bool__(self) -> bool:
        return True  # without this, Python would ask for the length

    def __iter__(self) -> NoReturn:
        raise WrongArgument(f"{LAYERS}; for W in net.W goes through them.")

    def __getitem__(self, k: Any) -> NoReturn:
        raise WrongArgument(f"{LAYERS}.")


OWN = {"widths", "L", "members", "owner", "scheme"}  # which a net gives itself

MADE_WITH = "widths", "members", "initializer", "dtype"  # which have sentences of their own


def check_assigned(net: Any, name: str, value: Any) -> None:
    """A name that a net is given: refused where it is a slip or a habit, and would have no effect. A mark of one's own
    is let through, also one that is like a method's: nobody means `loss` by ``net.losses = []``."""
    kind = type(net)
    if (
        name in OWN
        or name.startswith("_")
        or name in vars(net)
        or isinstance(getattr(kind, name, None), property)
    ):
        return
    if callable(getattr(kind, name, None)) and not callable(value):
        raise NotAssigned(f"{name} is what a net does, net.{name}(…): there is nothing to assign to it.")
    if not hasattr(kind, name):
        public = {each for each in dir(kind) if not each.startswith("_")}
        methods = set() if callable(value) else {each for each in public if callable(getattr(kind, each))}
        known = [*sorted(public - methods), *MADE_WITH]
        words = {word: ours for ours, theirs in OURS.items() if ours in known for word in theirs.split()}
        words = {word: ours for word, ours in words.items() if word not in public}
        meant = OF_A_NET.get(name) or numbered(name)
        word = near(name, [*known, *words], 0.75)
        close = word if word in known else words.get(word or "")
        if meant or close:
            raise NotAssigned(f"A net has no {name} to assign to. {meant or f'Did you mean {close}?'}")
