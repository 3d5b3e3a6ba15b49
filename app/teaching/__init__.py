"""A class that types a net: `check` judges what was written, `solution` shows one, `catch_up` brings a latecomer to a
checkpoint, `vote` holds a picture back until the room has said what it expects. See `lessons/live_coding.ipynb`."""

from mlcore.checks.errors import NotThere

__all__ = ["catch_up", "check", "solution", "vote"]


def __getattr__(name):
    """Each of the four, loaded when it is asked for: only the vote needs widgets."""
    if name in ("catch_up", "solution"):
        from app.teaching import steps

        return getattr(steps, name)
    if name == "check":
        from app.teaching.judge import check

        return check
    if name == "vote":
        from app.teaching.ballot import vote

        return vote
    raise NotThere.of(__name__, name, __all__, {})
