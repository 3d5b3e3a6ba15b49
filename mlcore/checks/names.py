"""Which name is meant by one that is not known: what other libraries call it, or a slip of the keys."""

from collections.abc import Iterable

OURS = {  # ours: theirs; a word may stand for several
    "rate": "lr learning_rate learning_rate_init eta alpha gamma",
    "beta": "momentum",
    "beta1": "betas",
    "rho": "decay",
    "epsilon": "eps h",
    "strength": "weight_decay lambda_ lam l2",
    "rng": "seed random_state generator",
    "steps": "epoch epochs n_epochs num_epochs n_steps iterations max_iter updates T_max",
    "batch": "batch_size minibatch",
    "n": "n_samples N N_s samples size",
    "classes": "n_classes centers k",
    "noise": "std cluster_std",
    "value": "variance gain",
    "widths": "layers sizes layer_sizes hidden_layer_sizes",
    "activation": "sigma act nonlinearity",
    "head": "loss output criterion",
    "initializer": "init weights weight_init kernel_initializer",
    "members": "n_members seeds",
    "test": "validation_data validation",
    "probes": "metrics",
    "pace": "speed fps delay interval",
    "kernels": "K n_components components",
    "net": "model network",
    "X": "x inputs",
    "Y": "y labels targets",
    "like": "scaler",
    "W": "weights weight coefs_",
    "b": "bias biases intercepts_",
    "theta": "parameters params named_parameters",
    "gradient": "grad grads gradients",
    "backward": "backprop backpropagate",
    "predict": "output",
    "accuracy": "score",
    "squared error": "mse",
    "cross-entropy": "bce",
    "softmax + cross-entropy": "softmax nll",
    "digits": "mnist",
    "Glorot uniform": "xavier_uniform glorot_uniform",
    "He uniform": "kaiming_uniform he_uniform",
}

WHERE = {  # names of other libraries that stand for another one here, for an import
    "SGD": "GradientDescent",
    "Network": "MLP",
    "Net": "MLP",
    "NeuralNetwork": "MLP",
    "MLPClassifier": "MLP",
    "fit": "train",
    "gradcheck": "check_gradients",
    "spirals": "spiral",
    "make_moons": "moons",
    "make_circles": "circles",
    "make_blobs": "blobs",
    "mnist": "digits",
    "to_categorical": "one_hot",
    "OneHotEncoder": "one_hot",
}

_A_NET = 'A net is one line: MLP([2, 8, 1], "tanh"), after from mlcore import MLP.'
_A_LOSS = 'A loss comes with its output, as in MLP([2, 8, 1], head="squared error").'
IMPORTED = {  # names of other libraries that are no name here
    **dict.fromkeys(("nn", "Sequential", "Linear", "Dense", "Layer", "Module", "Model", "layers"), _A_NET),
    **dict.fromkeys(("optim", "Optim"), "Did you mean: from mlcore import GradientDescent, Adam?"),
    **dict.fromkeys(
        ("DataLoader", "TensorDataset"),
        "Minibatches are drawn by train(net, X, Y, optimizer, batch=32, rng=0).",
    ),
    **dict.fromkeys(("Tensor", "tensor", "array"), "Arrays are those of numpy: import numpy as np."),
    **dict.fromkeys(("MSELoss", "CrossEntropyLoss", "BCELoss", "BCEWithLogitsLoss", "NLLLoss"), _A_LOSS),
    **dict.fromkeys(("mse", "bce", "cross_entropy"), _A_LOSS),
    **dict.fromkeys(("forward", "backward", "loss", "predict", "accuracy"), "A net has it: net.{0}(…)."),
    **dict.fromkeys(("train_test_split", "split"), "A data set has it: learn, test = data.split(150)."),
    **dict.fromkeys(("StandardScaler", "normalize"), "A data set has it: data.standardized()."),
    "watch": "Did you mean: from app.watch import watch?",
    "plt": "Did you mean: import matplotlib.pyplot as plt?",
    "np": "Did you mean: import numpy as np?",
}


def did_you_mean(name: object, known: Iterable[object], quoted: bool = False) -> str:
    """A question, where one of the known names is near; else the known names."""
    mark, word = '"' if quoted else "", str(name)
    names = [str(key) for key in known]
    for ours, theirs in OURS.items():
        if ours in names and word.lower().replace(" ", "_") in theirs.lower().split():
            return f"Did you mean {mark}{ours}{mark}?"
    close = near(word, names)
    return f"Did you mean {mark}{close}{mark}?" if close else f"Known are: {', '.join(names)}."


def near(word: str, names: Iterable[str], cutoff: float = 0.5) -> str | None:
    """The known name that is nearest to this word, as after a slip of the keys, if one is near enough."""
    import difflib  # only a mistake pays for it

    low = {key.lower(): key for key in names}
    found = difflib.get_close_matches(word.lower(), low, n=1, cutoff=cutoff)
    return low[found[0]] if found else None
