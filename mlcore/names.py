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
    "kernels": "K n_components components",
    "net": "model network",
    "X": "x inputs",
    "Y": "y labels targets",
    "like": "scaler",
    "W": "weights coefs_",
    "b": "bias biases intercepts_",
    "theta": "parameters params",
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


def did_you_mean(name: object, known: Iterable[object], quoted: bool = False) -> str:
    """A question, where one of the known names is near; else the known names."""
    import difflib  # only a mistake pays for it

    mark, word = '"' if quoted else "", str(name)
    names = [str(key) for key in known]
    for ours, theirs in OURS.items():
        if ours in names and word.lower().replace(" ", "_") in theirs.lower().split():
            return f"Did you mean {mark}{ours}{mark}?"
    low = {key.lower(): key for key in names}
    near = difflib.get_close_matches(word.lower(), low, n=1, cutoff=0.5)
    if near:
        return f"Did you mean {mark}{low[near[0]]}{mark}?"
    return f"Known are: {', '.join(names)}."
