# What the scripts share: where they run, how they speak, how they build. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
logs=build/logs
mkdir -p "$logs"

say() { printf '%s\n' "$*"; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null; }

# quietly NAME COMMAND...: output goes to build/logs/NAME.log; when the command fails, its last lines are shown and the script ends.
quietly() {
  local log=$logs/$1.log status=0
  shift
  "$@" >"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) && return
  tail -n 25 "$log" >&2
  die "'$*' failed with status $status; all it said is in $log"
}

# built PRESET TARGET...: configures once; from then on ninja sees by itself when a build file has changed.
built() {
  local preset=$1
  shift
  [[ -f build/$preset/build.ninja ]] || quietly "configure-$preset" cmake --preset "$preset"
  quietly "build-$preset" cmake --build --preset "$preset" --target "$@"
}

# bundle_command: into the array `bundle`, the command that bundles the page from the built core into dist/.
bundle_command() {
  bundle=(node web/build/build.mjs --wasm build/wasm/iambic.wasm --bigram-wasm build/wasm/iambic-bigram.wasm)
  if [[ -f build/tinyshakespeare.txt ]]; then bundle+=(--corpus build/tinyshakespeare.txt); fi
  bundle+=(--out dist --version "$(sed -nE 's/^project\(iambic VERSION ([0-9.]+) .*/\1/p' CMakeLists.txt)")
}
