"""Voilà inside a Jupyter server (make lab, Binder): the same pages as with `python -m app`."""

from app.server.settings import configure

configure(get_config())  # noqa: F821, traitlets provides it
