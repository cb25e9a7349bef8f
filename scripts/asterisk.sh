# shellcheck shell=bash
# Gets a real Asterisk 22 and SIPp. A host that has Asterisk 22 or newer is used as it is; otherwise both come, with
# everything they need, from Debian's "forky" into a directory of the cache: no chroot, no change to the host's packages.
# apt and dpkg-deb do the work with private directories, and every signature and hash is verified as usual.

ASTERISK_SUITE=forky
ASTERISK_FLOOR=22.10.1 # the security release of June 2026
ASTERISK_PACKAGES=(asterisk sip-tester)

# The Debian mirror that this machine's own apt uses (whatever the format of its sources), or LINEKEEPER_DEBIAN_MIRROR.
debian_mirror() {
  local codename
  if [ -n "${LINEKEEPER_DEBIAN_MIRROR:-}" ]; then
    printf '%s\n' "$LINEKEEPER_DEBIAN_MIRROR"
    return
  fi
  codename="$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-stable}")"
  # shellcheck disable=SC2016
  apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk -v codename="$codename" '$3 == "main" && ($2 == codename || $2 ~ /^(old)*stable$|^testing$/) { print $1; exit }'
}

# private_apt DIR: an apt configuration that sees one source and touches nothing outside DIR.
private_apt() {
  local dir="$1" mirror="$2" architecture
  architecture="$(dpkg --print-architecture)"
  mkdir -p "$dir"/{etc/apt.conf.d,etc/preferences.d,etc/sources.list.d,state/lists/partial,cache/archives/partial,log}
  : >"$dir/status"
  # A mirror may lag behind Debian: Valid-Until-Min relaxes only the date of the signed index, never signature or hashes.
  cat >"$dir/etc/sources.list.d/suite.sources" <<END
Types: deb
URIs: $mirror
Suites: $ASTERISK_SUITE
Components: main
Architectures: $architecture
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
Valid-Until-Min: 15552000
END
  {
    # Proxies and certificates are the machine's own affair: taken over as they are.
    apt-config dump | grep -E '^Acquire::(http|https|ftp)::' || true
    cat <<END
Dir "$dir";
Dir::Etc "$dir/etc";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$dir/etc/sources.list.d";
Dir::Etc::Trusted "/dev/null";
Dir::State "$dir/state";
Dir::State::Status "$dir/status";
Dir::Cache "$dir/cache";
Dir::Log "$dir/log";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::Sandbox::User "";
Binary::apt-get::APT::Keep-Downloaded-Packages "true";
Acquire::Check-Valid-Until "true";
Acquire::Retries "3";
Acquire::Languages "none";
END
  } >"$dir/apt.conf"
  chmod 600 "$dir/apt.conf"
}

# unpack_packages ARCHIVES ROOT: the files of all packages, without what only people read. No maintainer script runs.
unpack_packages() {
  local archives="$1" root="$2" package part count=0 total
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
  for part in bin sbin lib lib64; do ln -s "usr/$part" "$root/$part"; done
  total="$(find "$archives" -maxdepth 1 -name '*.deb' | wc -l)"
  for package in "$archives"/*.deb; do
    count=$((count + 1))
    printf 'unpacking %d of %d: %s\n' "$count" "$total" "${package##*/}"
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink --no-same-owner \
      --exclude='./usr/share/'{doc,man,locale,info,lintian,i18n,bug,icons,fonts}'/*'
    printf '%s\n' "${package##*/}" >>"$root/PACKAGES"
  done
}

# The programs of the root run on the root's own loader and libraries, so the host's version of them does not matter.
write_wrappers() {
  local root="$1" name program
  mkdir -p "$root/run"
  for name in asterisk:usr/sbin/asterisk sipp:usr/bin/sipp; do
    program="${name#*:}"
    cat >"$root/run/${name%%:*}" <<END
#!/bin/sh
root="\$(dirname "\$(dirname "\$(readlink -f "\$0")")")"
unset LD_LIBRARY_PATH LD_PRELOAD
for loader in "\$root"/usr/lib64/ld-linux-*.so.* "\$root"/usr/lib/ld-linux-*.so.*; do
  [ -e "\$loader" ] && break
done
for libraries in "\$root"/usr/lib/*-linux-gnu; do :; done
exec "\$loader" --library-path "\$libraries" "\$root/$program" "\$@"
END
    chmod 755 "$root/run/${name%%:*}"
  done
}

# Builds the root in a temporary directory and renames it: a half-built one is never seen.
build_asterisk() {
  local cache="$1" mirror="$2" work version
  work="$(mktemp -d "$cache/.asterisk-build.XXXXXX")"
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  private_apt "$work/apt" "$mirror"
  export APT_CONFIG="$work/apt/apt.conf"
  long "Reading the package index of Debian $ASTERISK_SUITE" apt-get -q update
  version="$(apt-cache policy asterisk | awk '/Candidate:/ { print $2 }' | sed 's/^[0-9]*://; s/[~+-].*//')"
  version_at_least "$version" "$ASTERISK_FLOOR" ||
    die "Debian $ASTERISK_SUITE offers Asterisk '$version', but $ASTERISK_FLOOR or newer is needed"
  long "Downloading Asterisk $version and SIPp (about 100 MB)" \
    apt-get -q -y --download-only install "${ASTERISK_PACKAGES[@]}"
  unset APT_CONFIG
  long "Unpacking Asterisk $version" unpack_packages "$work/apt/cache/archives" "$work/root"
  write_wrappers "$work/root"
  "$work/root/run/asterisk" -V >/dev/null || die "the unpacked Asterisk does not run on this machine"
  chmod 755 "$work/root"
  rm -rf "$cache/asterisk-$version"
  mv "$work/root" "$cache/asterisk-$version"
}

# The newest usable root of the cache, or nothing.
cached_asterisk() {
  find "$1" -maxdepth 3 -path '*/asterisk-[0-9]*/run/sipp' 2>/dev/null | sed 's,/run/sipp$,,' | sort -V | tail -n 1
}

# Prints the host's own Asterisk when it is new enough.
host_asterisk() {
  local program version
  program="$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v asterisk)" || return 1
  version="$("$program" -V 2>/dev/null | awk '{ print $2 }')"
  version_at_least "${version%%[~+-]*}" 22 && printf '%s\n' "$program"
}

build_asterisk_once() {
  local cache="$1" mirror
  [ -z "$(cached_asterisk "$cache")" ] || return 0
  mirror="$(debian_mirror)"
  [ -n "$mirror" ] || die "no Debian source found in this machine's apt configuration: install Asterisk 22 or newer" \
    "and SIPp yourself, or name a Debian mirror in LINEKEEPER_DEBIAN_MIRROR"
  build_asterisk "$cache" "$mirror"
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
