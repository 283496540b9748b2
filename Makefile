# Everything one can do here. `make` alone lists it.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: help run dev test check lint types unit browser data bench mutants screenshots catalogue reference lock sbom audit format clean

help: ## List what one can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(VENV)/app ## Set up and serve the app (PORT=8501)
	$(BIN)/streamlit run server.py --server.port $(PORT)

dev: $(VENV)/app ## The same, reloading when a file changes
	$(BIN)/streamlit run server.py --server.port $(PORT) --server.fileWatcherType auto --client.showErrorDetails full

test: lint types unit browser ## Set up and run everything that CI runs

check: $(VENV)/dev ## Sources keep their contracts and data/ equals a fresh build
	$(BIN)/python -m curation check

lint: $(VENV)/dev ## Style, import boundaries, catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev ## Types
	$(BIN)/mypy

unit: $(VENV)/dev check ## Tests without a browser (ARGS="-k name")
	$(BIN)/python -m pytest -n auto -m "not browser" $(ARGS)

browser: $(VENV)/dev chromium ## Tests in a real Chromium
	$(BIN)/python -m pytest -m browser tests/browser $(ARGS)

.PHONY: chromium
chromium: $(VENV)/dev
	@$(BIN)/python -m tests.browser.chromium

data: $(VENV)/dev ## Build data/*.parquet and data/datapackage.json from data/sources
	$(BIN)/python -m curation build

bench: $(VENV)/dev chromium ## Measure beside peers and write bench/README.md
	$(BIN)/python -m bench

mutants: $(VENV)/dev ## Plant random errors and list those no test notices (ARGS="--size 300 --seed 1 views")
	$(BIN)/python -m tests.mutation $(ARGS)

screenshots: $(VENV)/dev chromium ## Take the README's pictures anew
	$(BIN)/python -m tests.browser.screenshots

catalogue: $(VENV)/dev ## Collect the words readers see into locale/
	$(BIN)/python -m tests.ui.catalogue

reference: $(VENV)/dev ## Write docs/what_if.md and docs/addresses.md from the tables of models and pages
	$(BIN)/python -m analytics.what_if.cli.reference
	$(BIN)/python -m tests.views.reference

COMPILE := $(BIN)/uv pip compile -q --no-emit-index-url --no-header --python-version 3.11 --generate-hashes
lock: $(VENV)/dev ## Pin requirements*.txt, with hashes, from requirements*.in
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) -c requirements.txt requirements-dev.in -o requirements-dev.txt

sbom: $(VENV)/dev ## Write var/sbom.cdx.json: what serving needs, in CycloneDX form
	@mkdir -p var
	$(BIN)/python -W ignore -m cyclonedx_py requirements requirements.txt --pyproject pyproject.toml --output-reproducible -o var/sbom.cdx.json

audit: $(VENV)/dev ## Look up known vulnerabilities: 0 none, 1 some, 2 not everything could be checked
	@$(BIN)/python -m tests.packaging.audit

format: $(VENV)/dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One environment; `app` holds what serving needs, `dev` what tests need on top. Rebuilt when a list changes.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Corridor needs Python 3.11 or later; set PYTHON=python3.x"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "This Python cannot make environments; on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/app: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/app
