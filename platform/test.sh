#!/bin/sh
# Installs what is missing, configures, builds and runs every test. Works from any folder; 0 only if all tests passed.
#
#   sh platform/test.sh          the preset "dev": gcc
#   sh platform/test.sh asan     AddressSanitizer and UndefinedBehaviorSanitizer
#   sh platform/test.sh tsan     ThreadSanitizer, without the tests that draw (the graphics driver is not instrumented)
#   sh platform/test.sh clang    the second compiler
#
# The last line is "N passed, N failed". One test, one seed, one golden file: tests/README.md.
set -eu

preset=${1:-dev}
packages=build
case "$preset" in
  dev | asan | tsan) ;;
  clang) packages=clang ;;
  *) echo "usage: sh platform/test.sh [asan|tsan|clang]" >&2; exit 2 ;;
esac

cd "$(dirname "$0")/.."
sh platform/install.sh "$packages"

if command -v ccache >/dev/null && [ -z "${CMAKE_CXX_COMPILER_LAUNCHER+set}" ]; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
cmake --preset "$preset"
cmake --build --preset "$preset" --parallel "$(nproc)"

# gcc 12's ThreadSanitizer cannot live with as many random address bits as newer kernels use.
steady=
if [ "$preset" = tsan ] && setarch "$(uname -m)" -R true 2>/dev/null; then
  steady="setarch $(uname -m) -R"
fi

# One more at a time than there are cores: some tests wait for a slow link.
at_once=$(($(nproc) + 1))

log=build/$preset/tests.log
status_file=build/$preset/tests.status
rm -f "$status_file"
{
  status=0
  $steady ctest --preset "$preset" --parallel "$at_once" --no-tests=error || status=$?
  echo "$status" >"$status_file"
} 2>&1 | tee "$log"
status=$(cat "$status_file")

# ctest says "98% tests passed, 1 tests failed out of 50"; without that line no test ran at all.
counts=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests failed out of \([0-9]*\)$/\1 \2/p' "$log" | tail -n 1)
if [ -z "$counts" ]; then
  echo "no test ran"
  exit 1
fi
failed=${counts% *}
total=${counts#* }
echo "$((total - failed)) passed, $failed failed"
[ "$failed" = 0 ] || exit 1
exit "$status"
