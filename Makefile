# Two of these are enough to begin with: `make run` and `make test`. The rest is a developer's day.

PYTHON ?= python3
VENV := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run demo test check lint pytest types-js format messages bench vendor locks prepare-run prepare-test

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: prepare-run ## Start the product; HOST, PORT and DATA_DIR are honoured, Ctrl-C stops it
	@exec $(VENV)/python -m tools.serve

demo: prepare-run ## The same, from clean demo content (what was in a demo's DATA_DIR goes)
	@exec $(VENV)/python -m tools.serve --fresh

test: prepare-test lint types-js ## Everything that CI runs: types, lint, all tests on both databases, browsers
	$(VENV)/pytest -q

check: prepare-test lint types-js ## The quick half: all of it but the tests that take seconds each
	$(VENV)/pytest -q -m "not slow"

format: prepare-test ## Lay out the code and mend what can be mended by machine
	$(VENV)/ruff format .
	$(VENV)/ruff check --fix .

messages: prepare-test ## Bring the English catalogue up to date with the texts in the code
	$(VENV)/python tools/messages.py update

bench: prepare-test ## Measure, as ratios against a reference in the same run
	$(VENV)/python -m benchmarks

vendor: ## Build the third-party scripts anew from vendor/package-lock.json (needs Node)
	$(PYTHON) tools/vendor.py

locks: ## Resolve pyproject.toml into requirements/*.lock again (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --upgrade pyproject.toml -o requirements/run.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --upgrade pyproject.toml --group pyproject.toml:dev -c requirements/run.lock -o requirements/test.lock

# The steps the targets above stand on.

prepare-run:
	@$(PYTHON) tools/prepare.py run

prepare-test:
	@$(PYTHON) tools/prepare.py test

lint:
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy

types-js:
	node_modules/.bin/tsc
