# Không Chờ: `make serve` runs the counter, `make test` proves it, `make help`
# lists the rest. Every target installs what it needs and can be run again.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# cargo brings its own parallelism: it is not to wait for tokens of make's.
unexport MAKEFLAGS MFLAGS
AGAIN := $(MAKE) --no-print-directory

# The server's settings are its own (KHONGCHO_LISTEN, KHONGCHO_DATA_DIR, …); the
# built site is handed to it here.
export KHONGCHO_SITE ?= $(CURDIR)/target/site
KHONGCHO := target/release/khongcho
CHROMIUM := $(or $(KHONGCHO_CHROMIUM),/usr/bin/chromium)
# Places at which the browser tests kill the server, and attachments in a store that
# speaks S3; not in a release build.
FAILPOINTS := --features server/failpoints,server/s3
# The limit is for a whole file: a hook that hangs; each test has its own.
E2E := node --test --test-concurrency=1 --test-timeout=1200000 --test-reporter=spec

.PHONY: help serve test pictures bench bench-peers bench-reconnect soak clean setup-native setup-postgres setup site site-dev server \
	lint lint-format lint-native lint-browser lint-scripts test-native test-doc test-browser

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 16

serve: ## build what is missing, then serve the counter on http://127.0.0.1:3000
	@$(AGAIN) -j2 site server
	@exec $(KHONGCHO) serve

setup-native:
	@.make/setup-native

setup-postgres:
	@.make/setup-postgres

setup: setup-native
	@.make/setup-wasm

site: setup ## build the browser half into target/site
	@.make/build-site

site-dev: setup ## the same, quickly and unoptimised
	@.make/build-site dev

server: setup-native
	cargo build --release -p server

test: setup-native ## everything that has to pass: lints, tests, real browser
	@SECONDS=0; \
	for step in lint test-native test-doc test-browser; do \
		start=$$SECONDS; $(AGAIN) $$step; echo "· $$step: $$((SECONDS - start)) s"; \
	done; \
	echo "✓ make test: $$SECONDS s"

lint: lint-format lint-scripts lint-native lint-browser ## formatting and lints, warnings are errors

lint-format:
	cargo fmt --all --check

# Also proves that Cargo.lock is complete.
lint-native:
	cargo clippy --locked $(FAILPOINTS) --all-targets -- -D warnings

# Apart from the server's crates, so that `hydrate` and `ssr` do not meet.
lint-browser:
	cargo clippy --locked -p frontend -p store -p app --features app/hydrate --all-targets -- -D warnings

lint-scripts:
	@for file in public/*.js $$(find tests/e2e tests/bench .make -name node_modules -prune -o -name '*.*js' -print); do node --check "$$file"; done
	@if command -v shellcheck >/dev/null; then shellcheck -x .ci/run $$(find .make -maxdepth 1 -type f ! -name '*.*js*'); fi

# One selection of crates for the tests and for the binary that the browser tests
# start, so that features are resolved, and everything compiled, once.
test-native: setup-postgres ## unit, property, contract, API and tidy tests, on both databases
	cargo build $(FAILPOINTS) --bin khongcho --tests
	@if cargo nextest --version >/dev/null 2>&1; then \
		cargo nextest run $(FAILPOINTS); else cargo test $(FAILPOINTS) --lib --bins --tests; fi

test-doc:
	cargo test --quiet $(FAILPOINTS) --doc

test-browser: setup-postgres site ## the counter in real Chromium against the real server
	@.make/setup-e2e
	cargo build $(FAILPOINTS) --bin khongcho --tests
	KHONGCHO_BIN=$(CURDIR)/target/debug/khongcho \
	KHONGCHO_CHROMIUM=$(CHROMIUM) $(E2E) $(or $(SPEC),tests/e2e/*.test.js)

pictures: ## make anew the pictures that printed pages are held against
	@KHONGCHO_PICTURES=write $(AGAIN) test-browser SPEC=tests/e2e/printed.test.js

soak: setup-native ## new stories of failing devices, for KHONGCHO_SOAK_SECONDS (60)
	cargo test $(FAILPOINTS) --test simulation -- --ignored --nocapture soak

bench: site server ## print the figures that are reported with a release
	@.make/setup-e2e
	KHONGCHO_BIN=$(CURDIR)/$(KHONGCHO) \
	KHONGCHO_CHROMIUM=$(CHROMIUM) node tests/bench/run.js

bench-peers: site server ## the same work done by peers, with ratios (an hour or more)
	@.make/setup-e2e
	@.make/setup-peers
	KHONGCHO_BIN=$(CURDIR)/$(KHONGCHO) \
	KHONGCHO_CHROMIUM=$(CHROMIUM) node tests/bench/peers/run.js

bench-reconnect: site server ## 400 devices come back at once, on SQLite and on PostgreSQL
	@.make/setup-e2e
	@.make/setup-peers
	KHONGCHO_BIN=$(CURDIR)/$(KHONGCHO) node tests/bench/peers/run.js reconnect

clean: ## remove what was built (not the tools in .cache)
	rm -rf target
