import { describe, expect, it } from 'vitest'
import { beyond, faster, gain, outline } from '../src/core/playing'

describe('a player', () => {
  const quiet = [{ fromMillis: 2_000, toMillis: 5_000 }, { fromMillis: 9_000, toMillis: 11_000 }]

  it('goes from inside a pause to shortly before its end, and nowhere from elsewhere', () => {
    expect(beyond(3_000, quiet)).toBe(4_750)
    expect(beyond(9_300, quiet)).toBe(10_750)
    for (const at of [0, 2_000, 2_200, 4_750, 5_000, 8_000, 12_000]) expect(beyond(at, quiet)).toBe(at)
  })

  it('never goes back, and comes to rest after one leap', () => {
    for (let at = 0; at < 12_000; at += 50) {
      const to = beyond(at, quiet)
      expect(to).toBeGreaterThanOrEqual(at)
      expect(beyond(to, quiet)).toBe(to)
    }
  })

  it('knows five speeds and stays at either end', () => {
    expect(faster(1, 1)).toBe(1.25)
    expect(faster(2, 1)).toBe(2)
    expect(faster(0.75, -1)).toBe(0.75)
  })
})

describe('a drawing', () => {
  it('is closed, and mirrored about its middle', () => {
    expect(outline([50, 100], 30, 20, 1 / 100)).toBe('M0 20L1 10L1 50L0 40Z')
    expect(outline([], 30, 20, 1)).toBe('')
  })

  it('shows silence as a line, and never leaves its room', () => {
    expect(outline([0], 30, 20, 1 / 100)).toBe('M0 29.5L0 30.5Z')
    expect(outline([100], 30, 20, 1 / 50)).toBe('M0 10L0 50Z')
  })

  it('fills its room with the louder side, but draws no whisper as a shout', () => {
    expect(gain([10, 50], [20])).toBe(1 / 50)
    expect(gain([1], [2])).toBe(1 / 25)
  })
})
