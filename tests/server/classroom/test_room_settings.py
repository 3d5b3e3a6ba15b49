"""The file of settings of a class: what it says, and a sentence for everything that it cannot."""

import re
import subprocess
import sys
import tomllib

import pytest

from app.server.classroom.checks import CHECKS
from app.server.classroom.room import DEFAULTS, WrongSettings, read, written

LESSON = '[start]\n"03_initialization" = '


def room(tmp_path, text):
    file = tmp_path / "class.toml"
    file.write_text(text, encoding="utf-8")
    return read(file)


def test_what_is_written_to_start_from_changes_nothing(tmp_path):
    own, usual = room(tmp_path, written()), read(None)
    assert own.teacher_word != usual.teacher_word  # drawn at every start
    assert vars(own) | {"teacher_word": ""} == vars(usual) | {"teacher_word": ""}


def test_every_setting_has_a_comment_and_a_check():
    settings = tomllib.loads(written())
    assert {name: set(values) for name, values in settings.items() if name != "start"} == {
        section: set(checks) for section, checks in CHECKS.items()
    }
    for name in (name for section in CHECKS for name in settings[section]):
        assert re.search(rf"^{name} = .*  # \w", DEFAULTS.read_text(), re.MULTILINE), name


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[places]\nmost = 0", 'most in [places] is a whole number from 1 to 1000, or "auto", not 0'),
        ("[places]\nmost = 2.5", 'most in [places] is a whole number from 1 to 1000, or "auto", not 2.5'),
        ("[places]\nmost = true", 'most in [places] is a whole number from 1 to 1000, or "auto", not True'),
        ("[places]\nmost = 'many'", "not 'many'"),
        ("[places]\nper_address = -1", 'or "off", not -1'),
        (
            "[places]\nmemory_megabytes = 5",
            "memory_megabytes in [places] is a whole number of megabytes from 200",
        ),
        ("[places]\nabsent_minutes = nan", "absent_minutes in [places] is a number of minutes"),
        (
            "[places]\nmots = 3",
            "[places] has no setting mots; it has most, per_address, memory_megabytes and absent",
        ),
        ("[palces]\nmost = 3", "there is no section [palces]; there are server, room, places, log and start"),
        ("server = 3", "[server] is a section: write its settings beneath it, one a line"),
        ("[server]\nport = 0", "port in [server] is a whole number from 1 to 65535, not 0"),
        ("[server]\nport = '80'", "port in [server] is a whole number from 1 to 65535, not '80'"),
        ("[server]\nhost = ''", "host in [server] is this computer’s name or address"),
        ("[server]\nnames = 'lab'", "names in [server] is a list of names"),
        ("[server]\nnames = ['a b']", "names in [server] is a list of names"),
        ("[server]\nprefix = 'http://x'", "prefix in [server] is a path such as /lab/, not 'http://x'"),
        ("[server]\nproxies = ['nginx']", "proxies in [server] is a list of addresses of numbers"),
        (
            "[server]\ncertificate = 'none.pem'",
            "certificate in [server] is a file that is there, not 'none.pem'",
        ),
        ("[server]\nlessons = 'nowhere'", "lessons in [server] is a folder that is there"),
        ("[server]\nping_seconds = 0", "ping_seconds in [server] is a number of seconds above 0"),
        ("[room]\nword = 3", "word in [room] is a text in one line, not 3"),
        (
            "[room]\nteacher_word = 'short'",
            "teacher_word in [room] is a text in one line, of eight characters or more",
        ),
        ("[log]\nfile = '/nowhere/log'", "file in [log] is a file in a folder that is there"),
        (LESSON + "3", "in [start] is the part of a link behind its"),
        (LESSON + "'depth=3'", "is made of panel.setting=value"),
        (LESSON + "''", "is made of panel.setting=value"),
        (LESSON + "'signal.depth=3 0'", "without blanks"),
        (LESSON + """'signal.depth=3">'""", "without blanks"),
        ("most = ", "is not written as settings are (TOML)"),
        ("[room]\nword = moons", "Texts stand in quotation marks."),
    ],
)
def test_what_cannot_be_is_a_sentence(tmp_path, text, sentence):
    with pytest.raises(WrongSettings, match=re.escape(sentence)):
        room(tmp_path, text)


def test_every_mistake_is_told_at_once(tmp_path):
    with pytest.raises(WrongSettings) as wrong:
        room(tmp_path, "[places]\nmost = 0\nper_address = 0\n[room]\nword = 1\nname = 'x'")
    assert len(str(wrong.value).splitlines()) == 4


def test_a_start_may_be_given_as_the_whole_link(tmp_path):
    settings = room(tmp_path, LESSON + "'http://x/voila/render/03_initialization.ipynb?signal.depth=30'")
    assert settings.start == {"03_initialization.ipynb": "signal.depth=30"}


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.slow
def test_the_command_says_what_is_wrong_and_writes_what_to_start_from(tmp_path):
    assert command("--class-settings").stdout == written()
    missing = command("--class", tmp_path / "none.toml")
    assert missing.returncode == 1
    assert missing.stderr == (
        f"There is no file {tmp_path}/none.toml: python -m app --class-settings > {tmp_path}/none.toml "
        "writes one to start from.\n"
    )
    assert command("--class", tmp_path).stderr == f"The file {tmp_path} cannot be read: Is a directory.\n"
    file = tmp_path / "class.toml"
    for text, sentence in (
        ('[start]\n"07_more" = "signal.depth=3"', "There is no lesson 07_more.ipynb; there is 01_"),
        (
            LESSON + '"sigmal.depth=3"',
            "03_initialization.ipynb has no panel sigmal; it has three_starts, signal, ",
        ),
    ):
        file.write_text(text)
        said = command("--class", file).stderr
        assert sentence in said and said.count("\n") == 1
    file.write_bytes(b"\xff")
    assert command("--class", file).stderr == f"The file {file} is no text (UTF-8).\n"
