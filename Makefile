# Each command installs what is missing first; a second run installs nothing.
PYTHON := .venv/bin/python
export OMP_THREAD_LIMIT := 1

.PHONY: help setup demo test check bench board docs train

help:
	@echo "make demo   read the sample scans and show what came out"
	@echo "make test   run every check that CI runs"
	@echo "make check  style, types, architecture"
	@echo "make bench  measure speed, memory and reading (slow)"
	@echo "make board  make and read plans of all splits, write docs/scoreboard.md (slow)"
	@echo "make docs   write the generated pages anew"
	@echo "make train  rebuild the line recogniser (about an hour on two idle cores)"

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

board: setup
	$(PYTHON) -m bench.board

docs: setup
	$(PYTHON) tools/write_schema.py

TRAIN := .venv-train/bin/python

train: setup
	@bash tools/setup_train.sh
	$(TRAIN) -m training.lines build/lines/train --count 170000 --seed 1
	$(TRAIN) -m training.lines build/lines/aside --count 4000 --seed 902
	$(TRAIN) -m training.lines build/lines/held --count 4000 --seed 903 --held
	$(TRAIN) -m training.train --out build/recogniser --lines build/lines/train --seed 1
	$(TRAIN) -m training.export build/recogniser/checkpoint.pt --lines build/lines/train
	$(TRAIN) -m training.calibrate build/lines/aside build/lines/held
	$(TRAIN) -m training.pairs
