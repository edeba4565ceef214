#!/usr/bin/env bash
# Gets the Emscripten of emsdk-version.txt in user space and prints its folder, the one with em++:
#   1. emsdk at that version, where github.com answers;
#   2. else Debian trixie's package of the same version, where only Debian's mirrors answer.
# EMSDK_FROM=emsdk or EMSDK_FROM=debian forces one way. An emcc found on PATH is not used: it would
# be of another version sooner or later.
#
# The folder is a cache shared by all clones of the machine, and it counts only once it has compiled
# and run a program. Do not move it: its programs hold absolute paths.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(tr -d '[:space:]' < "$top/emsdk-version.txt")
home=${XDG_CACHE_HOME:-~/.cache}/repay/emscripten-$version
debian_version=3.1.69   # what trixie carries

say() { echo "Emscripten $version: $*" >&2; }
stop() { say "$*"; exit 1; }

if [[ -s $home/ready ]]; then cat "$home/ready"; exit; fi

for tool in python3 node git; do
  command -v $tool >/dev/null || stop "needs $tool; install it and try again"
done
mkdir -p "$(dirname "$home")"

# One download at a time. A folder is the one lock every system has; it names its owner, so that a
# lock whose owner was killed is taken over.
lock=$home.lock
waiting=
until mkdir "$lock" 2>/dev/null; do
  owner=$(cat "$lock/pid" 2>/dev/null || echo 0)
  if [[ $owner != 0 ]] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$lock"; continue; fi
  [[ -n $waiting ]] || say "another build is fetching it; waiting (remove $lock if there is none)"
  waiting=yes
  sleep 1
done
echo $$ > "$lock/pid"
trap 'rm -rf "$lock"' EXIT
trap 'exit 130' INT TERM
if [[ -s $home/ready ]]; then cat "$home/ready"; exit; fi
rm -rf "$home"   # what an interrupted run left

# Runs a command for at most so many seconds (macOS has no `timeout`).
within() {
  local seconds=$1 pid watcher code=0
  shift
  "$@" & pid=$!
  (sleep "$seconds" && kill "$pid") >/dev/null 2>&1 & watcher=$!
  wait "$pid" || code=$?
  kill "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  return "$code"
}

emsdk=https://github.com/emscripten-core/emsdk.git

emsdk_answers() { within 20 git ls-remote -q "$emsdk" HEAD >/dev/null 2>&1; }

from_emsdk() {
  say "fetching it with emsdk (a few hundred MB, some minutes)"
  git clone -q --depth 1 --branch "$version" "$emsdk" "$home/emsdk" >&2 &&
    "$home/emsdk/emsdk" install "$version" >&2 &&
    "$home/emsdk/emsdk" activate "$version" >&2 &&
    folder=$home/emsdk/upstream/emscripten
}

# Debian's programs are made to use the folder's own loader and C library, since the machine's may
# be older. Left out: 1.5 GB of library variants (PIC, threads, workers, sanitizers), which emcc
# would build when asked for, tests and manuals; and @types, which get in the way of --emit-tsd.
from_debian() {
  [[ $(dpkg --print-architecture 2>/dev/null) == amd64 ]] || {
    say "Debian's package can be used on a Debian for amd64 only"
    return 1
  }
  [[ $version == "$debian_version" ]] || {
    say "Debian trixie has $debian_version only"
    return 1
  }
  say "fetching it from Debian's mirror (310 MB, one or two minutes)"
  local root=$home/root host without=() path
  host='nodejs (= 99), python3 (= 99), ccache, binutils, libc6-dev, libstdc++-14-dev'
  host+=', libgcc-14-dev, libobjc-14-dev, libcurl4t64 (= 99)'
  for path in '*/lib/wasm*/*pic' '*-asan*' '*-mt*.a' '*-ww*.a' '*wasmfs*.a' '*/llvm-exegesis' \
    'libclang-[0-9]*' ./usr/share/emscripten/test ./usr/share/doc ./usr/share/man '*/gconv' \
    ./usr/share/nodejs/@types; do
    without+=(--without "$path")
  done
  mkdir -p "$home"
  "$top/core/external/trixie.sh" --provides "$host" "${without[@]}" "$root" \
    "emscripten=$version+dfsg-*" patchelf || return 1

  say "pointing its programs at their own libraries"
  local libraries=$root/usr/lib/x86_64-linux-gnu loader=$root/usr/lib64/ld-linux-x86-64.so.2 file
  patch() { "$loader" --library-path "$libraries" "$root/usr/bin/patchelf" "$@" 2>/dev/null; }
  for file in "$root"/usr/bin/wasm* "$root"/usr/lib/llvm-*/bin/*; do
    if [[ -f $file && ! -L $file ]] && patch --print-interpreter "$file" >/dev/null; then
      patch --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$file" || return 1
    fi
  done
  for file in "$libraries"/libLLVM*.so* "$libraries"/libclang*.so*; do
    [[ -L $file ]] || patch --remove-rpath "$file" || return 1   # it would hide the programs' RPATH
  done
  folder=$root/usr/share/emscripten
  ln -sfn nodejs "$root/usr/share/node_modules"   # where Node looks for acorn
  cat > "$folder/.emscripten" <<END
LLVM_ROOT = '$root/usr/bin'
BINARYEN_ROOT = '$root/usr'
NODE_JS = 'node'
CACHE = '$folder/cache'  # without it every system library is built again
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
END
}

folder=
case ${EMSDK_FROM:-any} in
  any)
    if emsdk_answers; then
      from_emsdk || { say "emsdk's downloads do not answer"; rm -rf "$home"; }
    else
      say "github.com does not answer"
    fi
    [[ -n $folder ]] || from_debian ||
      stop "could be had neither from github.com nor from a Debian mirror; connect to one and try again"
    ;;
  emsdk) from_emsdk || stop "emsdk could not install it" ;;
  debian) from_debian || stop "it could not be had from Debian's mirror" ;;
  *) stop "EMSDK_FROM is emsdk or debian, not $EMSDK_FROM" ;;
esac

echo 'int main() { return 0; }' > "$home/try.cpp"
{ "$folder/em++" "$home/try.cpp" -o "$home/try.js" && node "$home/try.js"; } >&2 ||
  stop "was fetched but does not work on this machine"
echo "$folder" > "$home/ready"
say "ready"
echo "$folder"
