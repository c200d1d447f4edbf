#!/bin/sh
# One tablet and one province on this machine: installs what is missing, builds, and opens the officer's program.
#
#   sh platform/run.sh                 opens ocop-field on the display; close its window to end
#   sh platform/run.sh --headless      no display: the officer is a script under Xvfb; then what the province holds is
#                                      compared with what the tablet holds, and any difference is a failure
#   --fresh                            forgets the province and the tablet of the last run
#   --language vi|en   --size WxH      passed on to ocop-field
#
# Everything lives in build/release/demo and is kept from run to run:
#   province/  the server's store      tablet/  the officer's data
#   screenshots/  of the script        *.log    what was said
set -eu

cd "$(dirname "$0")/.."
bin=build/release/bin
demo=build/release/demo
province=$demo/province
tablet=$demo/tablet
officer="Nguyễn Thị Mai"
unit=06541                    # xã Mẫu Sơn, Lạng Sơn: one of the seed provinces; all names of the visit are examples

fail() { echo "run.sh: $*" >&2; exit 1; }

usage() { sed -n '2,/^set /s/^# \{0,1\}//p' platform/run.sh >&2; exit 2; }

# A text field of the one line of JSON on standard input.
json_text() { jq -er ".$1"; }

# --- building ---------------------------------------------------------------------------------------------------------

build_programs() {
  sh platform/install.sh run
  if command -v ccache >/dev/null && [ -z "${CMAKE_CXX_COMPILER_LAUNCHER+set}" ]; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache
  fi
  cmake --preset release
  cmake --build --preset release --parallel "$(nproc)" --target ocop ocop-server ocop-field
}

# --- the province -----------------------------------------------------------------------------------------------------

server=                       # its process id while it runs

stop_province() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

# A tablet knows its province by address, so the port of the first run is used again.
start_province() {
  mkdir -p "$province"
  port=0
  [ ! -f "$demo/port" ] || port=$(cat "$demo/port")
  : >"$demo/province.out"
  "$bin/ocop-server" serve --data "$province" --listen "127.0.0.1:$port" --allow-plain-http \
    >"$demo/province.out" 2>>"$demo/province.log" &
  server=$!
  url=
  tenths=0
  while [ -z "$url" ]; do
    kill -0 "$server" 2>/dev/null ||
      fail "ocop-server did not start (port $port): $(tail -n 3 "$demo/province.log")"
    [ "$tenths" -lt 100 ] || fail "ocop-server did not say within 10 s where it listens"
    sleep 0.1
    tenths=$((tenths + 1))
    url=$(sed -n 's/^listening on \(http[^ ]*\)$/\1/p' "$demo/province.out" | head -n 1)
  done
  echo "${url##*:}" >"$demo/port"
}

say_where_the_office_is() {
  echo
  echo "The province's page: $url"
  grep -i token "$demo/province.log" | tail -n 1 || true   # said once, at the first start; the log keeps it
  echo
}

# --- the tablet -------------------------------------------------------------------------------------------------------

enrol_tablet() {
  [ ! -f "$demo/enrolled" ] || return 0
  [ -d "$tablet" ] || "$bin/ocop" init --data "$tablet" --officer "$officer" --units "$unit"
  code=$("$bin/ocop-server" invite --data "$province" --officer "$officer" --units "$unit" --json | json_text code)
  "$bin/ocop" enrol --data "$tablet" --server "$url" --code "$code" --allow-plain-http
  : >"$demo/enrolled"
}

open_tablet() {
  "$bin/ocop-field" --data "$tablet" --photos platform/fake/photos "$@"
}

visit_by_script() {
  rm -rf "$demo/screenshots"
  mkdir -p "$demo/screenshots"
  LIBGL_ALWAYS_SOFTWARE=1 xvfb-run --auto-servernum --error-file="$demo/xvfb.log" \
    --server-args="-screen 0 1600x1200x24 -nolisten tcp" \
    "$bin/ocop-field" --data "$tablet" --photos platform/fake/photos \
    --script visit --screenshots "$demo/screenshots" "$@"
  screenshots=$(find "$demo/screenshots" -name '*.png' | wc -l)
  [ "$screenshots" -gt 0 ] || fail "the visit left no screenshot"
  echo "Screenshots: $screenshots in $demo/screenshots"
}

# --- comparing --------------------------------------------------------------------------------------------------------

# The visit ends with a sync on the screen: nothing may be left for us to send.
check_all_was_sent() {
  "$bin/ocop" sync --data "$tablet" --photos all --json >"$demo/sync.json" ||
    fail "sync failed: $(cat "$demo/sync.json")"
  sent=$(jq -r '.changes_up + .photos_up + .unsent.changes + .unsent.photos' "$demo/sync.json")
  [ "$sent" = 0 ] || fail "the visit left something unsent: $(cat "$demo/sync.json")"
}

# What two holders of a dossier must agree on: all of it, but for how far it has travelled, as each of them sees it.
without_travel() { jq -S 'del(.unsent, .not_arrived) | .evidence |= (map(del(.state)) | sort_by(.id))'; }

compare_dossier() {
  "$bin/ocop" dossier show "$1" --data "$tablet" --json >"$demo/compare/tablet.raw"
  "$bin/ocop-server" show "$1" --data "$province" --json >"$demo/compare/province.raw"
  without_travel <"$demo/compare/tablet.raw" >"$demo/compare/$1.tablet.json"
  without_travel <"$demo/compare/province.raw" >"$demo/compare/$1.province.json"
  diff -u "$demo/compare/$1.tablet.json" "$demo/compare/$1.province.json" ||
    fail "dossier $1 is not the same on the tablet and at the province"
  jq -e '.not_arrived | [.[][]] == []' "$demo/compare/province.raw" >/dev/null ||
    fail "the province misses something of dossier $1"
  jq -r '.evidence[] | .id as $id | to_entries[] | select(.value | type == "object" and has("sha256"))
    | "\($id) \(.key) \(.value.sha256)"' "$demo/compare/tablet.raw" >>"$demo/compare/photos.txt"
  dossiers=$((dossiers + 1))
}

# Arguments: evidence, size, SHA-256. The province's file is found by its content, wherever the server keeps it.
compare_photo() {
  "$bin/ocop" evidence get "$1" --data "$tablet" --size "$2" --out "$demo/compare/photo.jpg" >/dev/null
  stored=$(sed -n "s/^$3  //p" "$demo/compare/province.sums" | head -n 1)
  [ -n "$stored" ] || fail "the $2 of photo $1 ($3) is not at the province"
  cmp "$demo/compare/photo.jpg" "$stored" || fail "the $2 of photo $1 is not the same at the province"
  photos=$((photos + 1))
}

compare_both() {
  rm -rf "$demo/compare"
  mkdir -p "$demo/compare"
  : >"$demo/compare/photos.txt"
  dossiers=0
  photos=0
  "$bin/ocop" dossier list --data "$tablet" --json | jq -r '.[].id' >"$demo/compare/tablet.ids"
  "$bin/ocop-server" list --data "$province" --json | jq -r '.[].id' >"$demo/compare/province.ids"
  diff -u "$demo/compare/tablet.ids" "$demo/compare/province.ids" || fail "the two lists of dossiers differ"
  while read -r id; do compare_dossier "$id"; done <"$demo/compare/tablet.ids"
  find "$province" -type f -exec sha256sum {} + >"$demo/compare/province.sums"
  while read -r id size sha256; do compare_photo "$id" "$size" "$sha256"; done <"$demo/compare/photos.txt"
  [ "$dossiers" -gt 0 ] || fail "the visit left no dossier to compare"
  [ "$photos" -gt 0 ] || fail "the visit left no photo to compare"
  echo "The province holds what the tablet holds: $dossiers dossiers field by field, $photos photo files byte for byte."
}

# --- the run ----------------------------------------------------------------------------------------------------------

headless=
fresh=
language="vi"
size=1280x800
while [ $# -gt 0 ]; do
  case "$1" in
    --headless) headless=yes ;;
    --fresh) fresh=yes ;;
    --language) [ $# -gt 1 ] || usage; language=$2; shift ;;
    --size) [ $# -gt 1 ] || usage; size=$2; shift ;;
    *) usage ;;
  esac
  shift
done
[ -n "${DISPLAY:-}" ] || headless=yes

build_programs
[ -z "$fresh" ] || rm -rf "$demo"
mkdir -p "$demo"
trap stop_province EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_province
enrol_tablet
say_where_the_office_is
if [ -n "$headless" ]; then
  visit_by_script --size "$size" --language "$language"
  check_all_was_sent
  compare_both
else
  open_tablet --size "$size" --language "$language"
fi
