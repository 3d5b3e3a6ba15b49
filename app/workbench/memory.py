"""Memory that is free within this process, for others to use."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """The system has again what is free here, where a C library keeps it and can be told so (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
