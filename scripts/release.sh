#!/usr/bin/env bash
# Builds dist/. Where this machine keeps the project, crates and Rust is no part of the result: the same sources give the same files anywhere,
# and nothing of the builder's home is published. What a crash report names of our own files stays as it is (src/…).
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fetch --locked --quiet
rust="$(rustc --print sysroot)/lib/rustlib/src/rust"
commit="$(rustc -vV | sed -n 's/^commit-hash: //p')"
flags="--remap-path-prefix=$(pwd -P)=/leadlens --remap-path-prefix=$rust=/rustc/$commit"
# cargo follows links in the path of its registry.
for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do flags+=" --remap-path-prefix=$(cd "$crates" && pwd -P)=/crates"; done
# Added by cargo to the flags of .cargo/config.toml, unlike RUSTFLAGS, which would stand in their place.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$flags"
exec trunk build --release
