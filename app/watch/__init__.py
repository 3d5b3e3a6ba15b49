"""Live-coding: one line shows the net that was just typed (`from app.watch import watch`)."""

__all__ = ["watch"]


def __getattr__(name):
    """`watch`, loaded when it is asked for: the experiment beside it needs no widgets."""
    if name == "watch":
        from app.watch.panel import watch

        return watch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
