# shellcheck shell=bash
# up, down, status and logs: the parts of one home as a whole. "up" stays and watches over the parts: one that dies is started
# again. While it runs it holds the lock run/lock, so two of them never meet in one home.

switch_dir() { printf '%s\n' "$HOME_DIR/asterisk"; }

hold_lock() {
  exec 8>>"$HOME_DIR/run/lock"
  flock -w 3 8
}

watcher_pid() {
  local pid
  pid="$(cat "$HOME_DIR/run/linekeeper.pid" 2>/dev/null)" || return 1
  [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q linekeeper || return 1
  # The lock is the proof: a pid can be given to somebody else, a lock cannot.
  if flock -n "$HOME_DIR/run/lock" true 2>/dev/null; then return 1; fi
  printf '%s\n' "$pid"
}

switch_start() {
  own_switch || return 0
  # the demo's carrier is at a port of its own, so that homes side by side do not ring each other's citizens
  local carrier_port="${LINEKEEPER_CARRIER_PORT:-}"
  if [ -z "$carrier_port" ] && [ -z "${LINEKEEPER_CARRIER_ADDRESS:-}" ]; then carrier_port=$((PORT_BASE + 6)); fi
  LINEKEEPER_SECRETS="$HOME_DIR/secrets.env" LINEKEEPER_RECORDINGS="$RECORDINGS" LINEKEEPER_CARRIER_PORT="${carrier_port:-5060}" \
    instance_start "$(switch_dir)" "$PORT_BASE"
}

# Two instances need two port ranges: better to say so before anything is started.
check_ports() {
  local port
  if application_pid >/dev/null || postgres_pid >/dev/null || instance_pid "$(switch_dir)" >/dev/null; then return; fi
  for port in 0 1 2 3 4 5; do
    port=$((PORT_BASE + port))
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      die "port $port is taken by another program; choose other ports with --port-base N (N to N+5 and N+1000 to N+4999)"
    fi
  done
}

parts_stop() {
  say "==> Stopping / 正在停止"
  application_stop
  postgres_stop
  # Not asked whether it is ours: the pid file is only there if it is.
  instance_stop "$(switch_dir)"
  rm -f "$HOME_DIR/run/linekeeper.pid"
}

greet() {
  local first="${LINEKEEPER_LINES:-12345}"
  first="${first%% *}"
  say "
线务员已就绪  Linekeeper is up

  控制台 console      http://127.0.0.1:$PORT_BASE/
  热线   hotline      $first  (SIP $(property linekeeper.telephony.sip-host):$(property linekeeper.telephony.sip-port), 运营商 carrier ${LINEKEEPER_CARRIER_ADDRESS:-127.0.0.2})
  演示账号 demo sign-ins (只在本目录有效 valid for this home only, $HOME_DIR/secrets.env):"
  local user
  for user in "${DEMO_USERS[@]}"; do printf '      %-12s %s\n' "$user" "$(demo_password "$user")" >&2; done
  say "
  接下来 what to try next, in another terminal:
      ./linekeeper seat --agent agent1 --answer-after 2 --talk 5$1    机器人坐席 a robot seat
      ./linekeeper call --from 13800138000$1                          市民来电 a citizen calls
      ./linekeeper status$1"
}

# How this home must be named in further commands.
home_options() {
  if [ "$HOME_DIR" != "$REPOSITORY/.linekeeper" ]; then printf ' --home %q' "$HOME_DIR"; fi
}

floor_up() {
  local detach="" overrides="${LINEKEEPER_CONFIG:-}"
  while (($# > 0)); do
    case "$1" in
      --detach) detach=yes ;;
      --config)
        [ -r "${2:-}" ] || die "--config: cannot read '${2:-}'"
        overrides="$(realpath "$2")"
        shift
        ;;
      *) die "up: unknown option $1" ;;
    esac
    shift
  done
  prepare_home
  if watcher_pid >/dev/null; then
    say "Linekeeper is already up in $HOME_DIR / 已在运行"
    floor_status
    return
  fi
  if [ -n "$detach" ]; then
    up_detached "$overrides"
  else
    up_here "$overrides"
  fi
}

# Everything that may take long, and may go wrong, happens before anything is started.
provide_all() {
  provide_packages
  provide_asterisk
  provide_sounds
  provide_application
}

parts_start() {
  own_switch && say "==> Starting Asterisk $("$LINEKEEPER_ASTERISK" -V | awk '{ print $2 }')"
  switch_start
  application_start
  long "Starting the application" application_await
}

up_here() {
  hold_lock || die "another 'up' is at work in $HOME_DIR"
  printf '%s\n' $$ >"$HOME_DIR/run/linekeeper.pid"
  write_properties "$1"
  check_ports
  provide_all
  rm -f "$HOME_DIR/run/ready"
  printf '%s\n' "$APPLICATION" >"$HOME_DIR/run/application.path"
  trap 'trap "" INT TERM HUP; parts_stop' EXIT
  trap 'exit 0' INT TERM HUP
  parts_start
  : >"$HOME_DIR/run/ready"
  if [ -z "${LINEKEEPER_DETACHED:-}" ]; then
    greet "$(home_options)"
    say "
  Ctrl-C 停止 stops everything"
  fi
  watch_parts
}

# Starts again what has died, slower and slower while it keeps dying.
watch_parts() {
  local delay=1 since=$SECONDS rounds=0
  while sleep 1; do
    if own_switch && ! instance_pid "$(switch_dir)" >/dev/null; then
      say "$(date '+%F %T') Asterisk is gone; starting it again"
      (switch_start) || true
    fi
    if ((++rounds % 60 == 0)); then instance_rotate_logs "$(switch_dir)"; fi
    application_pid >/dev/null && continue
    if ((SECONDS - since > 60)); then delay=1; fi
    say "$(date '+%F %T') the application is gone (callers go to the fallback queue); starting it again in $delay s"
    sleep "$delay"
    delay=$((delay < 30 ? delay * 2 : 30)) since=$SECONDS
    application_start
  done
}

up_detached() {
  local log="$HOME_DIR/log/linekeeper.log" pid options=() shown=1
  rm -f "$HOME_DIR/run/ready"
  : >"$log"
  if [ -n "$1" ]; then options=(--config "$1"); fi
  # The greeting names passwords: it is spoken here and not there, where it would end in a log.
  LINEKEEPER_DETACHED=yes setsid "$REPOSITORY/linekeeper" up --home "$HOME_DIR" --port-base "$PORT_BASE" "${options[@]}" >"$log" 2>&1 </dev/null &
  pid=$!
  while [ ! -e "$HOME_DIR/run/ready" ] && kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    shown="$(show_from "$log" "$shown")"
  done
  sleep 0.2
  shown="$(show_from "$log" "$shown")"
  [ -e "$HOME_DIR/run/ready" ] || die "up: failed, see above"
  greet "$(home_options)"
  say "
  ./linekeeper down$(home_options)    停止 stops everything"
}

# show_from FILE LINE: shows the file from that line on and prints the number of the next line.
show_from() {
  local count
  count="$(wc -l <"$1")"
  if ((count >= $2)); then sed -n "$2,${count}p" "$1" >&2; fi
  printf '%d\n' $((count + 1))
}

floor_down() {
  local pid try
  if [ ! -d "$HOME_DIR/run" ]; then
    say "nothing runs in $HOME_DIR"
    return
  fi
  provide_asterisk
  if pid="$(watcher_pid)"; then
    # It may be in the middle of a long step: tell that step too, if the whole process group is its own.
    kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid"
    for ((try = 0; try < 600; try++)); do
      if flock -n "$HOME_DIR/run/lock" true; then break; fi
      sleep 0.1
    done
  fi
  prepare_home
  parts_stop
  rm -f "$HOME_DIR/run/ready"
}
