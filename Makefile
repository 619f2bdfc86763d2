# `make` alone explains the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Python compiles what it imports when it first does so; most of what is installed it never does.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# Material prints a banner about the end of its life on every run without this.
export NO_MKDOCS_2_WARNING := 1

# What the targets for other programs are told; any of them may be named: make changes RANGE=…
RANGE ?= HEAD..
FORMAT ?= text

.PHONY: help site serve fetch check test lint schema lock bench-pages bench-documents bench-search bench-links links \
	search-quality screenshots demo \
	clean changes broken summary refresh propose archive

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

changes: $(VENV)/installed ## Say what has changed for readers (RANGE=main...HEAD FORMAT=markdown)
	@$(BIN)/hub changes '$(RANGE)' --format '$(FORMAT)'

broken: $(VENV)/installed ## Say which links have ceased to work (RANGE=…); nothing where none has
	@$(BIN)/hub changes '$(RANGE)' --format markdown --only link-broken

summary: $(VENV)/installed ## Say it in full for a pull request (RANGE=…)
	@echo '## Hvad læserne vil se' && echo
	@$(BIN)/hub changes '$(RANGE)' --format markdown
	@echo && cat .github/how-to-look.md

refresh: $(VENV)/installed ## Fetch documents, check links; that some cannot be had is told, and no failure
	@$(BIN)/hub fetch || [ $$? -eq 1 ]
	@$(BIN)/hub links || [ $$? -eq 1 ]

# BRANCH and TITLE come from the environment: the shell reads them, make does not.
propose: ## Push changed data to a branch of its own (BRANCH=… TITLE=…)
	@if [ -z "$$(git status --porcelain -- data)" ]; then echo "Nothing has changed."; else \
		git switch --quiet --force-create "$$BRANCH" && git add -- data && \
		git -c user.name=hub -c user.email=hub@users.noreply.github.com \
			commit --quiet --message "$$TITLE" -- data && \
		git push --quiet --force origin "HEAD:refs/heads/$$BRANCH" && echo "Pushed $$BRANCH."; fi

archive: ## Put site/ into build/site.tar.gz, the same bytes for the same site; say its checksum
	@mkdir -p build
	@tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
		-C site -cf - . | gzip -n > build/site.tar.gz
	@sha256sum build/site.tar.gz | cut -d ' ' -f 1

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

bench-search: $(VENV)/browser ## Time the index beside Pagefind alone, and weigh a search
	@$(BIN)/python tests/benchmarks/search.py --pages 300 3000 10000

bench-documents: $(VENV)/installed ## Time the reading of documents against PDFium alone
	@$(BIN)/python tests/benchmarks/documents.py

search-quality: $(VENV)/browser ## Ask the search the judged questions, beside two other searches
	@$(BIN)/python tests/search/judged.py

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
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/browser: $(VENV)/installed-dev tests/chromium.py
	@$(BIN)/python tests/chromium.py
	@touch $@

$(VENV)/uv: | $(VENV)/bin/python
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip install --quiet --disable-pip-version-check uv
