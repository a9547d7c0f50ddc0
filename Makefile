# CellScanner on one command. `make help` lists what there is.
.DEFAULT_GOAL := help

# Many processes import the same packages: each would compile them anew where an environment forbids to keep bytecode.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MEMBERS := shared services/gateway services/detector services/classifier services/trainer deploy/local
SERVICES := gateway detector classifier trainer
SOURCES := shared/src services/*/src deploy/local/src tests
PAGE := frontend/src frontend/public frontend/index.html frontend/package-lock.json frontend/*.ts frontend/tsconfig*.json shared/src/cellscanner_shared/problems

# Stamps carry a checksum of what they were made from: a second time costs nothing, and a change is never missed.
checksum = $(shell find $(1) -type f -exec cksum {} + 2>/dev/null | sort | cksum | cut -d' ' -f1)
PYTHON_STAMP := $(VENV)/.ready-$(call checksum,requirements/dev.txt requirements/uv.txt $(MEMBERS:%=%/pyproject.toml))
# An environment whose Python is gone, as after an upgrade of the system, is none.
$(shell $(BIN)/python -c '' 2>/dev/null || rm -f $(VENV)/.ready-*)
NODE_STAMP := frontend/node_modules/.ready-$(call checksum,frontend/package-lock.json)
PAGE_STAMP := frontend/dist/.built-$(call checksum,$(PAGE))

.PHONY: help
help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: node setup page ## start everything on http://127.0.0.1:8000 (CELLSCANNER_PORT, CELLSCANNER_DATA_DIR)
	@exec $(BIN)/python -m cellscanner_local --stop-with-parent

TWO_PROCESSES := -n 2 --dist loadfile
# What runs side by side says its lines together, where this make can (that of macOS cannot).
WHOLE_OUTPUTS := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: test
test: node browser ## every check and every test, as CI runs them
	@$(MAKE) --no-print-directory --jobs=2 $(WHOLE_OUTPUTS) setup page page-tests lint
	OMP_NUM_THREADS=1 $(BIN)/pytest tests/unit tests/contract --ignore tests/unit/local $(TWO_PROCESSES)
	$(BIN)/pytest tests/unit/local tests/integration tests/recovery tests/e2e $(TWO_PROCESSES) --no-loadscope-reorder

.PHONY: lint
lint: python-checks page-checks ## the static checks: ruff, mypy, import layers, the page's own

.PHONY: python-checks
python-checks: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(wildcard $(SOURCES))
	$(BIN)/lint-imports

.PHONY: page-checks
page-checks: $(NODE_STAMP)
	cd frontend && npm run lint && npm run typecheck

.PHONY: page-tests
page-tests: $(NODE_STAMP)
	cd frontend && npm test

.PHONY: bench
bench: setup ## measure: detection, classification, speed, memory
	$(BIN)/pytest tests/bench -o python_files='bench_*.py' -s
	@echo "What the figures mean, and the last ones kept: docs/benchmarks.md"

.PHONY: setup
setup: $(PYTHON_STAMP) ## the Python environment in .venv

.PHONY: page
page: $(PAGE_STAMP) ## build the web page

$(PYTHON_STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "CellScanner: Python 3.11 or newer is needed ($$($(PYTHON) --version 2>&1)). Name one: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || { \
		echo "CellScanner: $(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing the Python packages into $(VENV) (about 7 GB; the first time takes minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt && \
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements/dev.txt && \
	$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(MEMBERS:%=-e ./%) || { \
		echo "CellScanner: the Python packages could not be installed, for the reason above. The first start needs the package index (or a mirror, see docs/deploy.md) and about 7 GB of disk; what is there already is kept." >&2; exit 1; }
	@rm -f $(VENV)/.ready-*
	@touch $@

.PHONY: node
node:
	@command -v npm >/dev/null 2>&1 && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || { \
		echo "CellScanner: Node.js 20.19 or newer, with npm, is needed to build the web page; $$(node --version 2>/dev/null || echo none) was found." >&2; exit 1; }

$(NODE_STAMP): | node
	@cd frontend && npm ci --no-audit --no-fund || { \
		echo "CellScanner: the packages of the web page could not be installed, for the reason above. The first start needs the npm registry (or a mirror, see docs/deploy.md)." >&2; exit 1; }
	@touch $@

$(PAGE_STAMP): $(NODE_STAMP)
	cd frontend && npm run build
	@touch $@

.PHONY: browser
browser: ## a Chromium for the tests in a real browser
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || { \
		echo "CellScanner: the browser tests need Chromium; on Debian: apt install chromium" >&2; exit 1; }

UV_LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock" --overrides requirements/overrides.txt --no-emit-package cellscanner-shared

.PHONY: lock
lock: setup ## pin every requirement anew, with hashes and without addresses
	$(UV_LOCK) --upgrade --extra serving --extra gpu $(MEMBERS:%=%/pyproject.toml) requirements/dev.in -o requirements/dev.txt
	for tool in uv build; do \
		$(UV_LOCK) --constraints requirements/dev.txt requirements/$$tool.in -o requirements/$$tool.txt || exit 1; \
	done
	for service in $(SERVICES); do \
		$(UV_LOCK) --constraints requirements/dev.txt services/$$service/pyproject.toml -o services/$$service/requirements.txt || exit 1; \
	done
	for service in detector classifier; do \
		$(UV_LOCK) --constraints requirements/dev.txt services/$$service/pyproject.toml requirements/gpu.in \
			-o services/$$service/requirements-gpu.txt || exit 1; \
	done

.PHONY: format
format: setup ## let ruff and prettier lay out the code
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .
	cd frontend && npm run format
