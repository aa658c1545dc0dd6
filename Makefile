# Each command installs what is missing first; a second run installs nothing.
PYTHON := .venv/bin/python
export OMP_THREAD_LIMIT := 1

.PHONY: help setup demo test check bench docs

help:
	@echo "make demo   read the sample scans and show what came out"
	@echo "make test   run every check that CI runs"
	@echo "make check  style, types, architecture"
	@echo "make bench  measure speed, memory and reading (slow)"
	@echo "make docs   write the generated pages anew"

setup:
	@bash tools/setup.sh

demo: setup
	@bash tools/demo.sh

check: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) tools/check_lengths.py
	$(PYTHON) tools/write_schema.py --check

test: check
	$(PYTHON) -m pytest

bench: setup
	$(PYTHON) -m bench

docs: setup
	$(PYTHON) tools/write_schema.py
