# shellcheck shell=bash
# Gets a real Ceph with its S3 gateway from a newer Debian into the cache (debian.sh): the one server we found that really
# enforces Object Lock. For tests only.

# shellcheck source=/dev/null
. "${BASH_SOURCE[0]%/*}/debian.sh"

CEPH_FLOOR=20.2
CEPH_PACKAGES=(ceph-mon ceph-osd radosgw ceph-common)

finish_ceph() {
  local root="$1" program
  for program in ceph-mon ceph-osd radosgw radosgw-admin ceph-authtool monmaptool python3; do
    write_wrapper "$root" "$program" "usr/bin/$program" ceph
  done
  # the one program of the cluster that is written in Python, on the root's own
  cat >"$root/run/ceph" <<'END'
#!/bin/sh
root="$(dirname "$(dirname "$(readlink -f "$0")")")"
export PYTHONHOME="$root/usr" PYTHONPATH="$root/usr/lib/python3/dist-packages" PYTHONDONTWRITEBYTECODE=1
exec "$root/run/python3" "$root/usr/bin/ceph" "$@"
END
  chmod 755 "$root/run/ceph"
  "$root/run/radosgw" --version >/dev/null || die "the unpacked Ceph does not run on this machine"
}

build_ceph_once() {
  local cache="$1"
  [ -z "$(cached_root "$cache" ceph radosgw)" ] || return 0
  build_root "$cache" ceph "$CEPH_FLOOR" finish_ceph "${CEPH_PACKAGES[@]}"
}

# Sets and exports LINEKEEPER_CEPH_ROOT: run/ in it has the programs.
provide_ceph() {
  local cache
  if [ -z "${LINEKEEPER_CEPH_ROOT:-}" ]; then
    cache="$(cache_dir)"
    locked "$cache/ceph.lock" build_ceph_once "$cache"
    LINEKEEPER_CEPH_ROOT="$(cached_root "$cache" ceph radosgw)"
  fi
  export LINEKEEPER_CEPH_ROOT
}
