# Dateline: `make run` sets up, reads the sample articles and answers a first question; `make test` sets up and tests.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
RAW ?= data/raw
CURATED ?= data/curated

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/.made: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not on the PATH: install Python 3.11, or name one with PYTHON=..."; exit 6; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

setup: $(VENV)/.made ## make .venv from the lock

run: setup ## read the sample articles, say where the tables are, answer a first question
	$(BIN)/dateline run --raw $(RAW) --curated $(CURATED)
	@echo; echo 'A first answer: who did what to whom, by type (dateline sql "...")'
	@$(BIN)/dateline sql --format table --curated $(CURATED) "select type, count(*) as events, \
	  count(distinct doc_id) as articles, round(avg(confidence), 2) as confidence, \
	  first(trigger order by confidence desc, event_id) as surest_word from events group by type order by events desc"

test: setup ## run all tests
	$(BIN)/python -m pytest -n 2

check: setup ## format, lint, types, SQL style, tests: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint sql --disable-progress-bar
	$(BIN)/python -m pytest -n 2 --cov=flows --cov-report=term:skip-covered

search: setup ## the property tests on new examples
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile=search --hypothesis-show-statistics

bench: setup ## measure speed and quality beside a plain script, in one run
	@for bench in bench/*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

lock: setup ## resolve requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o requirements.lock

clean: ## remove what was made: environment, caches, tables; judgements of people stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find data/curated -mindepth 1 ! -name README.md ! -path 'data/curated/judgements*' -delete

.PHONY: help setup run test check search bench lock clean
