"""mlcore: a small numpy engine that reads like the lecture."""

from .activations import ACTIVATIONS, Activation
from .dataset import Dataset
from .datasets import DATASETS
from .gradcheck import check_gradients
from .heads import HEADS, Head
from .initializers import INITIALIZERS, Initializer
from .network import MLP, generators
from .optimizers import OPTIMIZERS, GradientDescent
from .training import Divergence, Record, Training, train

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "HEADS",
    "INITIALIZERS",
    "MLP",
    "OPTIMIZERS",
    "Activation",
    "Dataset",
    "Divergence",
    "GradientDescent",
    "Head",
    "Initializer",
    "Record",
    "Training",
    "check_gradients",
    "generators",
    "train",
]
