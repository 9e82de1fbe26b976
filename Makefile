# Two words do everything: `make site`, `make test`. Needed: python3 (3.11 or later, with venv), make, git.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# The project itself is linked, not copied, and built by the pinned backend that the requirements hold.
INSTALL_PROJECT := $(INSTALL) --no-deps --no-build-isolation --no-index --editable .

.DEFAULT_GOAL := help
.PHONY: help site test serve fix golden bench clean lock
.DELETE_ON_ERROR:

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

site: $(VENV)/ready ## Build README.md and the whole site from the entries, into build/site
	@$(BIN)/mkdocs build --quiet
	@echo "README.md        the list in one file"
	@echo "build/site       the site: $$(find build/site -name index.html | wc -l) pages, $$(du -sh build/site | cut -f1)"
	@echo "Look at it with  make serve   (http://127.0.0.1:$(PORT)/)"

serve: $(VENV)/ready ## Build the site, show it on this machine, rebuild it as files change
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

test: $(VENV)/ready-to-test ## Run all that CI checks: style, types, layers, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest

fix: $(VENV)/ready-to-test ## Format the code and repair what can be repaired safely
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

golden: $(VENV)/ready-to-test ## Rewrite the golden outputs; read the diff, readers will see it
	$(BIN)/pytest --quiet --update-golden -k golden
	@git --no-pager diff --stat -- tests

bench: $(VENV)/ready-to-bench ## Measure speed and memory, as ratios; takes some minutes
	$(BIN)/python -m tests.bench

clean: ## Remove everything that was made, .venv too
	rm -rf $(VENV) build/site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find build/docs -mindepth 1 -not -name .gitkeep -delete
	find generator tests site_overrides -name __pycache__ -type d -prune -exec rm -rf {} +

# Needs uv. No address of an index is written, so that the same pins serve everybody's mirror.
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --upgrade pyproject.toml --group build

lock: ## Pin the newest dependencies that fit, with hashes; send it as a pull request of its own
	$(LOCK) --output-file requirements.txt
	$(LOCK) --group dev --constraints requirements.txt --output-file requirements-test.txt
	$(LOCK) --group dev --group bench --constraints requirements-test.txt --output-file requirements-bench.txt

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed, as in: make PYTHON=python3.12 site" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python lacks venv; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)

$(VENV)/ready: requirements.txt pyproject.toml $(BIN)/python
	@echo "Installing what the generator needs ..."
	@$(INSTALL) --require-hashes -r $<
	@$(INSTALL_PROJECT)
	@touch $@

$(VENV)/ready-to-test: requirements-test.txt $(VENV)/ready
	@echo "Installing what the tests need ..."
	@$(INSTALL) --require-hashes -r $<
	@touch $@

$(VENV)/ready-to-bench: requirements-bench.txt $(VENV)/ready
	@echo "Installing what the benchmarks need ..."
	@$(INSTALL) --require-hashes -r $<
	@touch $@
