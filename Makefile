# Everything runs in .venv, which the first target makes with the Python that is there and the pip it brings.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PAGE ?= examples/page.txt
PYTEST_ARGS ?=
TARGET ?= text
PYTHON312 ?= python3.12
# What the smaller sets of the benchmark are read with.
PEERS := cleantext,trafilatura,readability,resiliparse,newspaper4k
# What the library loads, and what it is built from.
WORDS := src/cleantext/data/words.bin
KERNEL := build/kernel
WORD_SOURCES := $(wildcard src/cleantext/data/*.toml src/cleantext/data/cldr.json) \
	$(addprefix scripts/, build_words.py sources.py word_entries.py word_lists.py word_names.py) \
	$(addprefix src/cleantext/, grammar/tokens.py words/vocabulary.py words/table.py words/scripts.py)
SECONDS ?= 600

.DEFAULT_GOAL := help
.PHONY: help setup run test test-pure test-browser test-lowest test-newest check regexes fuzz golden data cldr docs licences bench bench-cuts bench-gate errors train hostile endurance engines

help: ## list the targets
	@echo "cleantext: make <target>"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 17

setup: $(VENV)/.dev $(WORDS) $(KERNEL) ## make .venv and install the package with its development tools

run: setup ## print the article of a bundled page and its ledger (PAGE=file for another)
	@echo "== the article of $(PAGE), then every line of it with its verdict"
	@$(BIN)/cleantext --format markdown --explain "$(PAGE)"

test: setup ## run all tests and the examples of all docstrings (PYTEST_ARGS="-k date")
	@echo "== tests: laws, fixtures, units, and the examples of docstrings and docs"
	@$(BIN)/python -m pytest -n 2 $(PYTEST_ARGS)

test-pure: setup ## run all tests on the uncompiled modules
	@echo "== tests: all, uncompiled"
	@$(BIN)/python scripts/build_kernel.py --clean
	@$(BIN)/python -m pytest -n 2 $(PYTEST_ARGS); status=$$?; rm -f $(KERNEL); exit $$status

test-browser: setup ## run the tests that look at reviews in Chromium (apt-get install chromium, or CHROMIUM=path)
	@echo "== tests: reviews in a browser"
	@MISSING_BROWSER=fail $(BIN)/python -m pytest -m browser tests/review $(PYTEST_ARGS)

test-lowest: ## run all tests with the oldest versions that pyproject.toml allows, in an environment of its own
	@echo "== the oldest allowed versions of all direct dependencies"
	@$(MAKE) --no-print-directory tested-with RESOLUTION=lowest-direct

test-newest: ## run all tests with the newest versions, in an environment of its own
	@echo "== the newest versions of all dependencies"
	@$(MAKE) --no-print-directory tested-with RESOLUTION=highest

.PHONY: tested-with
tested-with: setup
	@$(PIP) install --quiet --quiet uv
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python build/$(RESOLUTION)
	@$(BIN)/uv pip install --quiet --python build/$(RESOLUTION)/bin/python --upgrade --resolution $(RESOLUTION) --editable '.[dev]'
	@$(BIN)/uv pip list --quiet --python build/$(RESOLUTION)/bin/python
	@build/$(RESOLUTION)/bin/python -m pytest $(PYTEST_ARGS)

check: setup ## lint, types, and whether generated files are up to date
	@echo "== ruff: style and mistakes"
	@$(BIN)/ruff check .
	@echo "== mypy --strict: the package, and code as users write it"
	@$(BIN)/mypy
	@echo "== generated files: names from CLDR, pages and pictures of docs"
	@$(BIN)/python scripts/extract_cldr.py --check
	@$(BIN)/python scripts/build_docs.py --check

regexes: setup ## check every pattern of the package for super-linear backtracking (needs node 20 or newer, and npm)
	@echo "== regexes: recheck, on all compiled patterns"
	@mkdir -p build
	@test -d scripts/regexes/node_modules/recheck || npm ci --prefix scripts/regexes --omit=optional --no-audit --no-fund --silent
	@$(BIN)/python scripts/regexes/collect.py > build/regexes.json
	@node scripts/regexes/check.mjs build/regexes.json

fuzz: setup ## fuzz an entry point: make fuzz TARGET=text|html|declared|warc SECONDS=600 (docs/fuzzing.md)
	@echo "== fuzz: $(TARGET), $(SECONDS) seconds; what breaks a law goes into build/fuzz/found/$(TARGET)"
	@$(PIP) install --quiet --quiet 'atheris>=3'
	@mkdir -p build/fuzz/corpus/$(TARGET) build/fuzz/found/$(TARGET)
	@$(BIN)/python fuzz/seeds.py build/fuzz/seeds
	@$(BIN)/python fuzz/run.py $(TARGET) -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1024 -max_len=1500 \
		-dict=fuzz/dictionary.txt -artifact_prefix=build/fuzz/found/$(TARGET)/ build/fuzz/corpus/$(TARGET) build/fuzz/seeds/$(TARGET)

endurance: $(VENV)/.bench ## long runs on real pages: make endurance DATA=folder of page sets (docs/endurance.md)
	@test -n "$(DATA)" || { echo "make endurance DATA=folder of page sets (benchmarks/README.md says which)"; exit 2; }
	@echo "== patterns: growth on runs of their own parts"
	@$(BIN)/python benchmarks/patterns.py
	@echo "== laws on real pages"
	@$(BIN)/python benchmarks/laws.py "$(DATA)"
	@echo "== 8 threads for ten minutes"
	@$(BIN)/python benchmarks/threads.py "$(DATA)"
	@echo "== 200,000 small pages, then 20,000 whole ones, through one process"
	@$(BIN)/python benchmarks/soak.py "$(DATA)" --pages 200000 --cut 3000
	@$(BIN)/python benchmarks/soak.py "$(DATA)" --pages 20000

engines: setup ## kill pages and processes in datatrove, Spark, Ray and Dask, each in an environment of its own (docs/engines)
	@$(PIP) install --quiet --quiet uv
	@printf '%s\n' datatrove spark ray dask | UV=$(BIN)/uv PYTHON=$(BIN)/python xargs -P 2 -I{} scripts/test_engine.sh {} $(PYTEST_ARGS)
	@echo "== faulty pages and killed processes: ids that come out of 120 that go in"
	@$(BIN)/python benchmarks/faults.py

licences: setup ## write docs/licences.md from the metadata of what is installed
	@$(BIN)/python scripts/build_licences.py

golden: setup ## compare every page of tests/fixtures with what is expected of it, field by field
	@echo "== fixtures: expected.json is written by hand, so this compares and changes nothing"
	@$(BIN)/python -m pytest tests/test_golden.py $(PYTEST_ARGS)

data: setup ## build what the library loads from the word lists of src/cleantext/data (only where they have changed)

cldr: setup ## take the names of dates and places from the CLDR of babel again, and build the words with them
	@echo "== data: CLDR -> cldr.json"
	@$(BIN)/python scripts/extract_cldr.py
	@$(MAKE) --no-print-directory data

docs: setup ## write the pages and pictures of docs that are made from the code
	@echo "== docs: reasons, limits, commands, fields, schema, pictures"
	@$(BIN)/python scripts/build_docs.py

.PHONY: docs-site release-check
docs-site: $(VENV)/.docs ## build the documentation as a site, with every link checked -> build/site/index.html
	@echo "== site: docs -> build/site; a warning is an error"
	@rm -rf build/site
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going -c docs -d build/site-cache . build/site

release-check: setup ## build wheel and sdist, check them, install both from a local index (docs/releasing.md)
	@PYTHON=$(PYTHON) scripts/check_release.sh

bench: $(VENV)/.bench ## compare cleantext with other libraries: make bench DATA=folder of page sets (WILD=folder of dumps)
	@test -n "$(DATA)" || { echo "make bench DATA=folder of page sets (benchmarks/README.md says which)"; exit 2; }
	@mkdir -p build/bench
	@rm -f build/bench/[0-9]-*.json
	@echo "== benchmark: HTML, dumps, short articles, speed -> docs/benchmarks.md"
	@$(BIN)/python benchmarks/run.py "$(DATA)" --engine all --part validation --json > build/bench/1-html.json
	@$(BIN)/python benchmarks/run.py "$(DATA)" --engine cleantext,trafilatura --type all --part validation --json > build/bench/2-types.json
	@$(BIN)/python benchmarks/run.py "$(DATA)" --engine cleantext,whole-dump,sentence-lines,trafilatura --input dumps --part validation --cache build/bench/dumps --json > build/bench/3-dumps.json
	@$(BIN)/python benchmarks/speed.py "$(DATA)" --sample 150 --page examples/page.txt --json > build/bench/4-speed.json
	@for set in news newsweb magic magicforum made_html snippets dates; do test -d "$(DATA)/$$set" || continue; \
		$(BIN)/python benchmarks/run.py "$(DATA)" --set $$set --type all --engine $(PEERS) --part validation --json > build/bench/5-$$set.json || exit 1; \
	done
	@test -z "$(WILD)" || $(BIN)/python benchmarks/run.py "$(WILD)" --set wild --engine cleantext,whole-dump,sentence-lines,trafilatura --input text --json > build/bench/6-wild.json
	@$(BIN)/python benchmarks/cuts.py "$(DATA)" --engine cleantext,trafilatura --procs 2 --json > build/bench/7-cuts.json
	@# rs-trafilatura has wheels for Python 3.12 alone.
	@$(PIP) install --quiet --quiet uv
	@$(BIN)/uv venv --quiet --clear --python $(PYTHON312) --no-python-downloads build/python3.12 && \
		$(BIN)/uv pip install --quiet --python build/python3.12/bin/python lxml rs-trafilatura && \
		build/python3.12/bin/python benchmarks/run.py "$(DATA)" --engine rs-trafilatura --part validation --json > build/bench/1-rs-trafilatura.json || \
		{ rm -f build/bench/1-rs-trafilatura.json; echo "rs-trafilatura cannot be installed: it is left out"; }
	@$(BIN)/python benchmarks/report.py build/bench/[0-9]-*.json
	@$(BIN)/python scripts/draw_lead.py

bench-cuts: $(VENV)/.bench ## count what articles lose that are cut after their first blocks: make bench-cuts DATA=... (CUTS_ARGS="--plain FOLDER --worst 20")
	@test -n "$(DATA)" || { echo "make bench-cuts DATA=folder of page sets (benchmarks/README.md says which)"; exit 2; }
	@$(BIN)/python benchmarks/cuts.py "$(DATA)" --engine cleantext,trafilatura $(CUTS_ARGS)

hostile: setup ## measure hostile input of all classes (about ten minutes) -> docs/hostile.md
	@echo "== hostile input: time, growth and memory -> docs/hostile.md"
	@$(BIN)/python benchmarks/hostile.py --json build/bench/hostile.json; status=$$?; \
		$(BIN)/python benchmarks/hostile_report.py build/bench/hostile.json && exit $$status

bench-gate: $(VENV)/.bench ## hold our own figures to their floors: make bench-gate DATA=... (GATE_ARGS=--raise)
	@test -n "$(DATA)" || { echo "make bench-gate DATA=folder of page sets (benchmarks/README.md says which)"; exit 2; }
	@$(BIN)/python benchmarks/gate.py "$(DATA)" --cache build/bench/dumps $(GATE_ARGS)

errors: $(VENV)/.bench ## rank lost and wrongly kept words by step, page and line: make errors DATA=... (ERRORS_ARGS="--type forum")
	@test -n "$(DATA)" || { echo "make errors DATA=folder of page sets (benchmarks/README.md says which)"; exit 2; }
	@$(BIN)/python benchmarks/errors.py "$(DATA)" --cache build/bench/dumps $(ERRORS_ARGS)

train: $(VENV)/.train ## make all weights from pages: make train DATA=... LABELLED=FILE (docs/model.md)
	@test -n "$(DATA)" -a -n "$(LABELLED)" || { echo "make train DATA=folder of page sets LABELLED=file of dumps with a label for every line (docs/model.md)"; exit 2; }
	@$(BIN)/python training/line_scorer.py "$(DATA)" --labelled "$(LABELLED)" --cache build/bench/dumps $(TRAIN_ARGS)
	@$(BIN)/python training/publishers.py "$(DATA)" "$(LABELLED)"
	@$(BIN)/python training/headlines.py "$(DATA)" --labelled "$(LABELLED)" --cache build/bench/dumps
	@$(BIN)/python training/bylines.py "$(DATA)" "$(LABELLED)" --cache build/bench/dumps

$(VENV)/.dev: pyproject.toml
	@echo "== setup: $(VENV) with cleantext (editable) and its development tools"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@CLEANTEXT_PURE=1 $(PIP) install --quiet --quiet --editable '.[dev]'  # the kernel has a target of its own
	@touch $@

$(WORDS): $(WORD_SOURCES) | $(VENV)/.dev
	@echo "== data: *.toml, cldr.json -> $@"
	@$(BIN)/python scripts/build_words.py

$(KERNEL): scripts/build_kernel.py $(shell $(PYTHON) scripts/build_kernel.py --list) | $(VENV)/.dev
	@echo "== kernel: compiled, where there is a compiler (half a minute)"
	@mkdir -p build
	@$(BIN)/python scripts/build_kernel.py
	@touch $@

$(VENV)/.docs: $(VENV)/.dev | $(WORDS)
	@echo "== setup: what builds the site"
	@$(PIP) install --quiet --quiet --editable '.[dev,docs]'
	@touch $@

$(VENV)/.bench: $(VENV)/.dev | $(WORDS)
	@echo "== setup: the peers of the benchmark"
	@$(PIP) install --quiet --quiet uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[dev,bench]'
	@touch $@

$(VENV)/.train: $(VENV)/.bench
	@echo "== setup: the library that trains"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[dev,train]'
	@touch $@
