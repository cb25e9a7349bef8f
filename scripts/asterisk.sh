# shellcheck shell=bash
# Gets a real Asterisk 22 and SIPp. A host that has Asterisk 22 or newer is used as it is; otherwise both come from a
# newer Debian into the cache (debian.sh).

# shellcheck source=/dev/null
. "${BASH_SOURCE[0]%/*}/debian.sh"

ASTERISK_FLOOR=22.10.1 # the security release of June 2026
ASTERISK_PACKAGES=(asterisk sip-tester)

finish_asterisk() {
  local root="$1"
  write_wrapper "$root" asterisk usr/sbin/asterisk
  write_wrapper "$root" sipp usr/bin/sipp
  "$root/run/asterisk" -V >/dev/null || die "the unpacked Asterisk does not run on this machine"
}

# The newest usable root of the cache, or nothing.
cached_asterisk() { cached_root "$1" asterisk sipp; }

# Prints the host's own Asterisk when it is new enough.
host_asterisk() {
  local program version
  program="$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v asterisk)" || return 1
  version="$("$program" -V 2>/dev/null | awk '{ print $2 }')"
  version_at_least "${version%%[~+-]*}" 22 && printf '%s\n' "$program"
}

build_asterisk_once() {
  local cache="$1"
  [ -z "$(cached_asterisk "$cache")" ] || return 0
  build_root "$cache" asterisk "$ASTERISK_FLOOR" finish_asterisk "${ASTERISK_PACKAGES[@]}"
}

# Sets and exports LINEKEEPER_ASTERISK and LINEKEEPER_SIPP (programs) and LINEKEEPER_ASTERISK_ROOT (what their files
# lie under). What the person has set already is left alone.
provide_asterisk() {
  local cache root own
  cache="$(cache_dir)"
  own="$(host_asterisk || true)"
  if [ -z "${LINEKEEPER_ASTERISK:-$own}" ] || [ -z "${LINEKEEPER_SIPP:-$(command -v sipp)}" ]; then
    locked "$cache/asterisk.lock" build_asterisk_once "$cache"
  fi
  root="$(cached_asterisk "$cache")"
  if [ -n "$own" ]; then
    : "${LINEKEEPER_ASTERISK:=$own}" "${LINEKEEPER_ASTERISK_ROOT:=/}"
  fi
  : "${LINEKEEPER_ASTERISK:=$root/run/asterisk}" "${LINEKEEPER_ASTERISK_ROOT:=$root}"
  : "${LINEKEEPER_SIPP:=$(command -v sipp || printf '%s' "$root/run/sipp")}"
  export LINEKEEPER_ASTERISK LINEKEEPER_ASTERISK_ROOT LINEKEEPER_SIPP
}

# Where the modules of the Asterisk in use lie.
asterisk_modules() {
  local dir
  for dir in "$LINEKEEPER_ASTERISK_ROOT"/usr/lib/*/asterisk/modules "$LINEKEEPER_ASTERISK_ROOT"/usr/lib*/asterisk/modules; do
    [ -e "$dir/res_ari.so" ] || continue
    printf '%s\n' "$dir"
    return
  done
  die "no Asterisk modules under $LINEKEEPER_ASTERISK_ROOT"
}
