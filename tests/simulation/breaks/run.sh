#!/bin/sh
# sh tests/simulation/breaks/run.sh [NAME…]        every break, or those named: chain_check_dropped, …
#
# Each NAME.patch here breaks one promise of the program on purpose. The sources are copied to build/breaks
# (OCOP_BREAKS names another folder), the break is applied to the copy, the simulation alone is built, and worlds are
# played until one of them finds it. Prints for each the seed and the seconds of processor that it took; fails if one
# is not found within OCOP_SEEDS worlds (2000) of OCOP_STEPS steps (450). The product carries no switch for any of this,
# and the sources here are not touched.
#
# --check         only whether the patches still apply; no build
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=${OCOP_BREAKS:-$root/build/breaks}
seeds=${OCOP_SEEDS:-2000}
steps=${OCOP_STEPS:-450}
tree=$folder/tree
log=$folder/log

if [ "${1:-}" = --check ]; then
  for file in "$here"/*.patch; do
    patch -s -f --dry-run -p1 -d "$root" < "$file" || { echo "does not apply any more: $file" >&2; exit 1; }
  done
  exit 0
fi

mkdir -p "$folder"
rm -rf "$tree"
mkdir "$tree"
tar -C "$root" --exclude=./build --exclude=./.git -cf - . | tar -C "$tree" -xmf -  # new to ninja, all of it
cmake -S "$tree" -B "$folder/build" -G Ninja -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG" \
  > "$log"
build() { ninja -C "$folder/build" simulation_program >> "$log" 2>&1 || { tail -40 "$log" >&2; exit 2; }; }

if [ $# -eq 0 ]; then
  set -- $(cd "$here" && ls *.patch | sed 's/\.patch$//')
fi
patches=$tree/tests/simulation/breaks  # as they were when the sources were copied
missed=0
for name in "$@"; do
  patch -s -p1 -d "$tree" < "$patches/$name.patch"
  build
  if "$folder/build/bin/simulation" --until-failure --seeds "$seeds" --steps "$steps" > "$folder/$name.txt"; then
    missed=$((missed + 1))
    printf '%-40s NOT FOUND: %s\n' "$name" "$(tail -1 "$folder/$name.txt")"
  else
    printf '%-40s seed %s, %s: %s\n' "$name" \
      "$(sed -n 's/^FAILED: simulation --seed \([0-9]*\) .*/\1/p' "$folder/$name.txt" | head -1)" \
      "$(sed -n 's/.*; \([0-9.]* s\)$/\1/p' "$folder/$name.txt" | tail -1)" \
      "$(grep -A1 '^FAILED' "$folder/$name.txt" | sed -n '2s/^ *//p' | cut -c1-110)"
  fi
  patch -s -R -p1 -d "$tree" < "$patches/$name.patch"
done
[ "$missed" -eq 0 ]
