"""Voilà inside a Jupyter server (make lab, Binder): the same pages as with `python -m app`."""

from app.server.settings import configure

c = get_config()  # noqa: F821, traitlets provides it
configure(c)
c.ServerApp.jpserver_extensions = {"app.server.extension": True}
