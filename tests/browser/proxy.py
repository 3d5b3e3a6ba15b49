"""A small reverse proxy, as stands in front of a server on a campus: with a path, and with no way for websockets."""

import socket
import threading
from contextlib import contextmanager, suppress


@contextmanager
def proxied(port, websockets="pass"):
    """The port of a proxy to a port of this computer. websockets: "pass", "refuse" (403), or "swallow": no answer."""
    listener = socket.create_server(("localhost", 0))
    ends = [listener]

    def accept():
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            ends.append(client)
            threading.Thread(target=serve, args=[client], daemon=True).start()

    def serve(client):
        head = client.recv(65536)
        upgrade = b"upgrade: websocket" in head.lower()
        if upgrade and websockets == "refuse":
            client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            client.close()
            return
        if upgrade and websockets == "swallow":
            return
        if not upgrade:  # one request a connection, so that each is looked at
            first, rest = head.split(b"\r\n", 1)
            rest = b"\r\n".join(
                line for line in rest.split(b"\r\n") if not line.lower().startswith(b"connection:")
            )
            head = first + b"\r\nConnection: close\r\n" + rest
        server = socket.create_connection(("localhost", port))
        ends.append(server)
        server.sendall(head)
        threading.Thread(target=pump, args=[client, server], daemon=True).start()
        pump(server, client)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        for end in ends:
            with_end(end)


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    with_end(sink)


def with_end(end):
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
