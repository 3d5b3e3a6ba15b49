"""Starts the lessons: python -m app [--port N] [--no-browser] [--host H], and more: python -m app --help"""

import argparse
import errno
import math
import os
import socket
import ssl
import sys
import tempfile
from pathlib import Path

from app.server.classroom.checks import path_of
from app.server.classroom.links import Links
from app.server.classroom.room import Room, WrongSettings, read, written

FIRST_PORT = 8866


def main() -> None:
    arguments, room = what_to_do()
    certificate = certificate_of(arguments.certfile, arguments.keyfile)
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        sys.exit(
            "No folder for temporary files can be written to, or all are full: make room there, or name another, as "
            "TMPDIR=/path python -m app."
        )
    port = port_of(arguments.host, arguments.port)

    # Imported late: it takes a second, and wrong arguments should be told at once.
    try:
        from app.server.start import serve
    except ModuleNotFoundError as error:
        sys.exit(another_python(error.name, " ".join(sys.argv[1:])))

    scheme = "https" if certificate else "http"
    address = f"{scheme}://{arguments.host}:{port}{arguments.base_url}"
    print(f"Backprop Lab is at {address} (stop it with Ctrl-C)", flush=True)
    if room:
        seen = address.replace("//0.0.0.0:", f"//{own_address()}:")
        print(f"For the room: {seen}", flush=True)
        print(f"For you alone: {seen}teacher (its word is {room.teacher_word})", flush=True)
    serve(
        arguments.lessons,
        arguments.host,
        port,
        arguments.browser,
        arguments.base_url,
        certificate,
        arguments.ping_interval,
        arguments.name,
        *([room] if room else []),
    )


def port_of(host: str, asked: int | None) -> int:
    """The port that is asked for, or else the first free one; ends with a sentence where there is none."""
    if asked is not None:
        if not free(host, asked):
            sys.exit(f"Port {asked} is taken: stop what runs there, or choose another with --port.")
        return asked
    ports = range(FIRST_PORT, FIRST_PORT + 50)
    port = next((port for port in ports if free(host, port)), None)
    if port is None:
        sys.exit(f"Ports {ports[0]} to {ports[-1]} are all taken: choose another with --port.")
    if port != FIRST_PORT:
        print(f"Port {FIRST_PORT} is taken, so this is port {port}.")
    return port


def another_python(missing: str | None, typed: str) -> str:
    """What is said by a Python that has not what the lessons need; `typed` is what stood after `python -m app`."""
    return (
        f"This Python has no {missing}, which the lessons need. In the folder of Backprop Lab "
        f"make app{f' ARGS={typed!r}' if typed else ''} starts them with all they need, and so does its own "
        f"Python from then on: .venv/bin/python -m app {typed}"
    ).rstrip()


def what_to_do() -> tuple[argparse.Namespace, Room | None]:
    """The command's arguments; for a class those of its file, which the command may override, and its settings."""
    line = parser()
    arguments = line.parse_args()
    if arguments.class_settings:
        sys.stdout.write(written())
        sys.exit()
    if arguments.room is None:
        return arguments, None
    try:
        room = read(Path(arguments.room) if arguments.room else None)
        line.set_defaults(**room.arguments())
        arguments = line.parse_args()
        Links(arguments.lessons, room.start)
    except WrongSettings as wrong:
        sys.exit(str(wrong))
    return arguments, room


def parser() -> argparse.ArgumentParser:
    from app.server.lessons import FOLDER

    result = argparse.ArgumentParser(prog="python -m app", description="Backprop Lab in your browser.")
    result.add_argument("lessons", nargs="?", type=folder, default=FOLDER, help="a folder of lessons")
    result.add_argument("--port", type=port_number, help=f"default: {FIRST_PORT}, or the next free one")
    result.add_argument("--host", default="localhost", help="default: localhost, this computer only")
    result.add_argument("--no-browser", dest="browser", action="store_false", help="open no browser")
    result.add_argument(
        "--base-url", type=prefix, default="/", help="the prefix of a proxy in front, as /lab/"
    )
    result.add_argument(
        "--name",
        action="append",
        default=[],
        help="a name by which browsers ask for it, as lab.example.org; may be given again. Others are not answered",
    )
    result.add_argument("--certfile", type=Path, help="serve HTTPS with this certificate (PEM)")
    result.add_argument("--keyfile", type=Path, help="its private key, where that is another file")
    result.add_argument(
        "--class",
        dest="room",
        nargs="?",
        const="",
        metavar="FILE",
        help="for a room of students: as many at once as there is room for, a page for the teacher; settings in a file",
    )
    result.add_argument(
        "--class-settings", action="store_true", help="print such a file of settings, to start from, and end"
    )
    result.add_argument(
        "--ping-interval",
        type=seconds,
        default=30,
        metavar="SECONDS",
        help="between two signs of life to an open page, less than a proxy's time-out; default: 30",
    )
    return result


def folder(name: str) -> Path:
    path = Path(name).resolve()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path}")
    return path


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a whole number from 1 to 65535, not {text}")
    return int(text)


def prefix(text: str) -> str:
    try:
        return path_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"a prefix is {error}, not {text}") from None


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"an interval is a number of seconds above 0, not {text}")
    return value


def certificate_of(certfile: Path | None, keyfile: Path | None) -> ssl.SSLContext | None:
    """What HTTPS needs, or None for HTTP; ends with a sentence when the files are of no use."""
    if certfile is None:
        if keyfile is not None:
            sys.exit("A key alone makes no HTTPS: name its certificate, too, with --certfile.")
        return None
    for path in filter(None, (certfile, keyfile)):
        try:
            path.read_bytes()
        except OSError as error:
            sys.exit(f"The file {path} cannot be read: {error.strerror}.")
    result = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    key = keyfile or certfile
    try:
        result.load_cert_chain(certfile, keyfile, password=lambda: locked(key))
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            sys.exit(f"The key in {key} is not that of the certificate in {certfile}.")
        if keyfile is None:
            sys.exit(
                f"{certfile} does not hold a certificate and its key (PEM): name the key with --keyfile."
            )
        sys.exit(f"{certfile} and {keyfile} are not a certificate and its key: both should be PEM files.")
    return result


def locked(key: Path) -> None:
    sys.exit(
        f"The key in {key} has a password: give one without, as openssl pkey -in {key} -out open.pem makes it."
    )


def own_address() -> str:
    """The address of this computer in its network, as far as it is in one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.connect(("192.0.2.1", 9))  # which sends nothing
            return trial.getsockname()[0]
        except OSError:
            return "localhost"


def free(host: str, port: int) -> bool:
    """Whether a server can listen there, at every address of the host (localhost may have two)."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror:
        sys.exit(
            f"There is no host called {host}: give this computer’s name or address, as localhost or 0.0.0.0."
        )
    for family, kind, _, _, address in addresses:
        with socket.socket(family, kind) as trial:
            if os.name == "posix":  # a port that was closed a moment ago is free
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(address)
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    return False
                if error.errno == errno.EADDRNOTAVAIL and host != "localhost":
                    sys.exit(f"{host} is no address of this computer: 0.0.0.0 stands for all of its own.")
    return True


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # Ctrl-C before the server runs
        sys.exit(130)
