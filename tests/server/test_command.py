"""The command `python -m app`: what it takes, and the sentences for what it cannot do."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # it starts servers


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_port_that_is_taken_is_a_sentence():
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = run("--no-browser", "--port", str(port))
    assert outcome.returncode != 0
    assert outcome.stderr == f"Port {port} is taken: stop what runs there, or choose another with --port.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--port", "99999"), "a port is a whole number from 1 to 65535, not 99999"),
        (("--port", "x"), "a port is a whole number from 1 to 65535, not x"),
        (("--host", "nohost.invalid"), "There is no host called nohost.invalid"),
        (("--host", "203.0.113.5"), "203.0.113.5 is no address of this computer"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(arguments, sentence):
    outcome = run("--no-browser", *arguments)
    assert outcome.returncode != 0
    assert sentence in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_folder_that_is_not_there_is_a_sentence():
    outcome = run("--no-browser", "nowhere")
    assert outcome.returncode != 0
    assert f"there is no folder {Path.cwd() / 'nowhere'}" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_without_a_port_it_takes_the_next_free_one(monkeypatch, capsys):
    import app.__main__ as command

    served = []
    monkeypatch.setattr("app.server.start.serve", lambda *arguments: served.append(arguments))
    monkeypatch.setattr(sys, "argv", ["app", "--no-browser"])
    with socket.create_server(("localhost", 0)) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setattr(command, "FIRST_PORT", first)
        command.main()
    _, host, port, browser, *_ = served[0]
    assert (host, browser) == ("localhost", False)
    assert first < port < first + 50
    assert f"Port {first} is taken, so this is port {port}." in capsys.readouterr().out
