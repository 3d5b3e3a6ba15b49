"""Small proxies, as networks and schools have them: in front of a server, byte by byte."""

import re
import socket
import threading
from contextlib import contextmanager, suppress


@contextmanager
def proxy(url, websockets="pass", prefix="", strip=False, port=0):
    """The address of a proxy in front of a server.

    :param websockets: "pass", "refuse" with an answer of the proxy's own, or "swallow" without any
    :param prefix: the path under which it shows the server, as "/lab"; anything else is not found
    :param strip: whether it takes the prefix off before it asks the server
    :param port: where it listens, if that matters
    """
    behind = int(url.split(":")[2].split("/")[0])
    listener = socket.create_server(("localhost", port))
    connections = []

    def serve(browser):
        asked = b""
        while b"\r\n\r\n" not in asked:
            more = browser.recv(65536)
            if not more:
                return None
            asked += more
        path = asked.split(b" ")[1].decode()
        if not f"{path}/".startswith(f"{prefix}/"):
            return answer(browser, "404 Not Found")
        if re.search(rb"(?im)^upgrade: *websocket", asked):
            if websockets == "refuse":
                return answer(browser, "403 Forbidden")
            if websockets == "swallow":
                return browser.recv(1)
        else:  # one request a connection, so that each is looked at
            asked = re.sub(rb"(?im)^connection:.*\r\n", b"", asked).replace(
                b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1
            )
        if strip:
            asked = asked.replace(path.encode(), (path.removeprefix(prefix) or "/").encode(), 1)
        with socket.create_connection(("localhost", behind)) as server:
            connections.append(server)
            server.sendall(asked)
            threading.Thread(target=carry, args=(browser, server), daemon=True).start()
            carry(server, browser)
        return None

    def accept():
        with suppress(OSError):
            while True:
                browser, _ = listener.accept()
                connections.append(browser)
                threading.Thread(target=handle, args=(browser,), daemon=True).start()

    def handle(browser):
        with browser, suppress(OSError):
            serve(browser)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://localhost:{listener.getsockname()[1]}{prefix}/"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes who accepts
        listener.close()
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


def answer(browser, status):
    browser.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())


def carry(source, sink):
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
