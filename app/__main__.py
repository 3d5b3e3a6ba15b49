"""Starts the lessons: python -m app [--port N] [--no-browser] [--host H]"""

import argparse
import errno
import os
import re
import socket
import ssl
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

    tls = certificate(arguments.certfile, arguments.keyfile)

    # Imported late: it takes a second, and wrong arguments should be told at once.
    from app.server.start import serve

    address = f"{'https' if tls else 'http'}://{arguments.host}:{port}{arguments.base_url}"
    print(f"Backprop Lab is at {address} (stop it with Ctrl-C)", flush=True)
    serve(
        arguments.lessons,
        arguments.host,
        port,
        arguments.browser,
        base_url=arguments.base_url,
        tls=tls,
        ping=arguments.ping,
    )


def parser() -> argparse.ArgumentParser:
    from app.server.lessons import FOLDER

    result = argparse.ArgumentParser(prog="python -m app", description="Backprop Lab in your browser.")
    result.add_argument("lessons", nargs="?", type=folder, default=FOLDER, help="a folder of lessons")
    result.add_argument("--port", type=port_number, help=f"default: {FIRST_PORT}, or the next free one")
    result.add_argument("--host", default="localhost", help="default: localhost, this computer only")
    result.add_argument(
        "--base-url", type=base_url, default="/", help="the path in front, as /lab/, that a proxy passes on"
    )
    result.add_argument("--certfile", type=Path, help="for HTTPS: a certificate (PEM), its chain included")
    result.add_argument(
        "--keyfile", type=Path, help="and its private key, if the certificate does not hold it"
    )
    result.add_argument(
        "--ping", type=seconds, default=30.0, help="seconds between two looks at whether a page is there (30)"
    )
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


def base_url(text: str) -> str:
    if not re.fullmatch(r"[\w.~/-]*", text, re.ASCII) or ".." in text or "//" in text:
        raise argparse.ArgumentTypeError(
            f"a path looks like /lab/, with letters, digits and - . _ ~, not {text!r}"
        )
    return f"/{text.strip('/')}/".replace("//", "/")


def seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.1 <= number <= 3600:
        raise argparse.ArgumentTypeError(f"a number of seconds from 0.1 to 3600, not {text}")
    return number


def certificate(certfile: Path | None, keyfile: Path | None) -> ssl.SSLContext | None:
    """What HTTPS needs; None for HTTP. Ends with a sentence where the files will not do."""
    if certfile is None:
        if keyfile is not None:
            sys.exit("--keyfile has no use without --certfile.")
        return None
    for path in filter(None, (certfile, keyfile)):
        try:
            path.read_bytes()
        except OSError as error:
            sys.exit(f"{path} cannot be read: {error.strerror}.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(
            certfile, keyfile, password=lambda: sys.exit(LOCKED.format(keyfile or certfile))
        )
    except ssl.SSLError as error:
        wrong = (
            "the key does not belong to the certificate"
            if "MISMATCH" in str(error)
            else "PEM files are wanted"
        )
        sys.exit(
            f"{certfile} and {keyfile or 'its key'} will not do for HTTPS: {wrong} ({error.reason or error})."
        )
    return context


LOCKED = "{} asks for a password: take the key without one."


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
