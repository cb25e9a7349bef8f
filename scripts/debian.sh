# shellcheck shell=bash
# Programs from a newer Debian, with everything they need, in a directory of the cache: no chroot, no change to the host's
# packages. apt and dpkg-deb do the work with private directories, and every signature and hash is verified as usual.

DEBIAN_SUITE=forky

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
Suites: $DEBIAN_SUITE
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

# write_wrapper ROOT NAME PROGRAM [LIBRARIES]: ROOT/run/NAME runs the root's program on the root's own loader and libraries
# (also those in that subdirectory of them), so the host's version of them does not matter.
write_wrapper() {
  local root="$1" name="$2" program="$3" more="${4:+:\$libraries/$4}"
  mkdir -p "$root/run"
  cat >"$root/run/$name" <<END
#!/bin/sh
root="\$(dirname "\$(dirname "\$(readlink -f "\$0")")")"
unset LD_LIBRARY_PATH LD_PRELOAD
for loader in "\$root"/usr/lib64/ld-linux-*.so.* "\$root"/usr/lib/ld-linux-*.so.*; do
  [ -e "\$loader" ] && break
done
for libraries in "\$root"/usr/lib/*-linux-gnu; do :; done
exec "\$loader" --library-path "\$libraries$more" "\$root/$program" "\$@"
END
  chmod 755 "$root/run/$name"
}

# build_root CACHE NAME FLOOR FINISH PACKAGE...: CACHE/NAME-VERSION, where VERSION is that of the first package. FINISH is
# a function that is given the unpacked root, writes its wrappers and sees that it runs. Builds in a temporary directory
# and renames it: a half-built root is never seen.
build_root() {
  local cache="$1" name="$2" floor="$3" finish="$4" mirror work version
  shift 4
  mirror="$(debian_mirror)"
  [ -n "$mirror" ] || die "no Debian source found in this machine's apt configuration: install $1 ($floor or newer) yourself, or name a" \
    "Debian mirror in LINEKEEPER_DEBIAN_MIRROR"
  work="$(mktemp -d "$cache/.$name-build.XXXXXX")"
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  private_apt "$work/apt" "$mirror"
  export APT_CONFIG="$work/apt/apt.conf"
  long "Reading the package index of Debian $DEBIAN_SUITE" apt-get -q update
  version="$(apt-cache policy "$1" | awk '/Candidate:/ { print $2 }' | sed 's/^[0-9]*://; s/[~+-].*//')"
  version_at_least "$version" "$floor" ||
    die "Debian $DEBIAN_SUITE offers $1 '$version', but $floor or newer is needed"
  long "Downloading $name $version" apt-get -q -y --download-only install "$@"
  unset APT_CONFIG
  long "Unpacking $name $version" unpack_packages "$work/apt/cache/archives" "$work/root"
  "$finish" "$work/root"
  chmod 755 "$work/root"
  rm -rf "$cache/$name-$version"
  mv "$work/root" "$cache/$name-$version"
}

# cached_root CACHE NAME PROGRAM: the newest usable root of the cache, or nothing.
cached_root() {
  find "$1" -maxdepth 3 -path "*/$2-[0-9]*/run/$3" 2>/dev/null | sed "s,/run/$3\$,," | sort -V | tail -n 1
}
