# SPDX-License-Identifier: Apache-2.0
#
# Everything a person does with this repository. Each target sets up what it needs first (see requirements/install);
# on a fresh machine nothing but make and Python 3.11 or newer is asked for.
#
#   make demo ARGS=--no-browser     give the command behind a target more to say
#   make test PYTHON=python3.13     choose the Python that .venv is made with

.POSIX:
.SUFFIXES:
.PHONY: help demo test check format docs notebooks messages pictures bench fuzz lock clean

SHELL = /bin/sh
PYTHON ?=
ARGS ?=
SECONDS ?= 60
export PYTHON
unexport PYTHONPATH PYTHONHOME

bin = .venv/bin
code = src tests docs benchmarks fuzz

help:
	@echo 'make demo    open the example mediation in a browser (ARGS=labour-2024: another one; ARGS=--no-browser: only print the address)'
	@echo 'make test    run every check and every test (ARGS: more for pytest)'
	@echo 'make check   formatting, lint, types, imports, length of files'
	@echo 'make format  put the formatting right'
	@echo 'make docs    write the generated pages of docs/reference anew'
	@echo 'make pictures  take the pictures of docs/guide anew (ARGS: names of pages)'
	@echo 'make notebooks  run the notebooks of docs/notebooks and write their outputs anew'
	@echo 'make messages  bring the catalogues of other languages up to date (ARGS=--check: only say what is missing)'
	@echo 'make bench   measure, and print the table (ARGS: names of benchmarks)'
	@echo 'make fuzz    throw bytes at what reads bytes, for SECONDS=$(SECONDS) each (ARGS: names of fuzzers)'
	@echo 'make lock    resolve the dependencies again (ARGS=--upgrade: to the newest allowed)'
	@echo 'make clean   remove .venv and caches'

demo:
	@sh requirements/install run
	@$(bin)/goodoffices demo $(ARGS)

test: check
	@sh requirements/browser >/dev/null
	@$(bin)/python -m pytest --numprocesses=2 --dist=loadfile --no-loadscope-reorder $(ARGS)

check:
	@sh requirements/install development
	@$(bin)/ruff format --check --quiet $(code) || { echo 'Not formatted: make format puts that right.'; exit 1; }
	@$(bin)/ruff check --quiet $(code)
	@$(bin)/mypy
	@$(bin)/lint-imports --no-logo
	@find $(code) -name '*.py' -exec awk 'FNR == 601 { print FILENAME ": longer than 600 lines; make two of it"; bad = 1 } END { exit bad }' {} +

format:
	@sh requirements/install development
	@$(bin)/ruff check --quiet --fix-only $(code)
	@$(bin)/ruff format $(code)

docs:
	@sh requirements/install development
	@$(bin)/python -m docs.make_reference

notebooks:
	@sh requirements/install development
	@$(bin)/python -m docs.notebook

messages:
	@sh requirements/install development
	@$(bin)/python -m docs.make_messages $(ARGS)

pictures:
	@sh requirements/install development
	@sh requirements/browser >/dev/null
	@$(bin)/python -m docs.make_pictures $(ARGS)

bench:
	@sh requirements/install development
	@$(bin)/python -m benchmarks $(ARGS)

fuzz:
	@sh requirements/install fuzz
	@$(bin)/python -m fuzz --seconds $(SECONDS) $(ARGS)

lock:
	@sh requirements/lock $(ARGS)

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
