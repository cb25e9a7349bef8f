# shellcheck shell=bash
# Builds, starts and stops the application: a process of its own, like the switch, so that each survives the other.

JAR="$REPOSITORY/target/linekeeper.jar"
JAVA_FLAGS=(-Xmx512m -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

maven() { (cd "$REPOSITORY" && mvn -B --no-transfer-progress "$@"); }

BUILT="$REPOSITORY/target/.built" # when the build of the jar began; the jar itself bears a fixed time

# Is there something newer than what was built?
build_is_stale() {
  [ -f "$JAR" ] && [ -f "$BUILT" ] && [ -z "$(find "$REPOSITORY/pom.xml" "$REPOSITORY/src/main" \
    \( -name node_modules -o -name dist \) -prune -o -newer "$BUILT" -print -quit)" ] && return 1
  return 0
}

build_application() {
  build_is_stale || return 0
  mkdir -p "${BUILT%/*}"
  touch "$BUILT.begun"
  long "Building (the first time a few minutes: Maven fetches what it needs)" maven -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcheckstyle.skip=true package
  mv "$BUILT.begun" "$BUILT"
}

extract_application() {
  local target="$1" work
  [ ! -d "$target" ] || return 0
  work="$(mktemp -d "$target.XXXXXX")"
  chmod 755 "$work"
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$JAR" extract --destination "$work/app" >/dev/null
  mv "$work/app" "$target"
  rmdir "$work"
}

# Sets APPLICATION to the unpacked form of the jar: it starts quicker, and a running application is not disturbed when the jar
# is built anew. The newest few are kept.
provide_application() {
  local cache
  build_application
  cache="$(cache_dir)"
  APPLICATION="$cache/application-$(sha256sum "$JAR" | cut -c 1-16)"
  locked "$cache/application.lock" extract_application "$APPLICATION"
  touch "$APPLICATION"
  locked "$cache/application.lock" prepare_quick_start
  find "$cache" -maxdepth 1 -type d -regex '.*/application-[0-9a-f]*' -printf '%T@ %p\0' | sort -rzn | tail -zn +5 |
    sed -z 's/^[^ ]* //' | xargs -0r rm -rf
}

# application_pid: the process id of this home's application. A stale pid file is not believed.
application_pid() {
  local pid
  pid="$(cat "$HOME_DIR/run/application.pid" 2>/dev/null)" || return 1
  [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$HOME_DIR/application.properties" || return 1
  printf '%s\n' "$pid"
}

# application_start [JAVA OPTIONS...]
application_start() {
  local cached=()
  if application_pid >/dev/null; then return; fi
  if [ -f "$APPLICATION/quick-start.aot" ]; then cached=("-XX:AOTCache=$APPLICATION/quick-start.aot"); fi
  (
    cd "$HOME_DIR" || exit
    exec setsid "$JAVA_HOME/bin/java" "${JAVA_FLAGS[@]}" "${cached[@]}" "$@" -jar "$APPLICATION/linekeeper.jar" \
      "--spring.config.additional-location=file:$HOME_DIR/application.properties[encoding=UTF-8]"
  ) >"$HOME_DIR/log/application.out" 2>&1 </dev/null 8>&- &
  disown
  printf '%s\n' $! >"$HOME_DIR/run/application.pid"
}

application_healthy() {
  curl -fsS --max-time 2 "http://127.0.0.1:$PORT_BASE/actuator/health" 2>/dev/null | grep -q '"status":"UP"'
}

# Waits until the application answers for itself, or says why it will not.
application_await() {
  local try
  for ((try = 0; try < 600; try++)); do
    if application_healthy; then return 0; fi
    application_pid >/dev/null || break
    sleep 0.2
    if ((try % 25 == 24)); then tail -n 1 "$HOME_DIR/log/application.log" 2>/dev/null || true; fi
  done
  tail -qn 30 "$HOME_DIR/log/application.log" "$HOME_DIR/log/application.out"
  return 1
}

# application_stop [SECONDS it may take]
application_stop() {
  local pid
  pid="$(application_pid)" || return 0
  kill -TERM "$pid" 2>/dev/null || true
  wait_gone "$pid" "${1:-30}" || kill -KILL "$pid" 2>/dev/null || true
}

# The embedded PostgreSQL is the application's child; after a crash it may still be there.
postgres_pid() {
  local file pid
  file="$(find "$HOME_DIR/postgres" -maxdepth 3 -name postmaster.pid -print -quit 2>/dev/null)"
  [ -n "$file" ] || return 1
  pid="$(head -n 1 "$file")"
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q postgres || return 1
  printf '%s\n' "$pid"
}

postgres_stop() {
  local pid
  pid="$(postgres_pid)" || return 0
  kill -INT "$pid" 2>/dev/null || true # "fast": roll back what is open, then a clean end
  wait_gone "$pid" 15 || die "PostgreSQL ($pid) does not stop"
}
