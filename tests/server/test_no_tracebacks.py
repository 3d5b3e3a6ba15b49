"""What a visitor sends fills no terminal: a line at most, and no traceback."""

import contextlib
import json

import pytest
from serving import get, kernel_of, serving
from websocket_client import connect, message

pytestmark = pytest.mark.slow  # it starts servers

NUL = ["render/%00.ipynb", "render/a%00/01_first.ipynb", "templates/%00", "templates/backprop-lab/static/%00"]
NUL += ["static/%00", "files/%00", "labextensions/%00", "api/themes/%00", "tree/%00", "api/shutdown/%00"]
PAGES = [f"voila/{page}" for page in [*NUL, "render/%ff", "static/%ff"]] + ["login", "logout", "api/me"]


@pytest.mark.parametrize("address", PAGES)
def test_an_address_that_is_none_is_an_error_of_the_visitors(url, address):
    assert 400 <= get(url + address)[0] < 500


def test_what_comes_after_a_refusal_is_not_looked_at(folder):
    with serving(folder) as (url, process):
        kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        empty = b"\x82\x80" + bytes(4)  # a whole message of no bytes, which is refused
        for _ in range(5):
            page = connect(url, kernel)
            with contextlib.suppress(OSError):
                for _ in range(100):
                    page.sock.sendall(empty * 1000)
            page.shutdown()
        assert get(url)[0] == 200
        process.terminate()
        assert process.stdout.read().count("\n") == 1  # where it is


def test_sockets_that_were_refused_leave_nothing_behind(folder, tmp_path):
    """The server's own count of open sessions, which it tells at its end."""
    script = tmp_path / "counting.py"
    script.write_text(
        "import atexit, app.__main__ as command, app.server.connection as ours\n"
        "sessions = ours.PageConnection._open_sessions\n"
        "atexit.register(lambda: print('sessions', len(sessions)))\n"
        "if __name__ == '__main__':\n"
        "    command.main()\n"
    )
    with serving(folder, command=[script]) as (url, process):
        kernel = kernel_of(get(url + "voila/render/02_second.ipynb")[1])
        for _ in range(20):
            page = connect(url, kernel, subprotocols=())
            with contextlib.suppress(OSError):
                page.send(json.dumps(message()[0].decode()))
            page.shutdown()
        process.terminate()
        assert "sessions 0\n" in process.stdout.read()
