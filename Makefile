# Two commands do everything: `make run` and `make test`. Both make .venv when it is missing.
.PHONY: run test check bench demo format clean help oracle

# The newest Python there is; 3.11 at least (.ci/system_libraries.py says so where it is older).
# A name on the path may be a version manager's stand-in for a Python that is not installed: it must run.
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3; do \
	"$$each" -c "" 2>/dev/null && { echo "$$each"; break; }; done)
BIN := .venv/bin
SAMPLE := resources/samples/maison_verte.kpi
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)

run: .venv/installed ## Open the workbench on the sample plan (without a display: pictures in build/demo)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/python main.py $(SAMPLE); \
	else \
		echo "There is no display here. Running the same path offscreen into build/demo."; \
		$(MAKE) --no-print-directory demo; \
	fi

demo: .venv/installed ## Leave the sample's workbook and pictures of every room in build/demo
	QT_QPA_PLATFORM=offscreen $(BIN)/python main.py demo build/demo

test: .venv/installed ## Run the tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS)

check: .venv/installed ## Style, types, direction of imports, dead code, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .

oracle: ## Look for what the tests marked oracle need too: LibreOffice Calc, poppler, Xvfb
	@$(PYTHON) .ci/system_libraries.py --oracle

bench: .venv/installed ## Print each measure as a ratio to a floor or peer in the same run
	@for script in tests/benchmarks/*.py; do \
		QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(BIN)/python $$script || echo "$$script did not finish"; \
	done

format: .venv/installed ## Lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/installed: constraints.txt
	@$(PYTHON) .ci/system_libraries.py
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@touch $@

clean: ## Remove what was made, .venv included
	rm -rf .venv build .pytest_cache .ruff_cache .hypothesis

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 8
