"""What a setting of a class may be: each check gives a value back as it is used, or raises ValueError with what it
should be, which stands in "port in [server] is …, not 0"."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

LONGEST = 2000  # characters of a text


def listed(names: Mapping[str, Any]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


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
    if not re.fullmatch(r"[\w.~%&=+,:;@!$()*/-]+", query, re.ASCII):
        raise ValueError('as a browser shows a link, without blanks and signs such as ü or "')
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
