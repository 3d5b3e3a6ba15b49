"""The few widgets that ipywidgets does not have."""

from .link import Link
from .picture import Picture
from .slider import Slider
from .style import Style

__all__ = ["Link", "Picture", "Slider", "Style"]
