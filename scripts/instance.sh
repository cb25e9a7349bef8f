# shellcheck shell=bash
# A private Asterisk in one directory: renders asterisk-config/ into it, starts it, talks to it, stops it. It is a process of
# its own, detached from the terminal, and survives whoever started it.
#   DIR/etc (rendered)  varlib  data  spool  run  log  secrets.env (0600)

# secret_in FILE NAME: the value of NAME in a file of NAME=value lines; made at random and added where it is missing.
secret_in() {
  local file="$1" name="$2"
  if ! grep -qs "^$name=" "$file"; then
    (umask 077 && printf '%s=%s\n' "$name" "$(random_secret)" >>"$file")
  fi
  sed -n "s/^$name=//p" "$file" | head -n 1
}

# The dialplan lines that let the hotline's numbers in.
dialplan_lines() {
  local number
  for number in $LINEKEEPER_LINES; do
    [[ $number =~ ^[0-9]{2,20}$ ]] || die "not a line's number: $number"
    printf 'exten => %s,1,Goto(line,%s,1)\n' "$number" "$number"
  done
}

# Every own IPv4 address is also offered as loopback, for browsers on this machine.
ice_candidates() {
  local address
  for address in $(hostname -I 2>/dev/null); do
    case "$address" in *.*.*.*) printf '%s => 127.0.0.1,include_local_address\n' "$address" ;; esac
  done
}

# render_file TEMPLATE TARGET: replaces every @NAME@ by the value of the array PLACEHOLDERS; an unknown one is an error.
render_file() {
  local text name
  text="$(cat "$1")"
  for name in "${!PLACEHOLDERS[@]}"; do
    text="${text//"@$name@"/"${PLACEHOLDERS[$name]}"}"
  done
  if [[ $text =~ @[A-Z_]+@ ]]; then die "$1: nothing known about ${BASH_REMATCH[0]}"; fi
  printf '%s\n' "$text" >"$2"
}

render_instance() {
  local dir="$1" base="$2" template secrets="${LINEKEEPER_SECRETS:-$1/secrets.env}"
  : "${LINEKEEPER_LINES:=12345}" "${LINEKEEPER_RECORDINGS:=$dir/spool/recordings}"
  mkdir -p "$dir"/{etc,varlib/keys,data,spool,run,log/cel-custom} "$LINEKEEPER_RECORDINGS"
  chmod 700 "$dir"
  declare -A PLACEHOLDERS=(
    [INSTANCE]="$dir" [MODULES]="$(asterisk_modules)" [NAME]="${LINEKEEPER_SWITCH_NAME:-linekeeper}"
    [SIP_ADDRESS]="${LINEKEEPER_SIP_ADDRESS:-127.0.0.1}" [SIP_PORT]=$((base + 5))
    [CARRIER_ADDRESS]="${LINEKEEPER_CARRIER_ADDRESS:-127.0.0.2}" [CARRIER_PORT]="${LINEKEEPER_CARRIER_PORT:-5060}"
    [HTTP_PORT]=$((base + 3)) [AMI_PORT]=$((base + 4)) [RTP_START]=$((base + 1000)) [RTP_END]=$((base + 4999))
    [ARI_SECRET]="$(secret_in "$secrets" ARI_SECRET)" [AMI_SECRET]="$(secret_in "$secrets" AMI_SECRET)"
    [LINES]="$(dialplan_lines)" [FIRST_LINE]="${LINEKEEPER_LINES%% *}" [MAXCALLS]="${LINEKEEPER_MAXCALLS:-1000}"
    [RECORDINGS]="$LINEKEEPER_RECORDINGS" [MUSIC]="$LINEKEEPER_MOH" [ICE_CANDIDATES]="$(ice_candidates)"
  )
  for template in "$REPOSITORY"/asterisk-config/*.conf; do
    (umask 077 && render_file "$template" "$dir/etc/${template##*/}")
  done
  ln -sfn "$LINEKEEPER_SOUNDS" "$dir/data/sounds"
  ln -sfn "$LINEKEEPER_ASTERISK_ROOT/usr/share/asterisk/documentation" "$dir/data/documentation"
  ln -sfn "$LINEKEEPER_ASTERISK_ROOT/usr/share/asterisk/rest-api" "$dir/data/rest-api"
}

# instance_pid DIR: the process id, if the instance runs. A stale pid file is not believed: the command line must name DIR.
instance_pid() {
  local pid
  pid="$(cat "$1/run/asterisk.pid" 2>/dev/null)" || return 1
  [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "-C $1/etc/asterisk.conf" || return 1
  printf '%s\n' "$pid"
}

instance_rx() {
  local dir="$1"
  shift
  "$LINEKEEPER_ASTERISK" -C "$dir/etc/asterisk.conf" -rx "$*"
}

# Starts the instance and returns when it has booted, or says why it did not.
instance_start() {
  local dir="$1" base="$2" try # DIR must be absolute
  if instance_pid "$dir" >/dev/null; then return; fi
  render_instance "$dir" "$base"
  rm -f "$dir/run/asterisk.pid" "$dir/run/asterisk.ctl"
  # Its own session: a Ctrl-C in the terminal is not for it. Its own directory: that is where a core file would go.
  (ulimit -n "$(ulimit -Hn)" && cd "$dir" && exec setsid "$LINEKEEPER_ASTERISK" -C "$dir/etc/asterisk.conf" -f) >"$dir/log/console" 2>&1 </dev/null 8>&- &
  disown
  for ((try = 0; try < 400; try++)); do
    if instance_rx "$dir" core waitfullybooted 2>/dev/null | grep -q 'fully booted'; then return; fi
    kill -0 $! 2>/dev/null || break
    sleep 0.05
  done
  tail -n 20 "$dir/log/console" "$dir/log/messages" >&2 || true
  die "Asterisk did not start in $dir (are the ports from $((base + 3)) to $((base + 5)) free?)"
}

# wait_gone PID SECONDS
wait_gone() {
  local try
  for ((try = 0; try < $2 * 20; try++)); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.05
  done
  return 1
}

instance_stop() {
  local dir="$1" pid
  pid="$(instance_pid "$dir")" || return 0
  instance_rx "$dir" core stop now >/dev/null 2>&1 || kill -TERM "$pid" 2>/dev/null || true
  wait_gone "$pid" 10 || kill -KILL "$pid" 2>/dev/null || true
}

# Starts new log files when the old ones have grown large; five old ones are kept. The ledger is not touched.
instance_rotate_logs() {
  local log="$1/log"
  [ -n "$(find "$log" -maxdepth 1 -type f \( -name messages -o -name security \) -size +20M)" ] || return 0
  rm -f "$log/messages.4" "$log/security.4"
  instance_rx "$1" logger rotate >/dev/null 2>&1 || true
}

# As a power failure would end it.
instance_kill() {
  local pid
  pid="$(instance_pid "$1")" || return 0
  kill -KILL "$pid"
  wait_gone "$pid" 5
}
