# shellcheck shell=bash
# Quick starts: the JDK can keep the classes of an earlier run loaded and linked in a file ("AOT cache"), which halves the
# start. The earlier run is a trial in a throw-away home, once per build. LINEKEEPER_QUICK_START=no leaves it out; if the
# trial fails, the application simply starts as slowly as without.

trial_base() {
  local base
  for ((base = PORT_BASE + 10; base < PORT_BASE + 900; base += 10)); do
    if ! listening "$base" && ! listening $((base + 1)) && ! listening $((base + 2)); then
      printf '%d' "$base"
      return
    fi
  done
  return 1
}

# Starts the application, asks it a few things, and lets it end: at its end the JVM writes the file.
trial_run() {
  local path
  prepare_home
  write_properties
  application_start "-XX:AOTCacheOutput=$APPLICATION/quick-start.new"
  application_await || return 1
  for path in / /api/floor /v3/api-docs /actuator/prometheus /favicon.ico; do
    curl -s -o "$HOME_DIR/answer" --max-time 5 "http://127.0.0.1:$PORT_BASE$path" || true
  done
  application_stop 120
  postgres_stop
  [ -s "$APPLICATION/quick-start.new" ]
}

trial() {
  local work result=0
  work="$(mktemp -d)"
  # shellcheck disable=SC2030
  (
    trap 'application_stop 5; postgres_stop' EXIT
    PORT_BASE="$(trial_base)"
    HOME_DIR="$work/home"
    trial_run
  ) || result=$?
  rm -rf "$work"
  return "$result"
}

prepare_quick_start() {
  if [ "${LINEKEEPER_QUICK_START:-yes}" = no ] || [ -e "$APPLICATION/quick-start.tried" ]; then return; fi
  touch "$APPLICATION/quick-start.tried"
  if (long "Preparing quick starts (once per build)" trial); then
    mv "$APPLICATION/quick-start.new" "$APPLICATION/quick-start.aot"
  else
    say "    no quick starts then; going on"
  fi
}
