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

/** The day and the minute of a moment, by the workplace's own clock. */
export function moment(of: string): string {
  const at = new Date(of)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}

/** A rate as people read it; a dash while there is nothing to divide by. */
export function percent(rate: number | undefined): string {
  return rate === undefined ? '–' : `${(rate * 100).toFixed(1)}%`
}
