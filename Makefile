# Each target sets up what it needs. `make run` and `make test` are all that has to be known.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test dist reproducible lint soak bench matching-report fuzz fuzz-corpus clean setup browser checks

PORT ?= 8080
export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(if $(CARGO_HOME),$(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

SOURCES := $(shell find src crates style public scripts -type f 2>/dev/null) \
           $(wildcard index.html build.rs Cargo.toml Cargo.lock Trunk.toml rust-toolchain.toml .cargo/config.toml package-lock.json)

run: dist ## builds the page and serves it on http://127.0.0.1:8080
	@exec node scripts/serve.mjs dist $(PORT)

dist: setup ## the page as a folder for any static host
	@$(MAKE) --no-print-directory dist/index.html

dist/index.html: $(SOURCES)
	scripts/release.sh

test: setup browser checks ## everything that can be checked; the last line counts it
	@node scripts/test.mjs

reproducible: dist ## builds once more in another folder and compares every file; as long as a first build
	node scripts/reproducible.mjs

lint: setup checks ## formatting, spelling, dependencies, clippy and documentation without a warning
	@node scripts/test.mjs lint

soak: setup browser dist ## looks for faults: ten days of the fault day, the memory of 200 openings, then new days for SOAK_MINUTES (60)
	node scripts/soak.mjs

bench: setup browser dist ## the engine by criterion, the page compared with its peers in Chromium
	cargo bench --package leadlens-engine
	node benches/browser/run.mjs
	node benches/browser/filter.mjs
	node benches/browser/verdict.mjs
	node benches/browser/export.mjs
	node benches/browser/wait.mjs
	node benches/browser/xlsx.mjs

# MATCHING_DATA, MATCHING_DATE, MATCHING_MILLION, MATCHING_PEERS: see benches/matching/README.md.
export MATCHING_DATA MATCHING_DATE MATCHING_MILLION MATCHING_PEERS

matching-report: ## how well leads are matched on labelled sets, into benches/matching.md; fails where a floor is missed
	node benches/matching/report.mjs $(MATCHING_ARGS)

# A sanitizer finds little in an engine without `unsafe`, and takes half the speed: panics, overflows and broken rules are looked for.
FUZZ := cargo +nightly fuzz
FUZZ_SECONDS ?= 600
FUZZ_TARGETS ?= decode sniff delimited json key_value carrier rewrite arrange spreadsheet archive
fuzz_length = $(if $(filter spreadsheet,$(1)),16384,$(if $(filter archive,$(1)),8192,$(if $(filter decode,$(1)),2048,4096)))

define newline


endef

fuzz: ## every reader against mutated inputs, FUZZ_SECONDS each; what breaks a rule is stored under fuzz/artifacts
	@scripts/setup.sh fuzz
	$(foreach target,$(FUZZ_TARGETS),$(FUZZ) run --features libfuzzer --sanitizer none $(target) -- \
	    -max_total_time=$(FUZZ_SECONDS) -max_len=$(call fuzz_length,$(target)) -rss_limit_mb=4096 -timeout=20 -print_final_stats=1$(newline))

fuzz-corpus: ## keeps of the inputs those that reach something the others do not
	@scripts/setup.sh fuzz
	$(foreach target,$(FUZZ_TARGETS),$(FUZZ) cmin --features libfuzzer --sanitizer none $(target) -- -use_counters=0$(newline))

clean:
	rm -rf dist target test-results playwright-report

setup:
	@scripts/setup.sh build

browser: setup
	@scripts/setup.sh browser

checks: setup
	@scripts/setup.sh checks
