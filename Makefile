# Everything goes through here; each command does its own set-up. `make help` lists them.

SHELL := /bin/sh
ROUTINE ?=
# Through the environment, so that a path may hold any character of the shell.
export ROUTINE
NOTES := .venv/trunktimer
HERE := $(CURDIR)
# The newest Python that PySide6 has wheels for; PYTHON=… chooses another.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$name; break; fi; done)
# Without .pyc files the window starts two and a half times slower.
unexport PYTHONDONTWRITEBYTECODE
# A virtual environment holds its own path and a link to its Python: moved or orphaned, it is made anew.
PLACE = $(shell [ -x .venv/bin/python ] && cat $(NOTES)/ready-run 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run test check bench dist clean set-up-run set-up-test

help:
	@echo 'make run            set up what is missing, and start TrunkTimer'
	@echo 'make run ROUTINE=x  the same, with the routine x (a file, or a key from the list)'
	@echo 'make test           set up what is missing, and run the tests'
	@echo 'make test-pythons   the tests on the other Pythons that are installed'
	@echo 'make check          ruff and mypy'
	@echo 'make bench          measure what the program costs'
	@echo 'make dist           build what is handed out (docs/installing.md)'
	@echo 'make clean          remove what the set-up made'

ifeq ($(PLACE),$(HERE))
$(NOTES)/ready-run $(NOTES)/ready-test: pyproject.toml packaging/set_up.py $(wildcard packaging/linux/*.py) \
	packaging/translations.py $(wildcard assets/locale/*/LC_MESSAGES/*.po)
else
.PHONY: $(NOTES)/ready-run $(NOTES)/ready-test
endif

$(NOTES)/ready-run:
	@$(MAKE) --no-print-directory set-up STAGE=run
$(NOTES)/ready-test:
	@$(MAKE) --no-print-directory set-up STAGE=test

.PHONY: set-up
set-up:
	@if [ -z "$(PYTHON)" ]; then \
	echo 'TrunkTimer needs Python 3.11 or later, and found none. Install it, or name it: make run PYTHON=/path/to/python'; \
	exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo 'TrunkTimer needs Python 3.11 or later, and $(PYTHON) is not one.'; exit 1; }
	@$(PYTHON) packaging/set_up.py $(STAGE)

run: $(NOTES)/ready-run
	@.venv/bin/python -m trunktimer $${ROUTINE:+"$$ROUTINE"}

# Three at once on two cores: some tests wait for sounds that are really played.
test: $(NOTES)/ready-test
	@QT_QPA_PLATFORM=offscreen .venv/bin/python -m pytest -n 3 --dist worksteal -q

# All tests on Debian's Python with the lowest versions; what is not about Qt and sound on 3.12 to 3.14.
.PHONY: test-pythons
test-pythons: $(NOTES)/ready-test
	@.venv/bin/python packaging/pythons.py

check: $(NOTES)/ready-test
	@.venv/bin/python -m ruff check .
	@.venv/bin/python -m ruff format --check .
	@.venv/bin/python -m mypy
	@cd packaging/linux && ../../.venv/bin/python -m mypy --config-file ../../pyproject.toml needs.py system_libs.py deb.py share.py icons.py

bench: $(NOTES)/ready-test
	@.venv/bin/python -m benches

# STEPS=wheel builds sdist and wheel only; the others are bundle and system.
dist:
	@$(or $(PYTHON),python3) packaging/dist.py $(STEPS)

clean:
	@rm -rf .venv .venv-* dist build .mypy_cache .ruff_cache .hypothesis
