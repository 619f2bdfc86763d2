# What one does with a hub: build, check, refresh, publish. Every hub has this file as its Makefile;
# a checkout of the hub's own code includes it. `make` alone explains the targets.
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

# The hub itself: a checkout's own code, or the wheel that `hub init --from` has named.
LOCKED := requirements.txt $(wildcard requirements-hub.txt)
HUB := $(wildcard pyproject.toml requirements-hub.txt)

.PHONY: help site serve check fetch links changes broken summary refresh propose archive clean

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/installed ## Build the site into site/
	@$(BIN)/hub build
	@echo "Look at it: make serve, then http://127.0.0.1:8000/ (or put site/ on any web server)."

serve: $(VENV)/installed ## Show the site on http://127.0.0.1:8000/ and rebuild it as you edit
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000

check: $(VENV)/installed ## Check the catalogue
	@$(BIN)/hub check

fetch: $(VENV)/installed ## Fetch and read the documents (the only step but links that goes out)
	@$(BIN)/hub fetch

links: $(VENV)/installed ## Check the links to other sites
	@$(BIN)/hub links

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

clean: ## Remove everything that was made
	@rm -rf $(VENV) site build .cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 site"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv module is needed (on Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/installed: $(LOCKED) $(HUB) | $(VENV)/bin/python
	@if [ -z "$(HUB)" ]; then \
		echo "requirements-hub.txt is missing: name the hub's wheel with hub init --from WHEEL."; exit 1; fi
	@echo "Installing what the site needs …"
	@$(INSTALL) --require-hashes $(LOCKED:%=-r %)
	@if [ -f pyproject.toml ]; then $(INSTALL) --no-deps --no-build-isolation -e .; fi
	@touch $@
