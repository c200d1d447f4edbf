#!/bin/sh
# Runs every bench and prints one JSON document: the machine, and the lines of each bench.
#   sh tests/bench/run.sh [build/release/bin] > figures.json
# Meaningful on a quiet machine, with the release preset, on a disk (not in memory): they work in the current folder.
set -eu
commit=$(git -C "$(dirname "$0")" rev-parse --short HEAD 2>/dev/null || echo unknown)
bin=${1:-$(dirname "$0")/../../build/release/bin}
bin=$(cd "$bin" && pwd)
work=$(mktemp -d ./bench-run-XXXXXX)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf '{"cores":%s,"load":%s,"commit":"%s"' "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)" \
  "$commit"
for bench in photo store sync link window; do
  "$bin/bench_$bench" > lines
  printf ',"%s":[%s]' "$bench" "$(paste -s -d , lines)"
done
printf '}\n'
