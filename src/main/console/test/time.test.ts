import { describe, expect, it } from 'vitest'
import { clock, dawn, day, moment, percent, since, until, written } from '../src/core/time'

describe('what people read', () => {
  it('is minutes and seconds, and hours where there are any', () => {
    expect(clock(0)).toBe('0:00')
    expect(clock(65_400)).toBe('1:05')
    expect(clock(3_723_000)).toBe('1:02:03')
  })

  it('is never negative, whatever two clocks say', () => {
    expect(since('2026-11-20T04:00:10Z', Date.parse('2026-11-20T04:00:00Z'))).toBe(0)
    expect(until('2026-11-20T04:00:00Z', Date.parse('2026-11-20T04:00:10Z'))).toBe(0)
    expect(since(undefined, 5)).toBe(0)
  })

  it('is a dash where there is nothing to divide by', () => {
    expect(percent(undefined)).toBe('–')
    expect(percent(0)).toBe('0.0%')
    expect(percent(0.96875)).toBe('96.9%')
  })
})

describe('days and hours', () => {
  it('are those of the hotline, whatever zone the workplace is in', () => {
    expect(moment('2026-11-20T16:05:59Z')).toBe('11-21 00:05')
    expect(day(new Date('2026-11-20T15:59:59Z'))).toBe('2026-11-20')
    expect(day(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21')
    expect(dawn('2026-11-21').toISOString()).toBe('2026-11-20T16:00:00.000Z')
    expect(day(dawn('2026-11-30', 1))).toBe('2026-12-01')
    expect(written('2026-11-21T08:30')?.toISOString()).toBe('2026-11-21T00:30:00.000Z')
    expect(written('')).toBeNull()
  })
})
