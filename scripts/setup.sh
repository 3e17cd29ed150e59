#!/usr/bin/env bash
# Installs what a make target needs and does not find: `scripts/setup.sh build`, `scripts/setup.sh browser`, `scripts/setup.sh fuzz`.
# What is there in the right version is left alone, so that a second run takes no time.
set -euo pipefail
cd "$(dirname "$0")/.."

TRUNK=0.21.14
CARGO_FUZZ=0.13.2
CARGO_ROOT="${CARGO_HOME:-$HOME/.cargo}"
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:$CARGO_ROOT/bin:$PATH"

stop() { echo "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# cargo's own bin folder when the name is free there; .tools/ beside the project when another version lives there.
root_for() { if has "$1"; then echo "$PWD/.tools"; else echo "$CARGO_ROOT"; fi; }

rust() {
    has cargo || stop "Rust is missing: install it with rustup, see https://rustup.rs."
    if [ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        has rustup || stop "The Rust target wasm32-unknown-unknown is missing: install it, or use a Rust that comes from rustup."
        rustup target add wasm32-unknown-unknown || stop "The Rust target wasm32-unknown-unknown could not be installed: is the network reachable?"
    fi
}

trunk_() {
    [ "$(trunk --version 2>/dev/null)" = "trunk $TRUNK" ] && return
    echo "Installing Trunk $TRUNK (about 6 minutes, once)"
    cargo install --locked --quiet --root "$(root_for trunk)" "trunk@$TRUNK" || stop "Trunk $TRUNK could not be installed: see the lines above."
}

# The version stands in Cargo.lock: crate and program must be the same. Without --locked, because the program's own lock file names
# a crate that was taken back.
wasm_bindgen() {
    local version
    version="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)"
    [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $version" ] && has wasm-bindgen-test-runner && return
    echo "Installing wasm-bindgen $version (about 2 minutes, once)"
    cargo install --quiet --root "$(root_for wasm-bindgen)" "wasm-bindgen-cli@$version" || stop "wasm-bindgen $version could not be installed: see the lines above."
}

npm_packages() {
    has node && has npm || stop "Node.js is missing: install version 20 or later, see https://nodejs.org."
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || stop "Node.js $(node --version) is too old: version 20 or later is needed."
    [ node_modules/.package-lock.json -nt package-lock.json ] && return
    npm ci --no-audit --no-fund --loglevel=error || stop "The npm packages could not be installed: see the lines above."
    touch node_modules/.package-lock.json
}

browser() {
    node scripts/browser.mjs >/dev/null 2>&1 && return
    if [ -z "${CHROME:-}${CHROMEDRIVER:-}" ] && has apt-get && [ "$(id -u)" = 0 ]; then
        echo "Installing Chromium and chromedriver"
        { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install chromium chromium-driver >/dev/null; } ||
            stop "Chromium could not be installed: install chromium and chromium-driver, or name them in CHROME and CHROMEDRIVER."
    fi
    node scripts/browser.mjs >/dev/null || exit 1
}

# Coverage for the fuzzer is in nightly Rusts only.
fuzzer() {
    has cargo || stop "Rust is missing: install it with rustup, see https://rustup.rs."
    has rustup || stop "Fuzzing needs a nightly Rust: use one that comes from rustup."
    rustup run nightly rustc --version >/dev/null 2>&1 || rustup toolchain install nightly --profile minimal ||
        stop "A nightly Rust could not be installed: is the network reachable?"
    has cargo-fuzz && return
    echo "Installing cargo-fuzz $CARGO_FUZZ (about 2 minutes, once)"
    cargo install --locked --quiet "cargo-fuzz@$CARGO_FUZZ" || stop "cargo-fuzz $CARGO_FUZZ could not be installed: see the lines above."
}

case "${1:-}" in
    build) rust && npm_packages && trunk_ && wasm_bindgen ;;
    browser) browser ;;
    fuzz) fuzzer ;;
    *) stop "usage: scripts/setup.sh build|browser|fuzz" ;;
esac
