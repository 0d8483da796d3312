# Every command sets up what it needs in .venv, from the locks in requirements/, the first time.

VENV   := .venv
BIN    := $(VENV)/bin
MADE   := $(VENV)/.made
PIP    := $(BIN)/python -m pip --disable-pip-version-check
LOCKED := $(PIP) install --quiet --require-hashes --requirement

# The newest of these that is Python 3.11 or later and can make an environment; PYTHON=... chooses another.
PYTHONS := python3.13 python3.12 python3.11 python3 python
USABLE  := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))

PYTEST := $(BIN)/python -m pytest
JOBS   ?= auto
ASSETS := src/standto_desk/static/desk
SITE   := build/site

# The tests start hundreds of processes, and each would compile every module again without the bytecode of the first.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo serve docs man pictures notebook test test-slow test-browser test-all check bench bench-desk bench-outlook assets assets-check lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(MADE)/program ## play the weekend of September 2023 and write its reports into demo/
	$(BIN)/standto demo demo/
	@echo
	@echo "To open the same weekend as a board, where people record, look ahead and decide: make serve"

serve: $(MADE)/desk ## open the board of the weekend in a browser; FOLDER=... keeps it, PORT=... moves it
	$(BIN)/standto serve --demo $(if $(FOLDER),--folder "$(FOLDER)") $(if $(PORT),--port "$(PORT)")

test: $(MADE)/test ## run the fast tests
	$(PYTEST) -n $(JOBS)

test-all: $(MADE)/test $(MADE)/browser ## run every test, the slow ones and those in a browser too
	$(PYTEST) -n $(JOBS) --dist loadfile -m ""

test-slow: $(MADE)/test $(MADE)/browser ## run the slow tests, those in a browser too
	$(PYTEST) -n $(JOBS) --dist loadfile --no-loadscope-reorder -m slow

test-browser: $(MADE)/test $(MADE)/browser ## run the fast tests that open a page in Chromium
	$(PYTEST) -m "browser and not slow"

check: $(MADE)/dev $(MADE)/test $(MADE)/audit $(MADE)/site ## check style, types, layers, locks, advisories, the site; UNAUDITED=accept
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.locks check
	$(BIN)/python -m tools.audit
	@$(MAKE) --no-print-directory docs
	@$(MAKE) --no-print-directory assets-check

docs: $(MADE)/site ## build the documentation as a site, into build/site
	@rm -rf $(SITE)
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env -c docs -d build/doctrees . $(SITE)
	@echo "The documentation is a site: open $(SITE)/index.html"

man: $(MADE)/desk ## write the manual pages into build/man; man -M build/man standto reads them
	$(BIN)/python -m tools.man_pages build/man

pictures: $(MADE)/desk $(MADE)/browser ## take the pictures of the documentation again (needs Chromium)
	$(BIN)/python -m tools.pictures

notebook: $(MADE)/test ## make and run the notebook of the documentation again, after a change of its page
	$(BIN)/python -m tools.notebook

bench: $(MADE)/bench $(MADE)/test ## measure, beside a named alternative; BENCH="cover margin" runs those alone
	$(BIN)/python -m benchmarks $(BENCH)

bench-desk: ## measure the desk under load, its ledger and its book
	@$(MAKE) --no-print-directory bench BENCH="desk ledger book"

bench-outlook: ## measure outlooks: the kernel, an ensemble, and several processes
	@$(MAKE) --no-print-directory bench BENCH="kernel_lanes outlook spread"

assets: assets/node_modules/.package-lock.json ## build the desk's style sheet and scripts again (needs Node.js)
	node assets/build.js $(ASSETS)

assets-check: ## compare the built files with what would be built, where Node.js is installed
	@set -eu; \
	if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
	  echo "assets-check: skipped, for Node.js with npm is missing"; exit 0; \
	fi; \
	$(MAKE) --no-print-directory assets/node_modules/.package-lock.json; \
	built=$$(mktemp -d); trap 'rm -rf "$$built"' EXIT; \
	node assets/build.js "$$built"; \
	diff --recursive --brief $(ASSETS) "$$built" || { echo "assets-check: run make assets and commit" >&2; exit 1; }; \
	echo "assets-check: the built files are as they should be"

assets/node_modules/.package-lock.json: assets/package.json assets/package-lock.json assets/.npmrc
	cd assets && npm ci --silent
	@touch $@

lock: $(MADE)/dev ## resolve every lock in requirements/ again
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m tools.locks write

clean: ## remove all that these commands made
	rm -rf $(VENV) assets/node_modules demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .ci/out
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: one stamp for each lock -------------------------------------------------------------------------

$(MADE)/venv:
	@set -eu; \
	if ! $(BIN)/python -c '$(USABLE)' 2>/dev/null; then \
	  for candidate in $(PYTHON) $(PYTHONS); do \
	    if $$candidate -c '$(USABLE)' 2>/dev/null; then found=$$candidate; break; fi; \
	  done; \
	  if [ -z "$${found:-}" ]; then \
	    echo "Standto needs Python 3.11 or later with its venv module; found none among: $(PYTHON) $(PYTHONS)." >&2; \
	    echo "On Debian: apt-get install python3 python3-venv. Or name one: make PYTHON=/path/to/python" >&2; \
	    exit 1; \
	  fi; \
	  echo "Setting up $(VENV) with $$($$found --version)"; \
	  $$found -m venv --clear $(VENV); \
	fi; \
	mkdir -p $(MADE); touch $@

$(MADE)/program: $(MADE)/venv pyproject.toml requirements/runtime.txt requirements/build.txt
	$(LOCKED) requirements/runtime.txt --requirement requirements/build.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(MADE)/desk $(MADE)/dev $(MADE)/bench $(MADE)/browser $(MADE)/audit $(MADE)/site: $(MADE)/%: $(MADE)/program requirements/%.txt
	$(LOCKED) requirements/$*.txt
	@touch $@

$(MADE)/test: $(MADE)/%: $(MADE)/desk requirements/%.txt
	$(LOCKED) requirements/$*.txt
	@touch $@
