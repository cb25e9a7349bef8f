// The bell of the browser's phone: two soft notes, made here, so that nothing must be loaded when it has to sound.

const NOTES = [660, 880]
const NOTE_SECONDS = 0.35
const EVERY = 2_400
const LOUDNESS = 0.25

let sound: AudioContext | undefined
let strokes: ReturnType<typeof setInterval> | undefined

/** Rings until `silence`. A browser that was never touched since the page was loaded stays silent: its rule, not ours. */
export function ring(): void {
  if (sound) return
  sound = new AudioContext()
  strike(sound)
  strokes = setInterval(() => sound && strike(sound), EVERY)
}

export function silence(): void {
  clearInterval(strokes)
  void sound?.close()
  sound = undefined
}

function strike(context: AudioContext): void {
  NOTES.forEach((hertz, i) => {
    const begin = context.currentTime + i * NOTE_SECONDS
    const end = begin + NOTE_SECONDS * 2
    const note = new OscillatorNode(context, { frequency: hertz })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, begin)
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, end)
    note.connect(volume).connect(context.destination)
    note.start(begin)
    note.stop(end)
  })
}
