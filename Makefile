# What one does with the hub's own code; what one does with a hub is in site.mk.
include site.mk

# The engines that `make engines` compares, each with its requirements in tests/engines/.
ENGINES := mkdocs properdocs zensical

.PHONY: test shuffled wheel lint schema lock bench bench-pages bench-documents bench-search bench-links \
	bench-history bench-outputs bench-readers search-quality screenshots demo engines validate fuzz coverage \
	mutation

# In a fresh clone the browser is fetched while mypy reads everything for the first time.
test: $(VENV)/installed-audit ## Check everything: style, types, floors, tests, browser
	@$(MAKE) --no-print-directory --jobs=2 lint $(VENV)/browser
	@$(BIN)/pytest

shuffled: $(VENV)/browser ## Run the tests in an order of chance (SEED=… repeats one)
	@$(BIN)/pytest --random-order --random-order-seed=$(or $(SEED),$(shell date +%s))

# Data and processes: tests/branches. Tests take half as long again.
coverage: $(VENV)/browser $(VENV)/installed-audit ## Fail where less than 95 % of hub/ is tested, branches counted (TESTS=… adds to the last run)
	@$(BIN)/python tests/branches $(TESTS)

# By hand: what no test sees is to be read by a person. Settings: [tool.mutmut] in pyproject.toml.
mutation: $(VENV)/installed-dev ## Change verdicts, frames and readers' sentences one by one; say what no test sees
	@$(BIN)/python -c 'import mutmut' 2> /dev/null || $(INSTALL) mutmut==3.8.1
	@$(BIN)/mutmut run --max-children 2 && $(BIN)/mutmut results

wheel: $(VENV)/installed ## Build the package into build/, with all that a new hub needs
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation \
		--wheel-dir build .

lint: $(VENV)/installed-dev ## Check style, types and floors only
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

validate: site ## Check the pages' HTML with html-validate (fetched by npm, if that is there)
	@command -v npx > /dev/null || { echo "Left out: npm is not installed, and make test needs none."; exit 0; }; \
		npx --yes html-validate@10.17.0 --config tests/html-validate.cjs 'site/**/*.html' && echo "Every page is valid."

schema: $(VENV)/installed ## Write the catalogue's JSON Schema anew
	@$(BIN)/hub schema

bench: $(VENV)/browser ## Measure the hub beside its peers into bench/RESULTS.md (QUICK=1 only tries it)
	@$(BIN)/python -m bench $(if $(filter 1,$(QUICK)),--quick)

bench-pages: $(VENV)/browser ## Only: whole sites beside MkDocs, Hugo, Eleventy and Zensical
	@$(BIN)/python -m bench sites growth

bench-readers: $(VENV)/browser ## Weigh every kind of page of site/, and time it on a slow phone
	@$(BIN)/python -m bench.readers

bench-search: $(VENV)/browser ## Only: the index beside Pagefind alone, and searches
	@$(BIN)/python -m bench search

bench-documents: $(VENV)/browser ## Only: documents beside PDFium alone (PDFS=folder names others)
	@PDFS='$(PDFS)' $(BIN)/python -m bench documents

search-quality: $(VENV)/browser ## Ask the search the judged questions, beside two other searches
	@$(BIN)/python tests/search/judged.py

bench-links: $(VENV)/browser ## Only: links beside LinkChecker and lychee, with the same pauses
	@$(BIN)/python -m bench links

bench-history: $(VENV)/browser ## Only: what feeds and /nyt/ read of a history of 1,000 commits
	@$(BIN)/python -m bench history

bench-outputs: $(VENV)/browser ## Only: open data, feeds, calendars and news as a share of a whole build
	@$(BIN)/python -m bench outputs

# atheris has no wheels for every version of Python, so nothing else needs it.
fuzz: $(VENV)/installed-dev ## Look for bytes that break a reader (TARGET=catalogue SECONDS=300)
	@$(BIN)/python -c 'import atheris' 2> /dev/null || $(INSTALL) atheris==3.0.0 || \
		{ echo "atheris has no wheel for this Python; 3.11 to 3.13 have one."; exit 1; }
	@cd tests && ../$(BIN)/python fuzz $(or $(TARGET),catalogue) --seconds $(or $(SECONDS),300)

screenshots: $(VENV)/browser ## Photograph every kind of page into build/screenshots/
	@$(BIN)/python tests/screenshots.py

engines: site $(ENGINES:%=build/engines/%/installed) ## Build the site with other engines too, and compare
	@$(BIN)/python tests/engines/comparison.py

demo: $(VENV)/installed ## Try documents without a network: build/demo/ (DEMO_SERVE=0 only makes it)
	@PYTHONPATH=tests $(BIN)/python -m demo $(if $(filter 0,$(DEMO_SERVE)),,--serve)

lock: $(VENV)/uv $(ENGINES:%=lock-%) ## Lock the newest allowed versions of the dependencies
	@$(VENV)/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 \
		--extra build pyproject.toml --output-file requirements.txt
	@$(VENV)/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 --constraint requirements.txt \
		--extra build --extra dev pyproject.toml --output-file requirements-dev.txt
	@$(VENV)/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 --constraint requirements.txt \
		--constraint requirements-dev.txt --group audit --output-file requirements-audit.txt

lock-%: $(VENV)/uv
	@$(VENV)/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes \
		--no-emit-index-url --no-header --python-version 3.11 \
		tests/engines/$*.in --output-file tests/engines/$*.txt

# An engine is installed without the hub and without Material: it has what its own package brings.
build/engines/%/installed: tests/engines/%.txt
	@$(PYTHON) -m venv --clear build/engines/$*
	@build/engines/$*/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
		--require-hashes -r $<
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/browser: $(VENV)/installed-dev tests/chromium.py tests/headless_shell.py
	@$(BIN)/python tests/chromium.py
	@touch $@

$(VENV)/uv: | $(VENV)/bin/python
	@$(PYTHON) -m venv $@ && $@/bin/python -m pip install --quiet --disable-pip-version-check uv
