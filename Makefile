# `make` alone lists what there is.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# Some images forbid Python to keep what it compiled; every start would compile all of it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install install-dev run test check format demo bench
help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14
install:
	@$(PYTHON) tools/install.py
install-dev:
	@$(PYTHON) tools/install.py --dev
run: install ## start Pathya: database, web and worker
	@exec $(BIN)/pathya run
test: install-dev ## every test, in parallel
	@$(BIN)/python tools/browser.py && $(BIN)/pathya build && $(BIN)/pytest -n 2
check: install-dev ## style, types, layers, sizes, migrations, translations
	@$(BIN)/python tools/check.py
format: install-dev ## put code in the house's shape
	@$(BIN)/ruff check --fix-only -q . ; $(BIN)/ruff format .
demo: install ## load the demo practice anew
	@$(BIN)/pathya demo
bench: install-dev ## measure the hot paths
	@$(BIN)/python -m bench
