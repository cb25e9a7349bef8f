# shellcheck shell=bash
# The programs Linekeeper needs from the host: installed with the host's own apt when they are missing.

# command=package
BASE_PROGRAMS=(mvn=maven curl=curl ffmpeg=ffmpeg sox=sox espeak-ng=espeak-ng)
TEST_PROGRAMS=(chromium=chromium chromedriver=chromium-driver /usr/lib/postgresql/15/bin/initdb=postgresql-15)
NODE_FLOOR=20.19 # what the console's build tool asks for

apt_install() {
  local run=()
  if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then die "please install first: $*"; fi
    run=(sudo -n)
  fi
  export DEBIAN_FRONTEND=noninteractive
  command -v apt-get >/dev/null || die "this is no Debian machine; please install first: $*"
  long "Reading the package index" "${run[@]}" apt-get -q update
  long "Installing $*" "${run[@]}" apt-get -q -y --no-install-recommends install "$@"
}

# missing_packages COMMAND=PACKAGE...: the packages whose command is not there.
missing_packages() {
  local entry
  for entry in "$@"; do
    command -v "${entry%%=*}" >/dev/null || printf '%s\n' "${entry#*=}"
  done
}

# Node.js builds the console. Where Debian's is too old, a newer one comes from the npm registry into the cache.
provide_node() {
  local directory
  version_at_least "$(node --version 2>/dev/null | tr -d v)" "$NODE_FLOOR" && command -v npm >/dev/null && return
  directory="$(cache_dir)/node"
  if [ ! -x "$directory/node_modules/node/bin/node" ]; then
    if ! command -v npm >/dev/null; then apt_install nodejs npm; fi
    version_at_least "$(node --version | tr -d v)" "$NODE_FLOOR" && return
    long "Getting a newer Node.js" npm install --prefix "$directory" --no-audit --no-fund node@24
  fi
  export PATH="$directory/node_modules/node/bin:$PATH"
}

# Finds a JDK of version 25 or newer and exports JAVA_HOME.
provide_java() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /usr/lib/jvm/* "$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"; do
    [ -x "$candidate/bin/javac" ] || continue
    if version_at_least "$("$candidate/bin/javac" -version 2>&1 | awk '{ print $2 }')" 25; then
      export JAVA_HOME="$candidate"
      return
    fi
  done
  die "no JDK 25 or newer found: install one and set JAVA_HOME"
}

has_chinese_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ]; }

# provide_packages [test]: everything from the host; for tests also a browser that can show Chinese, and the oldest
# PostgreSQL that is kept working.
provide_packages() {
  local missing=()
  mapfile -t missing < <(missing_packages "${BASE_PROGRAMS[@]}")
  if [ "${1:-}" = test ]; then
    mapfile -t -O "${#missing[@]}" missing < <(missing_packages "${TEST_PROGRAMS[@]}")
    has_chinese_font || missing+=(fontconfig fonts-wqy-microhei)
  fi
  ((${#missing[@]} == 0)) || apt_install "${missing[@]}"
  provide_java
  provide_node
}
