# Larmor's front door. `make demo` and `make test` are all that a new machine with Swift needs.

SWIFT ?= swift
BUILD := $(SWIFT) build -c release
LARMOR := .build/release/larmor
SOURCES := Sources Tests

# Where the header of libngspice stands, for installations outside the compiler's own folders. The
# library itself is opened at run time, so that a machine without it is told what is missing.
NGSPICE_INCLUDE := $(patsubst -I%,%,$(firstword $(shell pkg-config --cflags-only-I ngspice 2>/dev/null)))
ifneq ($(NGSPICE_INCLUDE),)
export C_INCLUDE_PATH := $(NGSPICE_INCLUDE)
endif

PREFIX ?= $(HOME)/.local

.PHONY: help install demo test test-processors sanitize build lint format bench docs reference clean install-dependencies

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 24

install-dependencies: ## Install the system packages that are missing; touch nothing that is there
	@sh scripts/install-dependencies

build: install-dependencies ## Build the larmor command
	$(BUILD) --product larmor

install: build ## Install the command, its studies and networks below PREFIX (~/.local unless stated)
	mkdir -p $(PREFIX)/bin $(PREFIX)/share/larmor
	cp $(LARMOR) $(PREFIX)/bin/
	cp -R configurations models $(PREFIX)/share/larmor/

demo: build ## Train, extract and co-simulate the Wine network on a passive 15x15 array
	$(LARMOR) cosimulate configurations/wine-passive-15x15.yaml -o runs/wine-passive-15x15 --report

# Built apart from the run: `swift test` alone would compile everything a second time with other flags.
test: install-dependencies ## Build and run every test
	$(BUILD) --build-tests
	$(SWIFT) test -c release --no-parallel --skip-build

test-processors: install-dependencies ## Run the tests of the kernels on every narrower instruction set
	$(SWIFT) build -c release --build-tests
	for path in avx2 portable; do LARMOR_PROCESSOR=$$path $(SWIFT) test -c release --no-parallel \
	  --skip-build --filter 'CrossbarsTests|SpintronicsTests|NetworksTests' || exit 1; done

sanitize: install-dependencies ## Run the binding's own tests under the address and the thread sanitizer
	sh scripts/sanitize

lint: ## Check the layout of the sources
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES) Package.swift

format: ## Lay the sources out
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES) Package.swift

bench: build ## Measure every figure that the documentation quotes
	sh Benchmarks/run

docs: ## Build the reference documentation of the library products
	sh scripts/build-documentation

reference: install-dependencies ## Write docs/reference/configuration.md from the types
	$(BUILD) --build-tests
	LARMOR_WRITE=1 $(SWIFT) test -c release --skip-build --filter ConfigurationReferenceTests

clean: ## Remove what was built and run
	$(SWIFT) package clean
	rm -rf .build runs
