"""The notes for proxies in docs/class/, tried with the proxies themselves where they are installed."""

import re
import shutil
import subprocess

import pytest
import websocket_client
from serving import free_port, get, kernel_of, serving, wait_for, write_lesson
from sources import ROOT
from visitor import Visitor
from websocket_client import answers

pytestmark = pytest.mark.slow  # it starts servers

NOTES = ROOT / "docs" / "class"


def changed(name, *changes):
    """A note with other ports and files, each of which stands in it."""
    text = (NOTES / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def said_to(name):
    """The settings that a note asks for, as the file of a class has them."""
    line = re.search(r"In class.toml: (.*)", (NOTES / name).read_text(encoding="utf-8"))[1]
    return "[server]\n" + re.sub(r", (?=\w+ =)", "\n", line) + "\n[places]\nper_address = 1\n"


def nginx(folder, port, behind, certificate):
    certificates = "/etc/ssl/lab.example.org/"
    site = changed(
        "nginx.conf",
        ("127.0.0.1:8866", f"localhost:{behind}"),
        ("listen 443 ssl", f"listen {port} ssl"),
        ("lab.example.org;", "lab.example.org localhost;"),
        (f"{certificates}fullchain.pem", str(certificate["cert"])),
        (f"{certificates}key.pem", str(certificate["key"])),
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;\n"
        f"uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;\n{site} }}"
    )
    return [
        "nginx",
        "-e",
        folder / "error.log",
        "-c",
        folder / "nginx.conf",
    ], f"https://localhost:{port}/lab/"


def caddy(folder, port, behind, certificate):
    site = changed(
        "Caddyfile",
        ("127.0.0.1:8866", f"localhost:{behind}"),
        (
            "lab.example.org {",
            f"https://localhost:{port} {{\n\ttls {certificate['cert']} {certificate['key']}",
        ),
    )
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{site}")
    return ["caddy", "run", "--config", folder / "Caddyfile"], f"https://localhost:{port}/"


@pytest.mark.parametrize(
    ("proxy", "note"), [(nginx, "nginx.conf"), (caddy, "Caddyfile")], ids=["nginx", "caddy"]
)
def test_a_lesson_opens_behind_it_and_its_visitors_are_told_apart(proxy, note, tmp_path, certificate):
    if not shutil.which(proxy.__name__):
        pytest.skip(f"{proxy.__name__} is not installed")
    write_lesson(tmp_path / "01_first.ipynb", "# First", "print('ran')")
    settings = tmp_path / "class.toml"
    settings.write_text(said_to(note))
    port, prefix = free_port(), re.search(r'prefix = "/(.*?)"|$', said_to(note))[1] or ""
    with serving(tmp_path, "--class", settings, asked=f"{prefix}health") as (url, _):
        command, outside = proxy(tmp_path, port, url.split(":")[2].strip("/"), certificate)
        with subprocess.Popen(
            list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            try:
                wait_for(lambda: get(outside)[0] == 200)
                status, page = get(outside + "voila/render/01_first.ipynb")
                assert (status, "<pre>ran" in page) == (200, True)
                origin = f"https://localhost:{port}"
                connection = websocket_client.connect(
                    outside, kernel_of(page), origin=origin, sslopt={"cert_reqs": 0}
                )
                assert answers(connection)
                connection.close()
                # Who comes through it has the address that it says, and not that of the proxy's neighbours.
                second, other = Visitor(outside), Visitor(url, **{"X-Forwarded-For": "10.0.0.9"})
                assert second.get("voila/render/01_first.ipynb")[0] == 503
                assert all(cookie.secure for cookie in second.cookies)
                assert other.get(f"{prefix}voila/render/01_first.ipynb")[0] == 200
            finally:
                running.terminate()
