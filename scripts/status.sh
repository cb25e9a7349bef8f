# shellcheck shell=bash
# status and logs.

# part_state PID_FUNCTION ARGS...: up or down
part_state() { if "$@" >/dev/null; then printf up; else printf down; fi; }

# part_json NAME STATE PID ADDRESS
part_json() { printf '{"name":"%s","state":"%s","pid":%s,"address":"%s"}' "$1" "$2" "${3:-null}" "$4"; }

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# One line per part: NAME STATE PID ADDRESS, "-" for no pid
parts() {
  local objects=down application=down
  if listening $((PORT_BASE + 2)); then objects=up; fi
  if application_pid >/dev/null; then application=starting; fi
  if application_healthy; then application=up; fi
  printf 'application %s %s %s\n' "$application" "$(application_pid || echo -)" "http://127.0.0.1:$PORT_BASE"
  printf 'postgres %s %s %s\n' "$(part_state postgres_pid)" "$(postgres_pid || echo -)" "127.0.0.1:$((PORT_BASE + 1))"
  printf 'objects %s - %s\n' "$objects" "http://127.0.0.1:$((PORT_BASE + 2))"
  printf 'asterisk %s %s %s\n' "$(part_state instance_pid "$HOME_DIR/asterisk")" \
    "$(instance_pid "$HOME_DIR/asterisk" || echo -)" "http://127.0.0.1:$((PORT_BASE + 3))"
}

linekeeper_version() { sed -n '/<artifactId>linekeeper</,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$REPOSITORY/pom.xml" | head -n 1; }

# up: everything runs; down: nothing; partly: something in between
floor_health() {
  case "$(cut -d ' ' -f 2 | sort -u | tr '\n' ' ')" in
    'up ') printf up ;;
    'down ') printf down ;;
    *) printf partly ;;
  esac
}

status_json() {
  local listing="$1" name state pid address separator=""
  printf '{"version":"%s","home":"%s","health":"%s","hotline":"%s","console":"http://127.0.0.1:%d/",' \
    "$(linekeeper_version)" "$HOME_DIR" "$(floor_health <<<"$listing")" "$HOTLINE" "$PORT_BASE"
  printf '"ports":{"http":%d,"postgres":%d,"objects":%d,"asteriskHttp":%d,"ami":%d,"sip":%d,"rtpFrom":%d,"rtpTo":%d},"parts":[' \
    "$PORT_BASE" $((PORT_BASE + 1)) $((PORT_BASE + 2)) $((PORT_BASE + 3)) $((PORT_BASE + 4)) $((PORT_BASE + 5)) \
    $((PORT_BASE + 1000)) $((PORT_BASE + 4999))
  while read -r name state pid address; do
    printf '%s' "$separator"
    part_json "$name" "$state" "${pid/#-/null}" "$address"
    separator=,
  done <<<"$listing"
  printf ']}\n'
}

floor_status() {
  local listing
  HOTLINE="${LINEKEEPER_LINES:-12345}"
  HOTLINE="${HOTLINE%% *}"
  listing="$(parts)"
  case "${1:-}" in
    --json) status_json "$listing" ;;
    '')
      printf 'Linekeeper %s  %s: %s\n' "$(linekeeper_version)" "$HOME_DIR" "$(floor_health <<<"$listing")"
      awk '{ printf "  %-12s %-9s %-8s %s\n", $1, $2, $3, $4 }' <<<"$listing"
      printf '  hotline %s, SIP 127.0.0.1:%d\n' "$HOTLINE" $((PORT_BASE + 5))
      ;;
    *) die "status: unknown option $1" ;;
  esac
}

log_file() {
  case "$1" in
    application) printf '%s\n' "$HOME_DIR/log/application.log" ;;
    asterisk) printf '%s\n' "$HOME_DIR/asterisk/log/messages" ;;
    security) printf '%s\n' "$HOME_DIR/asterisk/log/security" ;;
    ledger) printf '%s\n' "$HOME_DIR/asterisk/log/cel-custom/ledger.csv" ;;
    up) printf '%s\n' "$HOME_DIR/log/linekeeper.log" ;;
    *) die "logs: no part '$1'; there are application, asterisk, security, ledger, up" ;;
  esac
}

floor_logs() {
  local follow=() files=() argument file
  for argument in "$@"; do
    if [ "$argument" = --follow ] || [ "$argument" = -f ]; then
      follow=(-F)
      continue
    fi
    file="$(log_file "$argument")" || exit
    files+=("$file")
  done
  if ((${#files[@]} == 0)); then
    for argument in application asterisk up; do
      file="$(log_file "$argument")"
      if [ -f "$file" ]; then files+=("$file"); fi
    done
  fi
  ((${#files[@]} > 0)) || die "nothing has been logged in $HOME_DIR yet"
  tail -n 50 "${follow[@]}" "${files[@]}"
}
