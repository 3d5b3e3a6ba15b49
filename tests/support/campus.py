"""A Hub as deploy/hub has it, with the simplest spawner in place of containers, and the real proxy. Not a test."""

import json
import os
import subprocess
import urllib.error
import urllib.request
from contextlib import contextmanager

import psutil
from installing import Environment, clean, wheel
from serving import free_port, get, wait_for
from sources import ROOT

HUB = ROOT / "deploy/hub"
PROXY = "configurable-http-proxy@5.3.0"
TOKEN, PASSWORD = "token-of-the-tests", "a password of the tests"
# What the tests have otherwise than a campus; {placeholders} are filled in.
SETTINGS = """
load_subconfig({config!r})
c.JupyterHub.bind_url, c.JupyterHub.hub_bind_url = {url!r}, {hub!r}
c.ConfigurableHTTPProxy.api_url, c.ConfigurableHTTPProxy.command = {api!r}, [{proxy!r}]
c.ConfigurableHTTPProxy.pid_file = "proxy.pid"
c.JupyterHub.hub_ip = "127.0.0.1"
c.JupyterHub.db_url, c.JupyterHub.cookie_secret_file = "sqlite:///hub.sqlite", "cookie_secret"
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.cmd, c.Spawner.args = [{start!r}], ["--allow-root"]
c.Spawner.environment = {{"MPLCONFIGDIR": {fonts!r}}}
c.JupyterHub.services.append({{"name": "tests", "api_token": {token!r}}})
scopes = ["admin:users", "admin:servers", "access:servers"]
c.JupyterHub.load_roles.append({{"name": "tests", "services": ["tests"], "scopes": scopes}})
c.JupyterHub.services[0]["command"][3:] = {culling!r}
"""


def environment(folder):
    """What a student's server has in a container: the locked versions, and the project as it is installed."""
    made = Environment(folder / "environment")
    made.install("--no-deps", "--requirement", HUB / "requirements.txt", wheel(ROOT, folder / "wheel"))
    return made


def proxy():
    """The program of the proxy, from npm; it is kept."""
    kept = ROOT / ".cache/hub"
    program = kept / "node_modules/.bin/configurable-http-proxy"
    if not program.exists():
        kept.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", kept, PROXY]
        subprocess.run(install, check=True)
    return program


class Hub:
    """A Hub that runs, and what its students ask of it."""

    def __init__(self, url, process):
        self.url, self.process = url, process

    def ask(self, method, address, data=None):
        """Status and text, as the service of the tests."""
        asked = urllib.request.Request(
            self.url + address,
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=600) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def ready(self, name):
        """Whether a student's server runs."""
        servers = json.loads(self.ask("GET", f"hub/api/users/{name}")[1])["servers"]
        return servers.get("", {}).get("ready", False)

    def starts(self, name, seconds=180):
        """Starts a student's server and waits for it; a Hub that is busy is asked again."""
        self.ask("POST", f"hub/api/users/{name}", {})
        asked = f"hub/api/users/{name}/server"
        wait_for(lambda: self.ask("POST", asked, {})[0] in (201, 202) or self.ready(name), seconds)
        wait_for(lambda: self.ready(name), seconds)

    def processes(self, name):
        """(the student's server, its kernels)"""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if process.environ().get("JUPYTERHUB_USER") != name:
                    continue
                children = process.children()
                if "jupyterhub-singleuser" in " ".join(process.cmdline()):
                    return process, [child for child in children if "ipykernel" in " ".join(child.cmdline())]
            except psutil.Error:
                pass
        raise AssertionError(f"{name} has no server")


def pss(process):
    """The memory of a process in MB, what it shares with others by its share."""
    return process.memory_full_info().pss / 1e6


@contextmanager
def running(folder, environment, culling=("--timeout=1800", "--cull-every=300")):
    """A Hub in a folder of its own."""
    ports = [free_port() for _ in range(3)]
    url, hub, api = (f"http://127.0.0.1:{port}" for port in ports)
    settings = folder / "jupyterhub_config.py"
    settings.write_text(
        SETTINGS.format(
            config=str(HUB / "jupyterhub_config.py"),
            url=url,
            hub=hub,
            api=api,
            proxy=str(proxy()),
            homes=str(folder / "home-{username}"),
            start=str(HUB / "start"),
            fonts=str(folder / "matplotlib"),
            token=TOKEN,
            culling=list(culling),
        )
    )
    variables = clean(folder) | {
        "HUB_PASSWORD": PASSWORD,
        "PATH": f"{environment.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [environment.python, "-m", "jupyterhub", "-f", settings],
            cwd=folder,
            env=variables,
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(lambda: process.poll() is not None or get(f"{url}/hub/api/")[0] == 200, seconds=180)
        assert process.poll() is None, (folder / "log").read_text()[-2000:]
        yield Hub(url + "/", process)
    finally:
        process.terminate()
        process.wait(timeout=60)
