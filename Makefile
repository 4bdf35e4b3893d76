# haicap: `make` alone prints what can be done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_LOCK := requirements/run.lock
DEV_LOCK := requirements/dev.lock

.PHONY: help setup setup-dev run demo test thorough check fix bench faults journeys messages lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/.run: $(RUN_LOCK) pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(RUN_LOCK)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(DEV_LOCK) $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(DEV_LOCK)
	@touch $@

setup: $(VENV)/.run ## install what the product needs into .venv

setup-dev: $(VENV)/.dev ## install also what developers need

run: setup ## serve a living demo province (prints address and sign-ins; Ctrl-C stops)
	$(BIN)/haicap up $(ARGS)

demo: run ## the same as run

test: setup-dev ## run all tests on a real database (browser tests where Chromium is found)
	$(BIN)/python -m pytest -n 2 $(ARGS)

thorough: setup-dev ## the proofs of `make test` once more, in further looks, roles and histories
	$(BIN)/python -m pytest -n 2 -m thorough $(ARGS)

check: setup-dev ## static checks: ruff, mypy, floors and rooms, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py --check

fix: setup-dev ## let ruff mend what it can, compile translations, renew generated pages
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/messages.py
	$(BIN)/python -m tools.docs

bench: setup-dev ## our figures beside ceilings measured in the same minute
	$(BIN)/python -m bench $(ARGS)

faults: setup-dev ## kill, fill, cut: the slow fault suite
	$(BIN)/python -m pytest -m faults -p no:xdist tests/faults $(ARGS)

lock: ## renew requirements/*.lock (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml requirements/build.in -o $(RUN_LOCK)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev -c $(RUN_LOCK) pyproject.toml requirements/build.in -o $(DEV_LOCK)

clean: ## remove .venv and the demo's data
	rm -rf $(VENV) .haicap
