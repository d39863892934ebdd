# Two commands are all one needs: `make handouts` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
# Pango sets the words; without libharfbuzz-subset0 a Chinese leaflet takes forty times as long.
SYSTEM := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 gettext
SYSTEM_TEST := $(SYSTEM) poppler-utils
SYSTEM_VERAPDF := default-jdk-headless libjaxb-java

.PHONY: bench handouts test test-slow verapdf fonts wheel clean system system-test

handouts: system .venv/ready
	./make_handouts.py

test: system-test .venv/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	./make_handouts.py fonts
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not slow" --cov --cov-report=term:skip-covered

test-slow: system-test .venv/ready-dev .venv/wheelhouse/ready
	$(BIN)/python -m pytest -m slow --durations=5

# A second opinion on the PDFs, by the engine of veraPDF; see docs/validation.md.
verapdf: handouts
	@scripts/system-packages.sh $(SYSTEM_VERAPDF)
	@scripts/verapdf.sh

fonts: system .venv/ready
	./make_handouts.py fonts

wheel: .venv/ready-dev
	$(BIN)/python -m build --wheel

clean:
	rm -rf .venv out dist handpress/faces .pytest_cache .mypy_cache .ruff_cache .coverage*

system:
	@scripts/system-packages.sh $(SYSTEM)

system-test:
	@scripts/system-packages.sh $(SYSTEM_TEST)

.venv/ready: requirements.txt
	@echo "setting up .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "handpress: Python 3.11 or later is needed" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt \
		|| { echo "handpress: cannot install what requirements.txt names (is there a network?)" >&2; exit 1; }
	@touch $@

# What the test of the wheel installs from, so that the test itself needs no network.
.venv/wheelhouse/ready: .venv/ready-dev
	@$(BIN)/pip download -q --disable-pip-version-check -d .venv/wheelhouse \
		-r requirements.txt hatchling==1.33.0 \
		|| { echo "handpress: cannot fill .venv/wheelhouse (is there a network?)" >&2; exit 1; }
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.txt \
		|| { echo "handpress: cannot install what requirements-dev.txt names (is there a network?)" >&2; exit 1; }
	@touch $@

bench: .venv/ready-dev
	$(BIN)/python bench/warm.py
