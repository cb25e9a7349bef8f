# shellcheck shell=bash
# Makes the spoken prompts and the waiting music. The texts in asterisk-config/prompts/zh.txt are the source; the result lies
# in the cache under the hash of everything it was made from, so it is made once and remade when a text changes.

PROMPT_TEXTS="$REPOSITORY/asterisk-config/prompts/zh.txt"
PROMPT_RECORDED="$REPOSITORY/asterisk-config/prompts/recorded"

prompt_digest() {
  local file
  for file in "$PROMPT_TEXTS" "$REPOSITORY/scripts/prompts.sh" "$PROMPT_RECORDED"/*.wav; do
    [ -f "$file" ] || continue
    printf '%s\n' "${file##*/}"
    cat "$file"
  done | sha256sum | cut -c 1-16
}

# as_telephone SOURCE TARGET [SOX EFFECTS...]: 8 kHz mono 16 bit, what every telephone codec is made from.
as_telephone() {
  local source="$1" target="$2"
  shift 2
  mkdir -p "$(dirname "$target")"
  sox "$source" -r 8000 -c 1 -b 16 "$target" "$@" rate -h 8000
}

make_prompt() {
  local key="$1" text="$2" target="$3" spoken="$3.spoken.wav"
  if [ -f "$PROMPT_RECORDED/${key//\//-}.wav" ]; then
    as_telephone "$PROMPT_RECORDED/${key//\//-}.wav" "$target"
    return
  fi
  mkdir -p "$(dirname "$target")"
  # The plain "cmn" voice of espeak-ng 1.51 spells pinyin with English letters; cmn-latn-pinyin speaks.
  espeak-ng -v cmn-latn-pinyin -s 160 -g 2 -w "$spoken" "$text"
  as_telephone "$spoken" "$target" gain -n -6
  rm -f "$spoken"
}

# A soft pentatonic tune, 24 s long: waiting music that nobody holds a right in.
make_music() {
  local target="$1" work note index=0 parts=()
  work="$(mktemp -d)"
  for note in C4 E4 G4 A4 G4 E4 D4 E4 C4 D4 E4 G4 A4 C5 A4 G4 E4 G4 D4 C4 A3 C4 D4 C4; do
    index=$((index + 1))
    sox -n -r 8000 -b 16 "$work/$index.wav" synth 1 pluck "$note" fade 0.01 1 0.25
    parts+=("$work/$index.wav")
  done
  mkdir -p "$(dirname "$target")"
  sox "${parts[@]}" -r 8000 -c 1 -b 16 "$target" lowpass 1800 gain -n -18
  rm -rf "$work"
}

make_sounds() {
  local directory="$1" key text
  while IFS=$'\t' read -r key text; do
    case "$key" in '' | '#'*) continue ;; esac
    printf '%s\n' "$key"
    make_prompt "$key" "$text" "$directory/zh/$key.wav"
  done <"$PROMPT_TEXTS"
  make_music "$directory/music/waiting.wav"
}

make_sounds_once() {
  local target="$1" work
  [ ! -d "$target" ] || return 0
  work="$(mktemp -d "$target.XXXXXX")"
  chmod 755 "$work"
  long "Speaking the prompts" make_sounds "$work"
  mv "$work" "$target"
}

# Sets and exports LINEKEEPER_SOUNDS (holds zh/) and LINEKEEPER_MOH (the waiting music's directory).
provide_sounds() {
  local cache target
  cache="$(cache_dir)"
  target="$cache/sounds-$(prompt_digest)"
  if [ -z "${LINEKEEPER_SOUNDS:-}" ]; then locked "$cache/sounds.lock" make_sounds_once "$target"; fi
  : "${LINEKEEPER_SOUNDS:=$target}" "${LINEKEEPER_MOH:=$target/music}"
  export LINEKEEPER_SOUNDS LINEKEEPER_MOH
}
