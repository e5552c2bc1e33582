# `make run` and `make test` on a machine with Python 3.11+, make and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WAREHOUSE ?= warehouse-data
SAMPLES := $(VENV)/samples
READY := $(VENV)/.ready
NEWEST := $(VENV)/duckdb-2

.PHONY: help setup run test lint types unit lock docs clean

help:
	@echo "make run    read the shipped samples into $(WAREHOUSE)"
	@echo "make test   lint, types and all tests"
	@echo "make setup  build $(VENV) with the dateline command in it"
	@echo "make lock   resolve the dependencies anew;  make docs  write the generated pages anew"

setup: $(READY)

$(READY): locks/requirements.txt locks/uv.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Dateline needs Python 3.11 or newer; there is no $(PYTHON). Name one: make setup PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Name another: make setup PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module; on Debian: apt-get install python3-venv"; exit 2; }
	@echo "setting up $(VENV) (once; less than a minute with a quick registry)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/uv.txt || { echo "the package registry did not answer: check the network, or pip's index settings"; exit 2; }
	@# pip without --no-deps resolves anew, and a name with an extra has then no hash for it
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r locks/requirements.txt \
	  || { echo "uv failed; trying pip, which takes some minutes"; $(BIN)/python -m pip install --quiet --no-deps --require-hashes -r locks/requirements.txt; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
	@echo "ready: $(BIN)/dateline"

run: setup
	@$(BIN)/dateline run samples/copy --warehouse $(WAREHOUSE) --engine prefect

test: lint types unit

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

unit: setup $(NEWEST)
	$(BIN)/pytest

# What `pip install duckdb` gives an analyst today, beside the one that writes the file.
$(NEWEST): locks/duckdb-2.txt | setup
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --target $@ --require-hashes -r $< \
	  || $(BIN)/python -m pip install --quiet --target $@ --require-hashes -r $<
	@touch $@

lock: setup
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-strip-extras --group dev pyproject.toml -o locks/requirements.txt
	echo uv | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header - -o locks/uv.txt
	echo 'duckdb>=2,<3' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header - -o locks/duckdb-2.txt

docs: setup
	rm -rf $(SAMPLES)
	$(BIN)/dateline run samples/copy --warehouse $(SAMPLES) --engine inline > /dev/null 2>&1
	$(BIN)/dateline dictionary --markdown --examples $(SAMPLES) > docs/data-dictionary.md
	$(BIN)/python -m flows.questions_page $(SAMPLES) > docs/questions.md
	$(BIN)/python -m flows.cli_page > docs/commands.md
	$(BIN)/python -m flows.card_page $(SAMPLES) docs/citing.md
	$(BIN)/python -m tests.flows.test_docs

clean:
	rm -rf $(VENV) $(WAREHOUSE)
