# Everything needs only python3 (3.11 to 3.13) and make: the first target that needs it creates .venv.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DEMO = out/demo

.PHONY: demo test warm check docs patterns headroom stories lessons atlas slow lowest pythons browser screening bench torture mutants clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(VENV)/installed
	test -e $(DEMO)/people.csv || $(BIN)/orgsim init $(DEMO) --template demo
	$(BIN)/orgsim import $(DEMO)/people.csv -o $(DEMO)/today.yaml --report $(DEMO)/import.html --force
	$(BIN)/orgsim designs --apply $(DEMO)/today.yaml gpm-pods portfolio-pm flat --force
	$(BIN)/orgsim compare $(DEMO)/today.yaml $(DEMO)/gpm-pods.yaml $(DEMO)/portfolio-pm.yaml $(DEMO)/flat.yaml \
		--replications 200 --over-guesses 8 --output $(DEMO)/results --report $(DEMO)/report.html --headroom --flips --runs 800

# The engine is compiled once, on one core, while the other checks the code; then the tests find it in the cache.
test: $(VENV)/installed
	$(MAKE) --no-print-directory warm >/dev/null 2>&1 & warm=$$!; $(MAKE) --no-print-directory check && wait $$warm
	$(BIN)/python -m pytest -n 2 -m 'not slow'

warm: $(VENV)/installed
	$(BIN)/orgsim run scenarios/minimal/today.yaml -r 1 -o out/warm
	$(BIN)/orgsim ladder simulate startup -r 1

check: $(VENV)/installed
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/installed
	$(BIN)/orgsim verify-model --write docs
	$(BIN)/python -m tests.documents.notebooks
	$(BIN)/python -m tests.documents.model_page
	$(BIN)/python -m tests.documents.designs_page
	$(BIN)/python -m tests.documents.explain_page

# A quarter of an hour on one core; what is done is kept in out/patterns, so that a stopped run goes on.
patterns: $(VENV)/installed
	$(BIN)/python -m orgsim.studies --write docs

# What there is to gain in the shipped companies; what is done is kept in out/headroom, so that a stopped run goes on.
headroom: $(VENV)/installed
	$(BIN)/python -m orgsim.studies.headroom --write docs

# A page for each lesson, in out/lessons; what was simulated is kept, so that a stopped run goes on.
lessons: $(VENV)/installed
	$(BIN)/orgsim lesson build --all -o out/lessons
	$(BIN)/python -m tests.documents.lessons_page

# Half an hour of one core; what is done is kept in out/atlas, so that a stopped run goes on.
atlas: $(VENV)/installed
	$(BIN)/python -m orgsim.studies.atlas --write docs

# What came of the stories, on their pages and in docs/stories.md; what is done is kept in out, so that a stopped run goes on.
stories: $(VENV)/installed
	$(BIN)/python -m orgsim.studies.stories --write

slow: $(VENV)/installed
	$(BIN)/python -m pytest -m slow
	$(MAKE) --no-print-directory lowest pythons

# The first minutes with orgsim, on exactly the lowest versions that pyproject.toml allows, and on every Python it names (the results must
# be the same bytes). A Python that is missing is skipped, and said to be.
lowest:
	$(PYTHON) -m tests.versions lowest

pythons:
	$(PYTHON) -m tests.versions pythons

# Pages and the app in headless Chromium with the network off; skipped, and said to be, where there is none.
browser: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[app]' 'playwright>=1.40'
	ORGSIM_BROWSER=1 $(BIN)/python -m pytest tests/browser

screening: $(VENV)/installed
	$(BIN)/python -m orgsim.studies.screening.trials

# Twenty minutes on two idle cores, and of use on idle ones only. Single groups, --quick and --slow: python -m tests.bench --help
bench: $(VENV)/installed
	$(BIN)/python -m tests.bench --write out/bench.txt

# Minutes on two idle cores. Counts: python -m tests.torture --help
torture: $(VENV)/installed
	$(BIN)/python -m tests.torture

# Stopped at any moment, it goes on where it was.
mutants: $(VENV)/installed
	$(BIN)/python -m tests.mutants --count 200 --layers fast recorded

clean:
	rm -rf $(VENV) out
