"""The settings of a class, from one file: what may stand in it, and a sentence for everything that may not."""

import ipaddress
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

DEFAULTS = Path(__file__).with_name("class.toml")  # every setting, and what it is for
LONGEST = 2000  # characters of a text


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


def listed(names: Mapping[str, Any]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


# Checks: each gives the value back as it is used, or raises ValueError with what it should be.


def text(what: str, pattern: str = r"[^\x00-\x1f\x7f]*") -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > LONGEST or not re.fullmatch(pattern, value):
            raise ValueError(what)
        return value

    return check


def number(what: str, least: float, most: float, whole: bool = True, **words: Any) -> Callable[[Any], Any]:
    """words: texts that stand for a value of their own."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and value in words:
            return words[value]
        kinds = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            raise ValueError(what)
        return value

    return check


def texts(what: str, one: Callable[[str], object]) -> Callable[[Any], list[str]]:
    def check(value: Any) -> list[str]:
        if not isinstance(value, list):
            raise ValueError(what)
        try:
            for each in value:
                one(each)
        except ValueError:
            raise ValueError(what) from None
        return value

    return check


def address(value: Any) -> None:
    if not isinstance(value, str):
        raise ValueError
    ipaddress.ip_address(value)


def path_of(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"(/[\w.~-]+)*/?", f"/{value.strip('/')}", re.ASCII):
        raise ValueError("a path such as /lab/")
    return f"/{value.strip('/')}/".replace("//", "/")


def place(what: str, there: Callable[[Path], bool]) -> Callable[[Any], Path | None]:
    def check(value: Any) -> Path | None:
        if value == "":
            return None
        if (
            not isinstance(value, str)
            or "\0" in value
            or not there(path := Path(value).expanduser().resolve())
        ):
            raise ValueError(what)
        return path

    return check


def settings_of(value: Any) -> str:
    """The query of a link, which may be given as the whole of it."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ValueError('the part of a link behind its "?"')
    query = value.rpartition("?")[2]
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, max_num_fields=200)
    except ValueError:
        pairs = []
    if not pairs or not all(re.fullmatch(r"\w+\.\w+", name, re.ASCII) for name, _ in pairs):
        raise ValueError("made of panel.setting=value, with & between them")
    if not re.fullmatch(r"[!-~]+", query):
        raise ValueError("as a browser shows a link, without blanks and signs such as ü")
    return query


HOST = r"(?=.{1,253}$)[\w-]+(\.[\w-]+)*\.?"
CHECKS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "server": {
        "host": text("this computer’s name or address, as localhost or 0.0.0.0", r"[\w.:-]+"),
        "port": number("a whole number from 1 to 65535", 1, 65535),
        "names": texts('a list of names, as ["lab.example.org"]', text("", HOST)),
        "prefix": path_of,
        "certificate": place("a file that is there", Path.is_file),
        "key": place("a file that is there", Path.is_file),
        "proxies": texts('a list of addresses of numbers, as ["127.0.0.1"]', address),
        "ping_seconds": number("a number of seconds above 0, at most 3600", 0.01, 3600, whole=False),
        "lessons": place("a folder that is there", Path.is_dir),
    },
    "room": {
        "word": text("a text in one line"),
        "teacher_word": text(
            "a text in one line, of eight characters or more, or none", r"[^\x00-\x1f\x7f]{8,}|"
        ),
    },
    "places": {
        "most": number('a whole number from 1 to 1000, or "auto"', 1, 1000, auto=None),
        "per_address": number('a whole number from 1 to 1000, or "off"', 1, 1000, off=None),
        "memory_megabytes": number("a whole number of megabytes from 200 to 64000", 200, 64000),
        "absent_minutes": number("a number of minutes from 0.1 to 1440", 0.1, 1440, whole=False),
    },
    "log": {
        "file": place(
            "a file in a folder that is there", lambda path: path.parent.is_dir() and not path.is_dir()
        )
    },
}
