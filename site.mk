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
# Many a container asks Python to keep nothing of what it compiles, and would compile it all on every
# run; what is kept lies in the environment and beside the code, and is no part of a site.
unexport PYTHONDONTWRITEBYTECODE

# What the targets for other programs are told; any of them may be named: make changes RANGE=…
PORT ?= 8000
RANGE ?= HEAD..
FORMAT ?= text

# The hub itself: a checkout's own code, or the wheel that `hub init --from` has named.
LOCKED := requirements.txt $(wildcard requirements-hub.txt)
HUB := $(wildcard pyproject.toml requirements-hub.txt)

.PHONY: help site serve check fetch store told links changes broken summary refresh propose \
	pull-request github archive bill audit clean

help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/installed ## Build the site into site/
	@$(BIN)/hub build
	@echo "Look at it: make serve, then http://127.0.0.1:8000/ (or put site/ on any web server)."

serve: $(VENV)/installed ## Show the site on http://127.0.0.1:8000/ (or PORT=…), rebuilt as you edit
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

check: $(VENV)/installed ## Check the catalogue (AGAINST=main: addresses that a change would take away too)
	@$(BIN)/hub check $(if $(AGAINST),--against '$(AGAINST)')

fetch: $(VENV)/installed ## Fetch and read the documents (the only step but links that goes out)
	@$(BIN)/hub fetch

store: $(VENV)/installed ## Fetch what the lock names and the store lacks; what cannot be had is told, and no failure
	@$(BIN)/hub fetch --missing || case $$? in \
	1) ;; \
	3) echo "The site is built without what could not be fetched." >&2 ;; \
	*) exit 1 ;; esac

# Where history and cache are lost, numbers of deadlines hold by the calendar that was published.
told: ## Keep the calendar that readers have, so that no number in it falls (SITE_URL=…)
	@mkdir -p .cache/hub
	@curl --silent --show-error --fail --location --proto '=http,https' --max-time 60 \
		--max-filesize 64M --output .cache/hub/frister.ics.new "$${SITE_URL%/}/frister.ics" && \
		mv .cache/hub/frister.ics.new .cache/hub/frister.ics || \
		echo "There is no calendar at $${SITE_URL%/}/frister.ics; the site is built without it." >&2

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

# With BRANCH it goes on from the facts of that proposal, where they are not merged yet.
refresh: $(VENV)/installed ## Fetch documents, check links; fails without a network, not for dead links
	@if [ -n "$$BRANCH" ]; then $(BIN)/hub resume --branch "$$BRANCH"; fi
	@$(BIN)/hub fetch || [ $$? -eq 1 ]
	@$(BIN)/hub links || [ $$? -eq 1 ]

# BRANCH and TITLE come from the environment: the shell reads them, make does not.
propose: $(VENV)/installed ## Push changed data to a branch, and print its name (BRANCH=… TITLE=…)
	@$(BIN)/hub propose --branch "$$BRANCH" --title "$$TITLE"

pull-request: ## On GitHub: open a pull request, or renew the open one (BRANCH=… TITLE=… BODY=file)
	@set -e; number=$$(gh pr list --state open --base main --head "$$BRANCH" \
		--json number --jq '.[0].number // empty'); \
	if [ -n "$$number" ]; then gh pr edit "$$number" --body-file "$$BODY"; \
	else gh pr create --base main --head "$$BRANCH" --title "$$TITLE" --body-file "$$BODY"; fi

github: ## Switch on what the workflows need on GitHub, by gh: Pages, labels, pull requests by Actions
	@gh api --silent --method PUT 'repos/{owner}/{repo}/actions/permissions/workflow' \
		--raw-field default_workflow_permissions=read \
		--field can_approve_pull_request_reviews=true
	@gh api --silent 'repos/{owner}/{repo}/pages' 2> /dev/null || \
		gh api --silent --method POST 'repos/{owner}/{repo}/pages' --raw-field build_type=workflow
	@for label in ny-post fejl doede-links; do gh label create "$$label" --force; done

archive: ## Put site/ into build/site.tar.gz, the same bytes for the same site; say its checksum
	@mkdir -p build
	@(cd site && tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
		--use-compress-program='gzip -n' -cf ../build/.site.tar.gz.new .) || \
		{ rm -f build/.site.tar.gz.new; \
		echo "build/site.tar.gz could not be written. Mend what is said above, and run it again." >&2; exit 1; }
	@mv build/.site.tar.gz.new build/site.tar.gz
	@sha256sum build/site.tar.gz | cut -d ' ' -f 1

BILL := build/bill-of-materials.cdx.json

bill: $(VENV)/installed-audit ## List in build/ what the site is made with (CycloneDX), checked by its schema
	@mkdir -p build
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements $(BILL_OPTIONS) --output-reproducible --sv 1.6 --of JSON \
		$(if $(wildcard pyproject.toml),--pyproject pyproject.toml) --output-file $(BILL) requirements.txt
	@echo $(BILL)

# pip-audit ends with 1 both for a weakness and where it could not ask.
audit: $(VENV)/installed-audit ## Ask PyPI for known weaknesses of what is installed (goes out)
	@mkdir -p build
	@$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
		--requirement requirements.txt 2> build/audit.log && echo "No known weaknesses." || { \
	if grep -qE 'Traceback|^ERROR' build/audit.log; then \
		echo "Nothing is known: not every package could be asked about. Try again with a network; build/audit.log tells more." >&2; \
	else cat build/audit.log >&2; \
		echo "Take newer versions into requirements.txt (in the hub's own code: make lock)." >&2; fi; exit 1; }

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
	@echo "Installing what the site needs …" >&2
	@$(INSTALL) --require-hashes $(LOCKED:%=-r %)
	@if [ -f pyproject.toml ]; then $(INSTALL) --no-deps --no-build-isolation -e .; fi
	@touch $@

$(VENV)/installed-audit: requirements-audit.txt | $(VENV)/installed
	@echo "Installing what audits …" >&2
	@$(INSTALL) --require-hashes -r requirements-audit.txt
	@touch $@
