# Everything one does with Wenbao. `make` lists it.
# `make run` and `make test` do all the set-up they need: Python 3.11+, make and git suffice.
# `make run` installs what running needs and no more; what is there already is not installed again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
TOOLS := build/tools

RUN_TAKES := 210 MB, about a minute (once)
DEV_TAKES := 870 MB, two to three minutes (once)
MORE_TAKES := a minute or so (once)

# The newest Python that is tested here and that really starts; then whatever `python3` is.
FIND_PYTHON := for python in python3.13 python3.12 python3.11 python3 python3.14; do \
	  "$$python" -c 'import ensurepip, sqlite3, sys, venv; sys.exit(sys.version_info < (3, 11))' \
	    >/dev/null 2>&1 && { command -v "$$python"; exit 0; }; \
	done; \
	echo 'Wenbao needs Python 3.11 or newer with its venv module (Debian: apt install python3-venv).' >&2; \
	exit 1

# jieba comes as source only: it is built by a pinned setuptools, which is then taken out again,
# because jieba starts four times faster without it, and every Python version is then alike.
define install # into folder $(1), from lock file $(2), which takes $(3)
	@$(1)/bin/python -c '' 2>/dev/null || { \
	  python=$$($(FIND_PYTHON)) && echo "Preparing $(1) with $$python" >&2 && \
	  "$$python" -m venv --clear $(1); }
	@echo 'Installing $(2): $(3)' >&2
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements/build.txt
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  --no-build-isolation --use-pep517 -r $(2)
	@$(1)/bin/python -m pip uninstall --quiet --disable-pip-version-check --yes setuptools
	@touch $@
endef

.PHONY: help
help: ## List what make can do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null || \
	  sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' Makefile

.PHONY: setup
setup: $(VENV)/.ready ## Prepare .venv, and nothing else

$(VENV)/.ready: requirements/dev.txt requirements/build.txt
	$(call install,$(VENV),requirements/dev.txt,$(DEV_TAKES))

.PHONY: install
install: $(VENV)/.installed ## Prepare .venv to run the bot for good, without the tools for testing

$(VENV)/.installed: requirements/run.txt requirements/build.txt
	$(call install,$(VENV),requirements/run.txt,$(RUN_TAKES))

.PHONY: archive
archive: $(VENV)/.archive ## Prepare for an index on the disk (INDEX_DIR): for many reports

$(VENV)/.archive: $(VENV)/.ready requirements/archive.txt
	$(call install,$(VENV),requirements/archive.txt,$(MORE_TAKES))

.PHONY: opensearch
opensearch: $(VENV)/.opensearch ## Ask reports that stand on a cluster (OPENSEARCH_URL)

$(VENV)/.opensearch: $(VENV)/.ready requirements/opensearch.txt
	$(call install,$(VENV),requirements/opensearch.txt,$(MORE_TAKES))

.PHONY: cluster
cluster: ## Start three nodes of OpenSearch on this machine, to try it (Java 17, Maven)
	@deploy/cluster/cluster.sh start 1 2 3 && deploy/cluster/cluster.sh wait 3
	@echo 'OPENSEARCH_URL=http://127.0.0.1:9201,http://127.0.0.1:9202,http://127.0.0.1:9203/wenbao'
	@echo 'Stop them again: deploy/cluster/cluster.sh stop 1 2 3' >&2

.PHONY: documents
documents: $(VENV)/.documents ## Read PDF, DOCX, EPUB and web pages with `import`

$(VENV)/.documents: $(VENV)/.ready requirements/documents.txt
	$(call install,$(VENV),requirements/documents.txt)

.PHONY: pictures
pictures: $(VENV)/.pictures ## Draw what /trend counts

$(VENV)/.pictures: $(VENV)/.ready requirements/pictures.txt
	$(call install,$(VENV),requirements/pictures.txt,$(MORE_TAKES))

.PHONY: mcp
mcp: $(VENV)/.mcp ## Serve the reports as tools for assistants: `python -m retrieval mcp`

$(VENV)/.mcp: $(VENV)/.ready requirements/mcp.txt
	$(call install,$(VENV),requirements/mcp.txt,$(MORE_TAKES))

.PHONY: meaning
meaning: $(VENV)/.meaning ## Let vectors of sentences have a say in what comes first (SENTENCE_VECTORS)

$(VENV)/.meaning: $(VENV)/.ready requirements/meaning.txt
	$(call install,$(VENV),requirements/meaning.txt,$(MORE_TAKES))

.PHONY: ocr
ocr: $(VENV)/.ocr ## Recognise the text of scans and photos (270 MB, models included)

$(VENV)/.ocr: $(VENV)/.ready requirements/ocr.txt
	$(call install,$(VENV),requirements/ocr.txt)

.PHONY: run
run: $(if $(wildcard $(VENV)/.ready),setup,install) ## Start the bot: in Telegram with a token, in this terminal without
	@$(PY) -m bot start

.PHONY: web
web: $(if $(wildcard $(VENV)/.ready),setup,install) ## Try the bot in a browser: a chat that this machine alone reaches
	@$(PY) -m bot web

# A process for each core, each given a file at a time; in order, for the slow folders come first.
# The threads of one share what glibc keeps of freed memory, or each keeps some of its own.
TOGETHER := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
TESTS := MALLOC_ARENA_MAX=1 $(PY) -m pytest $(TOGETHER)

.PHONY: test
test: setup ## Run the tests, but for those that take minutes each
	@$(TESTS) -m 'not (long or browser)'

.PHONY: test-fast
test-fast: setup ## Run the quick tests of each module by itself, with few examples, in a minute
	@$(TESTS) --hypothesis-profile=quick -m 'not slow' tests/unit

.PHONY: test-browser
test-browser: $(VENV)/.browser ## Test the pages in the Chromium that is installed (skipped without it)
	@$(PY) -m pytest tests/browser

.PHONY: screenshots
screenshots: $(VENV)/.browser ## Take the pictures of the pages in docs/ anew
	@$(PY) -m tests.browser.screenshots

$(VENV)/.browser: $(VENV)/.ready requirements/browser.txt tests/browser/package-lock.json
	$(call install,$(VENV),requirements/browser.txt,$(MORE_TAKES))
	@command -v npm >/dev/null && npm ci --silent --prefix tests/browser || \
	  echo 'npm is not installed: axe-core will not be asked' >&2

.PHONY: demo
demo: setup ## Watch an evening with the bot, in a small Telegram of our own (ARGS=--pause: scene by scene)
	@$(PY) -m tests.evening $(ARGS)

.PHONY: torture
torture: setup ## Kill the bot 200 times under load; watch 20,000 updates; let Telegram fail for minutes
	@$(PY) -m tests.long.kill $(ARGS)
	@$(PY) -m tests.long.soak
	@$(PY) -m tests.long.outage

.PHONY: fuzz
fuzz: $(VENV)/.fuzz ## Fuzz what reads strangers' input, each target for ten minutes (ARGS='--seconds 60')
	@$(PY) -m tests.fuzz $(ARGS)

$(VENV)/.fuzz: $(VENV)/.ready requirements/fuzz.txt
	$(call install,$(VENV),requirements/fuzz.txt,$(MORE_TAKES))

.PHONY: lint
lint: setup ## Check style: ruff, hadolint
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/hadolint Dockerfile

.PHONY: types
types: setup ## Check types: mypy --strict
	@$(PY) -m mypy

.PHONY: format
format: setup ## Format the code and mend what can be mended safely
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

.PHONY: bench
bench: $(VENV)/.bench ## Measure beside other engines, which it installs first (ARGS=… for peers)
	@$(PY) -m benchmarks peers $(ARGS)

$(VENV)/.bench: $(VENV)/.ready requirements/bench.txt
	$(call install,$(VENV),requirements/bench.txt,$(MORE_TAKES))

$(TOOLS)/.ready: requirements/tools.txt requirements/build.txt
	@mkdir -p $(TOOLS)
	$(call install,$(TOOLS),requirements/tools.txt,$(MORE_TAKES))

.PHONY: audit
audit: $(TOOLS)/.ready ## Ask for known vulnerabilities of every pinned version
	@for lock in run dev archive opensearch documents ocr mcp pictures meaning browser bench tables fuzz tools build; do \
	  echo "requirements/$$lock.txt" >&2 && \
	  $(TOOLS)/bin/pip-audit --strict --require-hashes --disable-pip \
	    -r "requirements/$$lock.txt" || exit; \
	done

# httpx-aiohttp gives the whole text of its licence in place of its name.
BSD := -e 's/Copyright © 2025, Karen Petrosyan\./BSD-3-Clause, by its text/'

.PHONY: licences
licences: setup $(TOOLS)/.ready ## Write LICENSES.md: what we depend on, and under which terms
	@$(TOOLS)/bin/pip-licenses --python $(PY) --no-version --from=all --with-urls --format=markdown \
	  --partial-match --fail-on='Affero;AGPL' --output-file build/licences.md \
	  --packages $$(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/\1/p' requirements/run.txt)
	@sed -e '/^| *|/d' -e 's/  *|/ |/g' -e 's/--*|/--|/g' $(BSD) build/licences.md >LICENSES.md

COMPILE = $(TOOLS)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: lock
lock: $(TOOLS)/.ready ## Pin what pyproject.toml names, keeping the versions we have
	@$(COMPILE) pyproject.toml -o requirements/run.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra test --extra lint -c requirements/run.txt \
	  -o requirements/dev.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra archive -c requirements/run.txt \
	  -o requirements/archive.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra opensearch -c requirements/run.txt \
	  -o requirements/opensearch.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra documents -c requirements/dev.txt \
	  -o requirements/documents.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra mcp -c requirements/dev.txt \
	  -o requirements/mcp.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra ocr -c requirements/dev.txt \
	  -o requirements/ocr.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra browser -c requirements/dev.txt \
	  -o requirements/browser.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra pictures -c requirements/dev.txt \
	  -o requirements/pictures.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra meaning -c requirements/dev.txt \
	  -o requirements/meaning.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra bench -c requirements/dev.txt \
	  -o requirements/bench.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra tables -c requirements/dev.txt \
	  -o requirements/tables.txt >/dev/null
	@$(COMPILE) pyproject.toml --extra fuzz -c requirements/dev.txt \
	  -o requirements/fuzz.txt >/dev/null
	@$(COMPILE) --group build -o requirements/build.txt >/dev/null
	@$(COMPILE) --group tools -o requirements/tools.txt >/dev/null
	@echo 'requirements/ is up to date' >&2

.PHONY: upgrade
upgrade: ## Pin the newest versions that pyproject.toml allows
	@$(MAKE) lock UPGRADE=--upgrade

.PHONY: clean
clean: ## Remove .venv, caches and builds; the bot's data stays
	@rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find benchmarks bot retrieval tests -name __pycache__ -type d -exec rm -rf {} +
