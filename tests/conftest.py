"""One thread for numpy's products, as in a kernel of the server; Hypothesis: no deadline on a busy machine, and the
same examples at every run."""

import os
import subprocess
import sys

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything imports numpy

from hypothesis import settings

settings.register_profile("lab", deadline=None, derandomize=True)
settings.load_profile("lab")


@pytest.fixture(scope="module", autouse=True)
def no_widgets_left():
    """Jupyter keeps every widget until it is closed: of all exhibits' panels that would be gigabytes."""
    yield
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """The paths of a self-signed certificate and its key, both in one file, another key, and a locked one."""
    folder = tmp_path_factory.mktemp("certificate")
    paths = {name: folder / f"{name}.pem" for name in ("cert", "key", "both", "other", "locked")}

    def openssl(*arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

    new = "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"
    openssl(*new, "-out", paths["cert"], "-keyout", paths["key"])
    paths["both"].write_bytes(paths["cert"].read_bytes() + paths["key"].read_bytes())
    openssl("genrsa", "-out", paths["other"], "2048")
    openssl("rsa", "-aes128", "-passout", "pass:word", "-in", paths["key"], "-out", paths["locked"])
    return paths
