# Every path is relative: make cannot hold a path with blanks, and the checkout may lie under one.
#   make refresh   documents -> warehouse/jixiao.duckdb      make test   lint, types, SQL, tests

# The first Python that is one of ours; PYTHON=... chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN = .venv/bin

.PHONY: help install refresh test test-system lint types sql unit bench docs lock format

help:
	@echo "make refresh   read raw/, build, gate and publish warehouse/jixiao.duckdb (ARGS=--strict, ...)"
	@echo "make test      lint, types, SQL style and every test"
	@echo "make test-system   refreshes killed, disks full, readers hammering: minutes"
	@echo "make bench     time and memory of reading and of a refresh"
	@echo "make docs      write the generated parts of docs/"
	@echo "make format    let ruff and sqlfluff mend what they can"
	@echo "make lock      resolve pyproject.toml into requirements.lock (ARGS=--upgrade for newer versions)"

install:
	@test -n "$(PYTHON)" || { echo "make: needs Python 3.11, 3.12 or 3.13 on the PATH, or PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" scripts/install.py

refresh: install
	@$(BIN)/jixiao refresh $(ARGS)

test: lint types sql
	$(BIN)/pytest --ignore=tests/system $(ARGS)

test-system: install
	$(BIN)/pytest tests/system $(ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

sql: install
	$(BIN)/sqlfluff lint dbt

unit: install
	$(BIN)/pytest tests/unit $(ARGS)

bench: install
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/refresh.py $(ARGS)
	$(BIN)/python benchmarks/again.py

docs: install
	$(BIN)/python scripts/write_docs.py

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix dbt

lock: install
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev \
		--no-emit-index-url --custom-compile-command "make lock" -o requirements.lock pyproject.toml $(ARGS)
	printf 'uv\nsetuptools>=77\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" -o requirements-bootstrap.lock - $(ARGS)
