"""mlcore: a small numpy engine that reads like the lecture."""

from .activations import ACTIVATIONS, Activation
from .checks.modules import module as _module
from .dataset import Dataset
from .datasets import DATASETS, one_hot
from .gradcheck import check_gradients
from .heads import HEADS, Head
from .initializers import INITIALIZERS, Initializer
from .network import MLP, generators
from .optimizers import L2, OPTIMIZERS, Adam, GradientDescent, Momentum, Nesterov, Optimizer, RMSProp
from .training import Divergence, Record, Training, train

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "HEADS",
    "INITIALIZERS",
    "L2",
    "MLP",
    "OPTIMIZERS",
    "Activation",
    "Adam",
    "Dataset",
    "Divergence",
    "GradientDescent",
    "Head",
    "Initializer",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "Record",
    "Training",
    "check_gradients",
    "generators",
    "one_hot",
    "train",
]


def __getattr__(name):
    """`__version__`, looked up when it is asked for; "0+unknown" where the project is not installed. Any other name is
    answered with a sentence."""
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("backprop-lab")
        except PackageNotFoundError:
            return "0+unknown"
    from .checks.errors import NotThere

    raise NotThere.of(__name__, name, __all__, {"mlcore.datasets": [*DATASETS]})


for _name in (
    *("activations", "dataset", "datasets", "gradcheck", "heads", "initializers", "network", "optimizers"),
    *("schedules", "training"),
):
    _module(f"{__name__}.{_name}")
