"""A line a visit in the log: when, which lesson, how long, how much; no address, no name, no settings."""

import logging
import time
from pathlib import Path

from app.server.classroom.admission import Place

logger = logging.getLogger("backprop_lab.visits")


def write_to(file: Path | None) -> None:
    """Into a file, or what the server prints."""
    handler = logging.FileHandler(file, encoding="utf-8", delay=True) if file else logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logging.getLogger("tornado.application").addFilter(Nameless())


class Nameless(logging.Filter):
    """Takes out of the report of a mistake of ours what was asked for and by whom; what went wrong stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info:
            record.msg, record.args = "A request failed", ()
        return True


def note(place: Place, memory: int, why: str = "") -> None:
    """Writes the line of a visit that is over. A log that cannot be written stops nobody."""
    logger.info(
        "visit lesson=%s waited=%.0fs stayed=%.0fs memory=%dMB%s",
        place.lesson.removesuffix(".ipynb"),
        place.waited,
        time.monotonic() - place.since,
        memory >> 20,
        f" ended={why}" if why else "",
    )
