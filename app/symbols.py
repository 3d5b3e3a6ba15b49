"""The symbols and terms of a lesson, for its end."""

from app.experiment.glossary import of_lesson
from app.widgets import Symbols


def symbols(lesson: int) -> Symbols:
    """Those of the lesson with this number, from the one table."""
    return Symbols(terms=[(term.shown, term.means) for term in of_lesson(lesson)])
