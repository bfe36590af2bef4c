# Each command explains itself: `make help`. Nothing is installed outside this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint types docs accept eval bench bench-speed bench-collection bench-references bench-completeness bench-contrasts bench-annotations bench-kill bench-disk train fuzz clean

help: ## Show what can be made
	@echo 'make COMMAND, where COMMAND is one of'
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 20

demo: $(VENV)/.installed ## Install, build the sample collection, take a short tour, open the reading room
	@$(BIN)/reftel demo --folder demo

test: lint types ## Install with the tools of development, then check style and types and run every test
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.tools ## Check style and layout
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.tools ## Check types
	@$(BIN)/mypy

docs: $(VENV)/.tools ## Write the tables of the documents anew
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/sessions.py
	@$(BIN)/python -m tests.marking.page

accept: $(VENV)/.tools ## Write what is read now as the golden telegram: make accept NAME=text_2000s/plain
	@test -n "$(NAME)" || { echo 'Which one? For example: make accept NAME=text_2000s/plain (or NAME=all)' >&2; exit 2; }
	@$(BIN)/python -m tests.golden.accept "$(NAME)"

eval: $(VENV)/.tools ## Score how well telegrams are read, against the floors: make eval, make eval DATA=folder
	@$(BIN)/python -m bench.evaluate $(if $(DATA),--data "$(DATA)") $(ARGS)

bench: bench-speed bench-collection ## Measure reading, and a collection of 10,000: make bench COUNT=250000

bench-speed: $(VENV)/.tools ## Measure how fast telegrams are read: make bench-speed, make bench-speed DATA=folder
	@$(BIN)/python -m bench.speed $(if $(DATA),--data "$(DATA)") $(ARGS)

bench-collection: $(VENV)/.tools ## Build, ask, read while it grows, beside FTS5: make bench-collection COUNT=250000
	@$(BIN)/python -m bench.collection $(if $(COUNT),--count "$(COUNT)") $(ARGS)

bench-references: $(VENV)/.tools ## Infer years left out, and cost references of a whole collection: COUNT=1000000
	@$(BIN)/python -m bench.references $(if $(COUNT),--count "$(COUNT)") $(ARGS)

bench-kill: $(VENV)/.tools ## Kill builds, rebuilds and removals at random moments: make bench-kill COUNT=200
	@$(BIN)/python -m bench.kill $(if $(COUNT),--count "$(COUNT)") $(ARGS)

bench-disk: $(VENV)/.tools ## Build on a disk that fills up, and in a folder that may not be written
	@$(BIN)/python -m bench.disk $(ARGS)

bench-contrasts: $(VENV)/.tools ## Plant contradictions, revisions and repetitions, and see which are found: ARGS="--seeds 3"
	@$(BIN)/python -m bench.contrasts $(ARGS)

bench-annotations: $(VENV)/.tools ## Annotate a collection that grows, and ask it: make bench-annotations COUNT=30000
	@$(BIN)/python -m bench.said $(if $(COUNT),--count "$(COUNT)") $(ARGS)

bench-completeness: $(VENV)/.tools ## Hide 10 to 90 % of complete series, and see whether the intervals hold
	@$(BIN)/python -m bench.completeness $(ARGS)

train: $(VENV)/.tools ## Train the models of annotations anew: make train DATA=folder
	@$(BIN)/python -m bench.train --data "$(DATA)" $(ARGS)

fuzz: $(VENV)/.tools ## Read a great many damaged telegrams: make fuzz, make fuzz DATA=folder ARGS='--count 1000000'
	@$(BIN)/python -m tests.fuzz.target $(if $(DATA),--data "$(DATA)") $(ARGS)

clean: ## Remove what was made here: the environment, the demo, the caches
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The empty files below say "done": a second run starts at once, a changed pyproject.toml installs again.

$(VENV)/.made:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	  echo 'There is no "$(PYTHON)" here. On Debian or Ubuntu: sudo apt-get install python3 python3-venv' >&2; \
	  echo 'Another Python (3.11 or newer) can be named: make PYTHON=/path/to/python ...' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "reftel needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)." >&2; \
	  echo 'On Debian 12 or newer: sudo apt-get install python3 python3-venv; or name another one: make PYTHON=...' >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo 'This Python cannot make environments. On Debian or Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }
	@echo 'Making an environment in $(VENV) ...'
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.made
	@echo 'Installing reftel ...'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# The list of tools stands once, in pyproject.toml; pip itself reads such lists only from 25.1 on.
$(VENV)/.tools: $(VENV)/.installed
	@echo 'Installing the tools of development ...'
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' >$(VENV)/tools.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(VENV)/tools.txt
	@touch $@
