"""mlcore: a small numpy engine that reads like the lecture."""

from .activations import ACTIVATIONS, Activation
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
