# Dateline: `make help` says what there is. Works on a machine that has Python 3.11 or newer, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Real articles once there are some; until then the fictional demo. The two never mix.
ARCHIVE ?= $(if $(wildcard archive/archive.sqlite3),archive,demo-archive)
PORT ?= 7860

.DEFAULT_GOAL := help
.PHONY: help run install test test-all lint eval clean

help:                 ## Say what there is
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:[^#]*## */\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/installed ## Serve the page on http://127.0.0.1:7860, over your archive or the demo
	@test "$(ARCHIVE)" != demo-archive || test -e demo-archive/archive.sqlite3 || $(BIN)/dateline demo --archive demo-archive
	$(BIN)/dateline serve --archive $(ARCHIVE) --port $(PORT)

install: $(VENV)/installed ## Install; the command is .venv/bin/dateline

test: $(VENV)/dev ## Run the ordinary tests (under a minute)
	$(BIN)/python -m pytest

test-all: $(VENV)/dev ## Run all tests, with a real browser and the real model
	$(BIN)/python -m pytest -m ""

lint: $(VENV)/dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(VENV)/dev ## Ask the known questions and hold the measures against the floors
	$(BIN)/dateline eval --gate

clean: ## Remove what was installed (archives stay)
	rm -rf $(VENV) *.egg-info build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# torch first and by itself: pip then takes a CPU build where it finds one, instead of what another package asks for.
$(VENV)/installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet "torch==2.13.*"
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@
