"""The command `python -m app`: what it takes, and the sentences for what it cannot do."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from serving import get, serving

from app.server.forks import can_fork

pytestmark = pytest.mark.slow  # it starts servers


def run(*arguments, command=("-m", "app")):
    return subprocess.run(
        [sys.executable, *command, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_port_that_is_taken_is_a_sentence():
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = run("--no-browser", "--port", str(port))
    assert outcome.returncode != 0
    assert outcome.stderr == f"Port {port} is taken: stop what runs there, or choose another with --port.\n"


def test_a_python_without_the_libraries_says_which_one_has_them():
    outcome = run("--class", command=("-S", "-m", "app"))
    assert outcome.returncode == 1 and not outcome.stdout
    assert "Traceback" not in outcome.stderr and outcome.stderr.startswith("This Python has no ")
    assert "make app ARGS='--class'" in outcome.stderr
    assert outcome.stderr.endswith(".venv/bin/python -m app --class\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--port", "99999"), "a port is a whole number from 1 to 65535, not 99999"),
        (("--port", "x"), "a port is a whole number from 1 to 65535, not x"),
        (("--host", "nohost.invalid"), "There is no host called nohost.invalid"),
        (("--host", "203.0.113.5"), "203.0.113.5 is no address of this computer"),
        (("--base-url", "http://x/"), "a prefix is a path such as /lab/, not http://x/"),
        (("--base-url", "a b"), "a prefix is a path such as /lab/, not a b"),
        (("--ping-interval", "0"), "an interval is a number of seconds above 0, not 0"),
        (("--ping-interval", "soon"), "an interval is a number of seconds above 0, not soon"),
        (("--certfile", "no.pem"), "The file no.pem cannot be read: No such file or directory."),
        (("--certfile", "tests"), "The file tests cannot be read: Is a directory."),
        (("--keyfile", "no.pem"), "name its certificate, too, with --certfile"),
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


@pytest.mark.parametrize(
    ("cert", "key", "sentence"),
    [
        ("cert", None, "name the key with --keyfile"),
        ("key", None, "name the key with --keyfile"),
        ("cert", "other", "is not that of the certificate in"),
        ("cert", "cert", "are not a certificate and its key: both should be PEM files"),
        ("key", "cert", "are not a certificate and its key: both should be PEM files"),
        ("cert", "locked", "has a password"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_a_sentence(certificate, cert, key, sentence):
    outcome = run("--certfile", certificate[cert], *(["--keyfile", certificate[key]] if key else []))
    assert outcome.returncode != 0
    assert sentence in outcome.stderr
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "files", [{"--certfile": "cert", "--keyfile": "key"}, {"--certfile": "both"}], ids=len
)
def test_with_a_certificate_it_serves_https_and_nothing_else(folder, certificate, files):
    flags = [part for flag, name in files.items() for part in (flag, certificate[name])]
    with serving(folder, *flags, scheme="https") as (url, process):
        assert "1 First" in get(url)[1]
        assert get(url.replace("https", "http"))[0] == 0
        process.terminate()
        assert process.stdout.read().startswith(f"Backprop Lab is at {url} ")


@pytest.mark.parametrize("prefix", ["/lab/", "lab", "/a/b-c"])
def test_under_a_prefix_every_address_of_a_page_has_it(folder, prefix):
    with serving(folder, "--base-url", prefix) as (url, process):
        prefix = f"/{prefix.strip('/')}/"
        for address in url + prefix[1:], url:  # some proxies take it off
            _, page = get(address + "voila/render/02_second.ipynb")
            addresses = re.findall(r"""(?:src|href)="(/[^"]*)""", page)
            assert addresses
            assert all(address.startswith(prefix) for address in addresses)
            assert f'"baseUrl": "{prefix}"' in page
        for script in re.findall(r"""src="([^"]*)""", page):
            assert get(url.rstrip("/") + script)[0] == 200
        process.terminate()
        assert f"{url}{prefix[1:]} " in process.stdout.read()


@contextmanager
def started(folder):
    """A server that has just said where it is, with a terminal of its own."""
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # what runs in the background would be deaf to it
    command = [sys.executable, "-m", "app", "--no-browser", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        try:
            said = process.stdout.readline()
            if "is taken" in said:  # by somebody else's lessons on this machine
                said = process.stdout.readline()
            assert "(stop it with Ctrl-C)" in said
            yield process
        except BaseException:
            process.kill()
            raise


def lets_ctrl_c_through(process):
    """Whether SIGINT reaches it with what Python does about it; Linux tells which signals it blocks or ignores."""
    try:
        said = (Path("/proc") / str(process.pid) / "status").read_text()
    except OSError:
        return False
    held = [int(mask, 16) for mask in re.findall(r"^Sig(?:Blk|Ign):\s*(\w+)", said, re.M)]
    return not any(mask >> signal.SIGINT - 1 & 1 for mask in held)


@pytest.mark.skipif(not can_fork(), reason="no fork server here")
def test_ctrl_c_reaches_no_process_it_starts_while_it_imports(folder):
    seen = set()
    with started(folder) as process:
        until = time.monotonic() + 4
        while time.monotonic() < until:
            for child in psutil.Process(process.pid).children(recursive=True):
                seen.add(child.pid)
                assert not lets_ctrl_c_through(child), child
            time.sleep(0.02)
        process.terminate()
    assert len(seen) >= 2  # the fork server and multiprocessing's tracker


@pytest.mark.parametrize("wait", [0, 0.2, 0.8, 3])
def test_ctrl_c_ends_it_without_a_word_whenever_it_comes(folder, wait):
    """As in a terminal, where Ctrl-C reaches the server and the processes it has started."""
    with started(folder) as process:
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stdout.read() == ""
