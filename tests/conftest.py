"""One thread for numpy's products, as in a kernel of the server; Hypothesis: no deadline on a busy machine, and the
same examples at every run."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before anything imports numpy

from hypothesis import settings

settings.register_profile("lab", deadline=None, derandomize=True)
settings.load_profile("lab")
