# shellcheck shell=bash
# A home: one directory that holds everything of one Linekeeper (data, logs, secrets), and the properties the application
# gets. Nothing secret is ever on a command line or in the environment of the application.

DEMO_USERS=(agent1 agent2 agent3 agent4 agent5 leader1 inspector1 analyst1 admin1 security1 auditor1)

# Something random that a person can type: 12 characters out of 31, without those that look alike.
random_password() {
  local word
  word="$(head -c 400 /dev/urandom | LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789')"
  printf '%s' "${word:0:12}"
}

demo_password() {
  local file="$HOME_DIR/secrets.env" name="DEMO_PASSWORD_$1"
  if ! grep -qs "^$name=" "$file"; then
    (umask 077 && printf '%s=%s\n' "$name" "$(random_password)" >>"$file")
  fi
  sed -n "s/^$name=//p" "$file"
}

# Makes the directories of the home; decides where recordings are written.
prepare_home() {
  [[ $HOME_DIR =~ ^[[:alnum:]/._\ +-]+$ ]] || die "please choose a home whose path has only letters, digits and / . _ + -: $HOME_DIR"
  mkdir -p "$HOME_DIR"/{asterisk,postgres,objects,log,run}
  chmod 700 "$HOME_DIR"
  RECORDINGS="$HOME_DIR/recordings"
  if [ "$HOME_DIR" = "$REPOSITORY/.linekeeper" ]; then RECORDINGS="$REPOSITORY/recordings"; fi
  mkdir -p "$RECORDINGS"
}

demo_properties() {
  local user
  for user in "${DEMO_USERS[@]}"; do printf 'linekeeper.demo-password.%s=%s\n' "$user" "$(demo_password "$user")"; done
}

home_properties() {
  local secrets="$HOME_DIR/secrets.env"
  cat <<END
# Written by "./linekeeper up" at every start: change nothing here, give your own values with --config FILE.
server.port=$PORT_BASE
linekeeper.home=$HOME_DIR
linekeeper.demo=true
$(demo_properties)
linekeeper.postgres.embedded=true
linekeeper.postgres.port=$((PORT_BASE + 1))
linekeeper.postgres.data=$HOME_DIR/postgres
linekeeper.postgres.password=$(secret_in "$secrets" POSTGRES_PASSWORD)
linekeeper.objects.embedded=true
linekeeper.objects.endpoint=http://127.0.0.1:$((PORT_BASE + 2))
linekeeper.objects.access-key=$(secret_in "$secrets" S3_ACCESS_KEY)
linekeeper.objects.secret-key=$(secret_in "$secrets" S3_SECRET_KEY)
linekeeper.objects.bucket=recordings
linekeeper.objects.region=us-east-1
linekeeper.objects.data=$HOME_DIR/objects
linekeeper.telephony.ari-url=http://127.0.0.1:$((PORT_BASE + 3))
linekeeper.telephony.ari-user=linekeeper
linekeeper.telephony.ari-secret=$(secret_in "$secrets" ARI_SECRET)
linekeeper.telephony.ami-host=127.0.0.1
linekeeper.telephony.ami-port=$((PORT_BASE + 4))
linekeeper.telephony.ami-user=linekeeper
linekeeper.telephony.ami-secret=$(secret_in "$secrets" AMI_SECRET)
linekeeper.telephony.application=linekeeper
linekeeper.telephony.sip-host=127.0.0.1
linekeeper.telephony.sip-port=$((PORT_BASE + 5))
linekeeper.demo-carrier=127.0.0.2:$((PORT_BASE + 6))
# a demo is tried out, not lived with: who was lost is called back at once when a seat is free
linekeeper.callback.patience-after-hang-up=5s
linekeeper.floor.callback-offered-after=4s
linekeeper.telephony.ws-url=ws://127.0.0.1:$((PORT_BASE + 3))/ws
linekeeper.telephony.ledger=${SWITCH_DIR:-$HOME_DIR/asterisk}/log/cel-custom/ledger.csv
linekeeper.recording.spool=$RECORDINGS
logging.file.name=$HOME_DIR/log/application.log
logging.threshold.console=off
END
}

# write_properties [OVERRIDES]: the home's properties, then the person's own, which win because they come last.
write_properties() {
  local file="$HOME_DIR/application.properties"
  (
    umask 077
    home_properties >"$file.new"
    if [ -n "${1:-}" ]; then
      printf '\n# from %s\n' "$1" >>"$file.new"
      cat "$1" >>"$file.new"
    fi
  )
  mv "$file.new" "$file"
}

# property NAME: its value in the home's properties, or nothing.
property() { [ ! -f "$HOME_DIR/application.properties" ] || sed -n "s/^${1//./\\.}=//p" "$HOME_DIR/application.properties" | tail -n 1; }

# Is the switch ours to run? Not if the person's own configuration names another one.
own_switch() { [ "$(property linekeeper.telephony.ari-url)" = "http://127.0.0.1:$((PORT_BASE + 3))" ]; }
