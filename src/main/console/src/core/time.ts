import { ref } from 'vue'

// The server's clock, as far as it can be known here: timers must not depend on the workplace's.

let offset = 0

/** Milliseconds by the server's clock; moves twice a second. */
export const now = ref(Date.now())

setInterval(() => (now.value = Date.now() + offset), 500)

export function heardServerTime(at: string): void {
  const heard = Date.parse(at) - Date.now()
  // jitter of the network is no reason to move every timer on the screen
  if (Math.abs(heard - offset) > 300) offset = heard
  now.value = Date.now() + offset
}

/** Time from a moment on, never negative. */
export function since(moment: string | undefined, at: number): number {
  return moment ? Math.max(0, at - Date.parse(moment)) : 0
}

/** Time left until a moment, never negative. */
export function until(moment: string | undefined, at: number): number {
  return moment ? Math.max(0, Date.parse(moment) - at) : 0
}

/** 1:05 or 1:02:03. */
export function clock(millis: number): string {
  const seconds = Math.floor(millis / 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

// Days and hours are those of the hotline, Asia/Shanghai, whatever zone a workplace is set to; it has no summer time.
const ZONE = '+08:00'
const ZONE_MILLIS = 8 * 3_600_000
const DAY_MILLIS = 24 * 3_600_000

/** As a date and a time field have it: 2026-11-20T16:05. */
const local = (at: Date): string => new Date(at.getTime() + ZONE_MILLIS).toISOString().slice(0, 16)

/** The day and the minute of a moment: 11-20 16:05. */
export function moment(of: string): string {
  return local(new Date(of)).slice(5).replace('T', ' ')
}

/** The natural day of a moment: 2026-11-20. */
export function day(at: Date): string {
  return local(at).slice(0, 10)
}

/** The beginning of a day from a date field, or of one some days later. */
export function dawn(of: string, later = 0): Date {
  return new Date(Date.parse(`${of}T00:00:00${ZONE}`) + later * DAY_MILLIS)
}

/** The moment that a date and time field names; null where it names none. */
export function written(text: string): Date | null {
  const at = new Date(text + ZONE)
  return Number.isNaN(at.getTime()) ? null : at
}

/** A rate as people read it; a dash while there is nothing to divide by. */
export function percent(rate: number | undefined): string {
  return rate === undefined ? '–' : `${(rate * 100).toFixed(1)}%`
}
