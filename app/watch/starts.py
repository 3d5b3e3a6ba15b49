"""Which start a net has, by its name or by what it was drawn with: it has that one's colour."""

from mlcore import INITIALIZERS


def start_of(name, net=None):
    """The name of an initializer, or None."""
    if isinstance(name, str) and name in INITIALIZERS:
        return INITIALIZERS[name].name
    return getattr(net, "scheme", None)
