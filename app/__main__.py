"""Starts the lessons: python -m app [--port N] [--no-browser] [--host H]"""

import argparse
import errno
import os
import socket
import sys
from pathlib import Path

FIRST_PORT = 8866


def main() -> None:
    arguments = parser().parse_args()
    if arguments.port is None:
        ports = range(FIRST_PORT, FIRST_PORT + 50)
        port = next((port for port in ports if free(arguments.host, port)), None)
        if port is None:
            sys.exit(f"Ports {ports[0]} to {ports[-1]} are all taken: choose another with --port.")
        if port != FIRST_PORT:
            print(f"Port {FIRST_PORT} is taken, so this is port {port}.")
    else:
        port = arguments.port
        if not free(arguments.host, port):
            sys.exit(f"Port {port} is taken: stop what runs there, or choose another with --port.")

    # Imported late: it takes a second, and wrong arguments should be told at once.
    from app.server.start import serve

    print(f"Backprop Lab is at http://{arguments.host}:{port}/ (stop it with Ctrl-C)", flush=True)
    serve(arguments.lessons, arguments.host, port, arguments.browser)


def parser() -> argparse.ArgumentParser:
    from app.server.lessons import FOLDER

    result = argparse.ArgumentParser(prog="python -m app", description="Backprop Lab in your browser.")
    result.add_argument("lessons", nargs="?", type=folder, default=FOLDER, help="a folder of lessons")
    result.add_argument("--port", type=port_number, help=f"default: {FIRST_PORT}, or the next free one")
    result.add_argument("--host", default="localhost", help="default: localhost, this computer only")
    result.add_argument("--no-browser", dest="browser", action="store_false", help="open no browser")
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
    main()
