# Understudy. `make help` lists what can be done.

SEED ?=
FILTER ?=
ARGS ?=
VENV := .build/venv
RELEASE := .build/release/understudy
SANITIZED := .build-sanitize
FORMATTED := Package.swift Sources Tests

# How many tests run at once. By default Swift Testing starts all of them: that is no faster, needs a thousand descriptors
# and hundreds of threads, and lets real deadlines pass while a test waits for a core.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH := 8

BUILD_PACKAGES := libssl-dev libcrypt-dev libsqlite3-dev pkg-config libjavascriptcoregtk-4.1-0
TEST_PACKAGES := node-lodash node-moment python3-venv chromium chromium-driver curl openssl
BENCH_PACKAGES := wrk openssl python3

.DEFAULT_GOAL := help
.PHONY: help run build test example acceptance sanitize check format lint golden bench doc clean toolchain packages-build packages-test packages-bench

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build a release and serve SEED (default: the built-in quickstart); ARGS go to `understudy serve`
	@exec $(RELEASE) serve $(SEED) $(ARGS)

# The linker's `-s` strips the symbols, which halves the binary. To read a crash report, build again without `-s`: the
# code keeps its addresses, and the new binary has the symbols.
# `make check` sets UNDERSTUDY_CHECK, which changes compiler flags. It is unset here, so that the release is not built a
# second time with other flags.
build: packages-build toolchain ## build a release: .build/release/understudy
	@echo "Building Understudy (the first time builds its libraries too: some five minutes on two cores) …"
	env -u UNDERSTUDY_CHECK swift build -c release --product understudy --static-swift-stdlib -Xlinker -s
	@echo "$(RELEASE): $$(( $$(stat -Lc %s $(RELEASE)) / 1000000 )) MB"

test: packages-build packages-test toolchain ## all tests, ours and those by other people's libraries; FILTER=… for some Swift tests
	swift build --build-tests
	swift test --skip-build $(if $(FILTER),--filter $(FILTER))
	$(if $(FILTER),,$(MAKE) --no-print-directory example acceptance)

# Uses the build folder of the tests above, so that the libraries are not built twice.
example: toolchain ## the package in Tests/Example, which uses the libraries as yours would
	swift test --package-path Tests/Example --scratch-path .build

# The release build is what people run, and some faults appear only in optimised code.
acceptance: build packages-test $(VENV)/ready ## other people's libraries and a real Chromium against the release build; ARGS go to pytest
	UNDERSTUDY=$(abspath $(RELEASE)) $(VENV)/bin/python -m pytest -q -p no:cacheprovider Tests/Acceptance $(ARGS)

# The sanitizer writes its findings to files (log_path), because the standard error of rule workers is discarded.
# The other three options suit JavaScriptCore, which installs its own SIGSEGV handler (allow_user_segv_handler), scans
# the real stack for live values (detect_stack_use_after_return), and frees nothing at exit (detect_leaks).
sanitize: packages-build packages-test toolchain ## the Swift tests under the address sanitizer, in a build folder of their own; FILTER=… for some
	swift build --build-tests --sanitize=address --scratch-path $(SANITIZED)
	@rm -f $(SANITIZED)/finding.*
	ASAN_OPTIONS=allow_user_segv_handler=1:detect_stack_use_after_return=0:detect_leaks=0:log_path=$(abspath $(SANITIZED))/finding \
	  swift test --skip-build --sanitize=address --scratch-path $(SANITIZED) $(if $(FILTER),--filter $(FILTER)); \
	  status=$$?; findings=$$(find $(SANITIZED) -maxdepth 1 -name 'finding.*'); \
	  [ -z "$$findings" ] || { cat $$findings; status=1; }; \
	  echo "address sanitizer: $$(echo "$$findings" | grep -c .) findings"; exit $$status

$(VENV)/ready: Tests/Acceptance/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement $<
	@touch $@

check: lint ## what every commit passes: format, no warnings, tests
	UNDERSTUDY_CHECK=1 $(MAKE) --no-print-directory test

format: ## format the sources
	swift format format --in-place --parallel --recursive $(FORMATTED)

lint:
	swift format lint --strict --parallel --recursive $(FORMATTED)

golden: packages-build toolchain ## record the byte goldens again; then read the diff
	UNDERSTUDY_RECORD_GOLDEN=1 swift test --skip BrowserTests $(if $(FILTER),--filter $(FILTER))
	git --no-pager diff --stat Fixtures/Golden

bench: packages-bench build ## measure the release build: ratios within one run
	python3 Tests/Bench/bench.py $(RELEASE)

doc: packages-build toolchain ## the library's documentation (DocC) under .build/doc
	swift package --allow-writing-to-directory .build/doc generate-documentation --target Understudy --output-path .build/doc

clean: ## remove what was built
	rm -rf .build $(SANITIZED)

toolchain:
	@command -v swift >/dev/null || { \
	  echo "Swift 6.2 or later is needed: https://www.swift.org/install (then put swift on your PATH)"; exit 1; }

# Installs what is missing of $(1) with apt, as root or through sudo; elsewhere says what to install.
define install
	@command -v dpkg-query >/dev/null || { \
	  echo "Not a Debian system: these packages, or their equivalents, are assumed to be here: $(1)"; exit 0; }; \
	missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then sudo=""; elif command -v sudo >/dev/null; then sudo=sudo; else \
	  echo "Please install as root:  apt-get install$$missing"; exit 1; fi; \
	echo "Installing$$missing …"; \
	$$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null
endef

packages-build:
	$(call install,$(BUILD_PACKAGES))

packages-test:
	$(call install,$(TEST_PACKAGES))

packages-bench:
	$(call install,$(BENCH_PACKAGES))
