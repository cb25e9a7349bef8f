import type { Stretch } from './types'

// What a player works out, without a player: positions in milliseconds, drawings as paths.

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const

/** As much of a pause is left, at either end, that one hears that there was one. */
const LEFT = 250

/** Where to go on from here for who skips pauses: in none of them, or this very place. */
export function beyond(at: number, quiet: readonly Stretch[]): number {
  const pause = quiet.find((it) => at >= it.fromMillis + LEFT && at < it.toMillis - LEFT)
  return pause ? pause.toMillis - LEFT : at
}

/** What makes the louder side fill its room; a whisper is not drawn as a shout. */
export function gain(...sides: readonly number[][]): number {
  return 1 / Math.max(25, ...sides.flat())
}

/** One side's loudness as a closed path around a middle line, one unit wide for each peak. */
export function outline(peaks: readonly number[], middle: number, room: number, by: number): string {
  const heights = peaks.map((peak) => Math.max(0.5, Math.min(1, peak * by) * room))
  const upper = heights.map((height, i) => `${i} ${round(middle - height)}`)
  const lower = heights.map((height, i) => `${i} ${round(middle + height)}`).reverse()
  return upper.length === 0 ? '' : `M${[...upper, ...lower].join('L')}Z`
}

const round = (n: number): number => Math.round(n * 100) / 100

/** The next speed up or down, or the same at the end. */
export function faster(speed: number, steps: number): number {
  const at = SPEEDS.findIndex((it) => it === speed)
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + steps))] ?? 1
}
