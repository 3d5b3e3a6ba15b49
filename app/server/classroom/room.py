"""The settings of a class, from one file: what may stand in it, and a sentence for everything that may not."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.server.classroom.checks import CHECKS, listed, settings_of

DEFAULTS = Path(__file__).with_name("class.toml")  # every setting, and what it is for


class WrongSettings(Exception):
    """A sentence for each thing that is wrong."""


@dataclass(frozen=True)
class Room:
    """What a settings file says; by `read` only, which has looked at it."""

    host: str
    port: int
    names: list[str]
    prefix: str
    certificate: Path | None
    key: Path | None
    proxies: list[str]
    ping_seconds: float
    lessons: Path | None
    word: str
    teacher_word: str
    most: int | None  # None: as many as memory and processors allow
    per_address: int | None  # None: any number
    memory_megabytes: int
    absent_minutes: float
    log: Path | None
    start: Mapping[str, str] = field(default_factory=dict)  # {file of a lesson: query}

    def arguments(self) -> dict[str, Any]:
        """What stands for the arguments of the command, which may say otherwise."""
        return {
            "host": self.host,
            "port": self.port,
            "name": self.names,
            "base_url": self.prefix,
            "certfile": self.certificate,
            "keyfile": self.key,
            "ping_interval": self.ping_seconds,
            "browser": False,
        } | ({"lessons": self.lessons} if self.lessons else {})


def written() -> str:
    """A settings file to start from, with a comment on every line."""
    return DEFAULTS.read_text(encoding="utf-8")


def read(path: Path | None) -> Room:
    """The settings in a file, or the defaults; raises WrongSettings."""
    said = tomllib.loads(written())
    wrong = []
    if path is not None:
        own = load(path)
        for section, values in own.items():
            if section not in said:
                wrong.append(f"there is no section [{section}]; there are {listed(said)}")
            elif not isinstance(values, dict):
                wrong.append(f"[{section}] is a section: write its settings beneath it, one a line")
            else:
                unknown = [] if section == "start" else [name for name in values if name not in said[section]]
                wrong += [
                    f"[{section}] has no setting {name}; it has {listed(said[section])}" for name in unknown
                ]
                said[section] |= {name: value for name, value in values.items() if name not in unknown}
    checked = {}
    for section, checks in CHECKS.items():
        for name, check in checks.items():
            value = said[section][name]
            try:
                checked[name] = check(value)
            except ValueError as error:
                wrong.append(f"{name} in [{section}] is {error}, not {value!r}")
    start = {}
    for lesson, query in said["start"].items():
        try:
            start[lesson.removesuffix(".ipynb") + ".ipynb"] = settings_of(query)
        except ValueError as error:
            wrong.append(f"{lesson} in [start] is {error}, not {query!r}")
    if wrong:
        raise WrongSettings("\n".join(f"{path}: {sentence}." for sentence in wrong))
    checked["log"] = checked.pop("file")
    checked["teacher_word"] = checked["teacher_word"] or drawn()
    return Room(**checked, start=start)


def drawn() -> str:
    """A word that nobody guesses, and that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


def load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongSettings(
            f"There is no file {path}: python -m app --class-settings > {path} writes one to start from."
        ) from None
    except OSError as error:
        raise WrongSettings(f"The file {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise WrongSettings(f"The file {path} is no text (UTF-8).") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongSettings(
            f"The file {path} is not written as settings are (TOML): {error}. Texts stand in quotation marks."
        ) from None
