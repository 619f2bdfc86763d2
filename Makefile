# `make` alone explains the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Material prints a banner about the end of its life on every run without this.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help site serve fetch check test lint schema lock bench-pages bench-documents bench-links links screenshots demo clean

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/installed ## Build the site into site/
	@$(BIN)/hub build
	@echo "Look at it: make serve, then http://127.0.0.1:8000/ (or put site/ on any web server)."

serve: $(VENV)/installed ## Show the site on http://127.0.0.1:8000/ and rebuild it as you edit
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

check: $(VENV)/installed ## Check the catalogue
	@$(BIN)/hub check

test: lint $(VENV)/browser ## Check everything: style, types, floors, tests, browser
	@$(BIN)/pytest

fetch: $(VENV)/installed ## Fetch and read the documents (the only step but links that goes out)
	@$(BIN)/hub fetch

links: $(VENV)/installed ## Check the links to other sites
	@$(BIN)/hub links

lint: $(VENV)/installed-dev ## Check style, types and floors only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

schema: $(VENV)/installed ## Write the catalogue's JSON Schema anew
	@$(BIN)/hub schema

bench-pages: $(VENV)/installed ## Time 5,000 notifications against ordinary MkDocs pages
	@$(BIN)/python tests/benchmarks/pages.py

bench-documents: $(VENV)/installed ## Time the reading of documents against PDFium alone
	@$(BIN)/python tests/benchmarks/documents.py

bench-links: $(VENV)/installed ## Time hub links against LinkChecker alone
	@$(BIN)/python tests/benchmarks/links.py

screenshots: $(VENV)/browser ## Photograph every kind of page into build/screenshots/
	@$(BIN)/python tests/screenshots.py

demo: $(VENV)/installed ## Try documents without a network: build/demo/ (DEMO_SERVE=0 only makes it)
	@PYTHONPATH=tests $(BIN)/python -m demo $(if $(filter 0,$(DEMO_SERVE)),,--serve)

lock: $(VENV)/uv ## Lock the newest allowed versions of the dependencies
	@$(VENV)/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 \
		--extra build pyproject.toml --output-file requirements.txt
	@$(VENV)/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 --constraint requirements.txt \
		--extra build --extra dev pyproject.toml --output-file requirements-dev.txt

clean: ## Remove everything that was made
	@rm -rf $(VENV) site build .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 site"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is needed (on Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the site needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/browser: $(VENV)/installed-dev tests/chromium.py
	@$(BIN)/python tests/chromium.py
	@touch $@

$(VENV)/uv: | $(VENV)/bin/python
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip install --quiet --disable-pip-version-check uv
