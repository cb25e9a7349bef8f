# shellcheck shell=bash
# What every part of the launcher shares: speaking to the person, running long steps, locks and the cache.

# Says something to the person; standard output is kept for results that programs read.
say() { printf '%s\n' "$*" >&2; }

# Gives up with a reason.
die() {
  printf 'linekeeper: %s\n' "$*" >&2
  exit 1
}

# The cache that all clones on this machine share.
cache_dir() {
  local dir="${LINEKEEPER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/linekeeper}"
  mkdir -p "$dir"
  printf '%s\n' "$dir"
}

# locked LOCKFILE COMMAND...: runs the command while no other run holds the lock.
locked() {
  local file="$1"
  shift
  (
    flock -n 9 || {
      say "    another run is at it, waiting: $file"
      flock 9
    }
    "$@" 9>&-
  ) 9>"$file"
}

# Prints, every few seconds, how long a step has taken and the last line of its log.
tick() {
  local log="$1" owner="$2" begun=$SECONDS
  while sleep 5 && kill -0 "$owner" 2>/dev/null; do
    printf '    %3d s  %.100s\n' $((SECONDS - begun)) "$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | sed 's,\x1b\[[0-9;]*m,,g')" >&2
  done
}

# long TITLE COMMAND...: runs a step that may take long, showing that it is alive; on failure shows the end of its log.
# The command runs in the foreground, so Ctrl-C reaches it.
long() {
  local title="$1" log ticker begun=$SECONDS result=0
  shift
  log="$(mktemp -t linekeeper-step.XXXXXX)"
  say "==> $title"
  tick "$log" $BASHPID 8>&- 9>&- &
  ticker=$!
  set +e # not "|| result=$?": that would make bash ignore failures inside the step
  (
    set -e
    "$@" >"$log" 2>&1 </dev/null
  )
  result=$?
  set -e
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  if ((result != 0)); then
    tail -n 25 "$log" >&2
    die "$title: failed with $result; the whole log is $log"
  fi
  rm -f "$log"
  say "    done in $((SECONDS - begun)) s"
}

# random_secret: 32 characters of the kernel's randomness, safe in every configuration file.
random_secret() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# version_at_least HAVE WANTED
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
