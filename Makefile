# make demo: the example reports' record in a browser.  make test: lint, types, import rules, tests.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
DEMO_SERVE ?= 1
QUICK := --disable-pip-version-check --quiet

.PHONY: help demo test bench check-python clean

help:
	@echo "make demo   set up .venv, read the reports in examples/ and open their record in a browser (PORT=8000)"
	@echo "make test   set up .venv with development tools; ruff, mypy, import-linter, pytest"
	@echo "make bench  measure speed and accuracy (docs/benchmarks.md)"
	@echo "make clean  remove .venv and caches"

demo: $(VENV)/.installed
	@BIN=$(BIN) PORT=$(PORT) DEMO_SERVE=$(DEMO_SERVE) examples/demo.sh

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: $(VENV)/.installed-bench
	$(BIN)/python -m bench

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "sayso needs Python 3.11 or later as $(PYTHON): install it, or run  make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing: on Debian and Ubuntu,  sudo apt-get install python3-venv" >&2; exit 1; }

$(VENV)/bin/pip: | check-python
	$(PYTHON) -m venv $(VENV)

# A stamp newer than pyproject.toml means that nothing is to be installed.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install $(QUICK) -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install $(QUICK) -e '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install $(QUICK) -e '.[bench]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
