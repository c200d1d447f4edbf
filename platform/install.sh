#!/bin/sh
# Installs, by Debian package name, what is missing; does nothing and needs no network when nothing is.
#
#   sh platform/install.sh [build]   what configuring, compiling and the tests need (the default)
#   sh platform/install.sh run       what configuring, compiling and platform/run.sh need
#   sh platform/install.sh clang     build, and the second compiler
#   sh platform/install.sh tools     what only people need: the formatter, the linter, the compiler cache, coverage
#
# Written for Debian 12, as root or with sudo. The list is checked on a bare system (debootstrap --variant=minbase).
set -eu

compiler="g++ cmake ninja-build pkg-config"
core="libsqlite3-dev libsodium-dev libutf8proc-dev libturbojpeg0-dev libexif-dev nlohmann-json3-dev libfmt-dev"
sync="libcurl4-openssl-dev ca-certificates libmicrohttpd-dev libzstd-dev"
screen="libimgui-dev libstb-dev libfreetype-dev libglfw3-dev libgl-dev fonts-inter fonts-noto-core"
display="xvfb xauth libgl1-mesa-dri"                                 # a screen where there is none
testing="catch2 librapidcheck-dev zlib1g-dev libm17n-dev m17n-db"    # the tests are part of every configuration
checks="strace openssl sqlite3 patch"                                # programs that tests start
demonstration="jq"                                                   # compares the two answers in platform/run.sh

build="$compiler $core $sync $screen $testing $display $checks"
run="$compiler $core $sync $screen $testing $display $demonstration"
tools="clang-format clang-tidy ccache gcovr"

case "${1:-build}" in
  build) wanted=$build ;;
  run) wanted=$run ;;
  clang) wanted="$build clang libclang-rt-14-dev" ;;   # the last for the sanitizers and libFuzzer
  tools) wanted=$tools ;;
  *) echo "usage: sh platform/install.sh [build|run|clang|tools]" >&2; exit 2 ;;
esac

if ! command -v dpkg-query >/dev/null; then
  echo "No dpkg here, so nothing is installed. The packages by their Debian names: $wanted" >&2
  exit 0   # on another system CMake names what it misses
fi

is_installed() {
  case "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" in
    ?i*) return 0 ;;
    *) return 1 ;;
  esac
}

missing=
for package in $wanted; do
  is_installed "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "Installing:$missing"
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null; then
  as_root=sudo
else
  echo "Neither root nor sudo here. As root: apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
$as_root apt-get -q update
# shellcheck disable=SC2086   # the list is meant to fall into words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing
