# Backprop Lab: make app, make test, make lab. Each builds what it needs; the second time it is quick.

VENV := .venv
FAST := not slow and not long and not browser and not binder
# Where nothing says otherwise: the newest Python that is recent enough.
find = $(firstword $(foreach name,$(1),$(shell $(name) -c "import sys; sys.version_info >= (3, 11) and print('$(name)')" 2>/dev/null)))
PYTHON ?= $(call find,python3.14 python3.13 python3.12 python3.11 python3)
# The oldest versions we allow have no builds for the newest Pythons.
PYTHON_LOWEST ?= $(call find,python3.11 python3.12)

.PHONY: help app lab site test test-fast test-long test-lowest mutants lint format docs pictures teaching lock clean

help:
	@echo "make app          opens the lessons in your browser"
	@echo "make test         runs the tests of every change (ARGS='-k name' for some); make test-fast those of a minute"
	@echo "make test-long    runs those that go deeper, which GitHub runs every night"
	@echo "make lab          opens the lessons in JupyterLab"
	@echo "make site         builds the lessons as static pages into _site (PYODIDE=path of Pyodide's release 0.27.7)"
	@echo "make test-lowest  runs the tests that need no browser with the oldest versions allowed"
	@echo "make mutants      makes wrong pictures on purpose and sees the tests catch them (ARGS=word for some)"
	@echo "make lint         checks the code's style and types; make format mends the style"
	@echo "make docs         writes a page for each public module into _site/api, from the docstrings"
	@echo "make pictures draws the start page's pictures anew, from what the lessons compute"
	@echo "make teaching     writes what a teacher takes to class into _site/teaching (ARGS='student' for some of it)"
	@echo "make lock         renews the locked versions"
	@echo "make clean        removes what was built"

app: $(VENV)/app.stamp
	@$(VENV)/bin/python -m app $(ARGS)

lab: $(VENV)/app.stamp
	@echo "Starting JupyterLab on the lessons (stop it with Ctrl-C)"
	@JUPYTER_CONFIG_PATH=app/server/jupyter $(VENV)/bin/jupyter lab lessons $(ARGS)

# Static pages for any web server, in which Python runs in the reader's browser. Needs Node.js 20 with npm.
site: $(VENV)/test.stamp
	@test -n "$(PYODIDE)" || { echo "Name Pyodide's release 0.27.7, its archive or the unpacked folder: \
make site PYODIDE=/path/to/pyodide-0.27.7.tar.bz2 (from github.com/pyodide/pyodide/releases)"; exit 1; }
	@$(VENV)/bin/python -m app.site _site --pyodide "$(PYODIDE)"
	@$(VENV)/bin/python docs/api.py _site/api
	@$(VENV)/bin/python -m docs.teaching _site/teaching

# Tests that compute take a core each. Those that watch a page need about one each, too, with its browser and
# kernel, but no more than two at once, since they are about what answers in time.
ALL_CORES := --numprocesses auto --dist worksteal
TWO_PAGES := --numprocesses 2 --dist loadfile

# What fails among others is tried once more, alone: a machine shared with others may have been at fault. Both are
# printed, and what fails alone, too, has failed.
tried = $(VENV)/bin/python -m pytest $(2) -m $(1) || { echo "Once more, alone:"; \
$(VENV)/bin/python -m pytest --numprocesses 1 --last-failed --last-failed-no-failures none --maxfail 3 -m $(1); }

ifdef ARGS
test: $(VENV)/test.stamp
	@$(VENV)/bin/python -m pytest $(ARGS)
else
test: $(VENV)/test.stamp
	@$(call tried,"not browser and not long",$(ALL_CORES))
	@$(call tried,"browser and not long",$(TWO_PAGES))
endif

test-long: $(VENV)/test.stamp
	@$(call tried,"not browser and long",$(ALL_CORES))
	@$(call tried,"browser and long",$(TWO_PAGES))

test-fast: $(VENV)/test.stamp
	@$(VENV)/bin/python -m pytest $(ALL_CORES) -m "$(FAST)" $(ARGS)

test-lowest: .venv-lowest/test.stamp
	@.venv-lowest/bin/python -m pytest $(ALL_CORES) -m "$(FAST)" $(ARGS)
	@.venv-lowest/bin/python -m pytest tests/lessons/test_lessons.py

mutants: $(VENV)/test.stamp
	@$(VENV)/bin/python tests/mutants.py $(ARGS)

lint: $(VENV)/test.stamp
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy
	@$(VENV)/bin/nbstripout --keep-id --verify lessons/*.ipynb

format: $(VENV)/test.stamp
	@$(VENV)/bin/ruff check --fix
	@$(VENV)/bin/ruff format
	@$(VENV)/bin/nbstripout --keep-id lessons/*.ipynb

docs: $(VENV)/test.stamp
	@$(VENV)/bin/python docs/api.py _site/api
	@echo "Open _site/api/index.html"

pictures: $(VENV)/app.stamp
	@$(VENV)/bin/python -m docs.pictures

teaching: $(VENV)/app.stamp
	@$(VENV)/bin/python -m docs.teaching _site/teaching $(ARGS)

# uv resolves for all systems at once; it is needed for nothing else.
lock: $(VENV)/lock/bin/uv
	$< pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate \
	  --fork-strategy fewest --upgrade -o binder/requirements.txt
	$< pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate \
	  --fork-strategy fewest --upgrade --group test -c binder/requirements.txt -o tests/requirements.txt
	$< pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate \
	  --fork-strategy fewest --upgrade --group test --resolution lowest-direct -o tests/requirements-lowest.txt
	$< pip compile pyproject.toml --universal --python-version 3.11 --no-header --no-annotate \
	  --fork-strategy fewest --upgrade --group hub -c binder/requirements.txt -o deploy/hub/requirements.txt

clean:
	rm -rf .venv .venv-lowest _site

# An environment is a stamp: made again only when the versions it was made from change.

$(VENV)/app.stamp: binder/requirements.txt pyproject.toml | $(VENV)/bin/python
	$(call install,$(VENV),binder/requirements.txt)

$(VENV)/test.stamp: tests/requirements.txt pyproject.toml | $(VENV)/bin/python
	$(call install,$(VENV),tests/requirements.txt)

.venv-lowest/test.stamp: tests/requirements-lowest.txt pyproject.toml | .venv-lowest/bin/python
	$(call install,.venv-lowest,tests/requirements-lowest.txt)

$(VENV)/bin/python:
	$(call environment,$(VENV),$(PYTHON),Python 3.11 or newer)

.venv-lowest/bin/python:
	$(call environment,.venv-lowest,$(PYTHON_LOWEST),Python 3.11 or 3.12 (for the oldest versions))

$(VENV)/lock/bin/uv: | $(VENV)/bin/python
	@$(VENV)/bin/python -m venv $(VENV)/lock
	@$(VENV)/lock/bin/pip install --quiet uv

define environment
@test -n "$(2)" || { echo "This needs $(3), and found none: install it (python.org, or your system's \
packages), or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
@echo "Making a virtual environment in $(1) with $(2)"
@$(2) -m venv $(1) || { rm -rf $(1); echo "$(2) cannot make a virtual environment: \
on Debian and Ubuntu, apt install python3-venv."; exit 1; }
endef

define install
@echo "Installing the versions of $(2) into $(1): a minute or two, and only this once"
@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r $(2) -e . || { \
echo "The packages could not be installed: see above. Is there a network?"; exit 1; }
@touch $@
endef
