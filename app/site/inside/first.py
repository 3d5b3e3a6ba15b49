"""What a page imports first: all that loads no compiled library, so that a snapshot of memory can hold it."""

# ruff: noqa: F401, I001 (the bridge gives widgets their session, so it comes before them)
from app.site.inside import bridge

import anywidget
import ipywidgets

# Of Python itself, what numpy, matplotlib and the workbench are going to ask for.
import concurrent.futures
import csv
import difflib
import gzip
import html
import mimetypes
import pickle
import platform
import queue
import secrets
import shlex
import tempfile
import unicodedata
import zipfile
