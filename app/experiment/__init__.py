"""The contract of an experiment: knobs in, a run out, a result to look at. Start with `contract.py`."""

from app.experiment.contract import Prediction, Result, Run
from app.experiment.experiment import Experiment
from app.experiment.knobs import Choice, Knob, Real, Whole

__all__ = ["Choice", "Experiment", "Knob", "Prediction", "Real", "Result", "Run", "Whole"]
