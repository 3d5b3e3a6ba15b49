"""The few widgets that ipywidgets does not have."""

from .picture import Picture
from .slider import Slider

__all__ = ["Picture", "Slider"]
