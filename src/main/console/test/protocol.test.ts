import { describe, expect, it } from 'vitest'
import { Replica, type ServerMessage, type View } from '../src/core/protocol'

const seat = (state: string): View => ({ id: '1', name: '1号席', state }) as View
const at = '2026-11-20T04:00:00Z'

function fresh(): { subjects: Map<string, View>; replica: Replica } {
  const subjects = new Map<string, View>()
  const replica = new Replica(subjects)
  replica.read({ t: 'snapshot', seq: 5, step: 1, at, set: [{ subject: 'seat:1', view: seat('IDLE') }] })
  replica.read({ t: 'marker', seq: 5 })
  return { subjects, replica }
}

const patch = (from: number, seq: number, state: string, gone: string[] = []): ServerMessage => ({
  t: 'patch', from, seq, step: seq, at, set: [{ subject: 'seat:1', view: seat(state) }], gone,
})

describe('a replica', () => {
  it('shows nothing of a snapshot before its marker', () => {
    const subjects = new Map<string, View>()
    const replica = new Replica(subjects)
    replica.read({ t: 'snapshot', seq: 5, step: 1, at, set: [{ subject: 'seat:1', view: seat('IDLE') }] })
    expect(subjects.size).toBe(0)
    expect(replica.read({ t: 'marker', seq: 5 })).toBe('whole')
    expect(subjects.size).toBe(1)
  })

  it('takes patches in order, and what is gone away', () => {
    const { subjects, replica } = fresh()
    expect(replica.read(patch(5, 9, 'RINGING'))).toBe('none')
    expect((subjects.get('seat:1') as { state: string }).state).toBe('RINGING')
    replica.read({ t: 'patch', from: 9, seq: 10, step: 10, at, set: [], gone: ['seat:1'] })
    expect(subjects.size).toBe(0)
  })

  it('builds nothing upon a hole, and says so once', () => {
    const { subjects, replica } = fresh()
    expect(replica.read(patch(6, 9, 'BUSY'))).toBe('gap')
    expect(replica.read(patch(9, 10, 'BUSY'))).toBe('none')
    expect((subjects.get('seat:1') as { state: string }).state).toBe('IDLE')
  })

  it('notices by the beat that the last patch was lost', () => {
    const { replica } = fresh()
    expect(replica.read({ t: 'beat', seq: 5, at })).toBe('none')
    expect(replica.read({ t: 'beat', seq: 6, at })).toBe('gap')
  })

  it('is whole again after a snapshot, and keeps nothing of the old state', () => {
    const { subjects, replica } = fresh()
    replica.read(patch(6, 9, 'BUSY'))
    replica.read({ t: 'snapshot', seq: 20, step: 20, at, set: [{ subject: 'seat:2', view: seat('IDLE') }] })
    replica.read({ t: 'snapshot', seq: 20, step: 20, at, set: [{ subject: 'seat:3', view: seat('IDLE') }] })
    expect(replica.read({ t: 'marker', seq: 20 })).toBe('whole')
    expect([...subjects.keys()]).toEqual(['seat:2', 'seat:3'])
    expect(replica.read(patch(20, 21, 'IDLE'))).toBe('none')
  })
})
