"""The few widgets that ipywidgets does not have."""

from app.widgets.answers import Answers
from app.widgets.base import served
from app.widgets.hall import Hall
from app.widgets.link import Link
from app.widgets.net import Net
from app.widgets.pad import Pad
from app.widgets.picture import Picture
from app.widgets.room import Room
from app.widgets.slider import Slider
from app.widgets.style import Style
from app.widgets.symbols import Symbols
from app.widgets.voice import Voice

__all__ = [
    "Answers",
    "Hall",
    "Link",
    "Net",
    "Pad",
    "Picture",
    "Room",
    "Slider",
    "Style",
    "Symbols",
    "Voice",
    "served",
]
