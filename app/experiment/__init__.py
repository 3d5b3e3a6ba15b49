"""The contract of an experiment: knobs in, a run out, a result to look at. Start with `contract.py`."""

from app.experiment.contract import Prediction, Result, Run
from app.experiment.experiment import Experiment
from app.experiment.knobs import Choice, Drawn, Knob, Layered, Lines, Real, Switches, Whole, Written

__all__ = [
    "Choice",
    "Drawn",
    "Experiment",
    "Knob",
    "Layered",
    "Lines",
    "Prediction",
    "Real",
    "Result",
    "Run",
    "Switches",
    "Whole",
    "Written",
]
