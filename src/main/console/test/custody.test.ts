import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App, type Component } from 'vue'
import { user } from '../src/core/api'
import { speak } from '../src/core/words'
import CustodyBoard from '../src/parts/CustodyBoard.vue'
import RecordingKeeping from '../src/parts/RecordingKeeping.vue'
import type { Hold, PurgeBatch, Recording } from '../src/core/types'

const at = '2026-11-20T08:00:00Z'
const recording: Recording = {
  id: 'r1', callId: 'c1', state: 'STORED', kind: 'ORDINARY', agents: ['agent1'], callerMasked: '138****8000', durationMs: 20_000, startedAt: at, reason: null,
}
let batches: PurgeBatch[] = []
let holds: Hold[] = []
let asked: string[] = []
let app: App | undefined
let page: HTMLElement

const batch = (id: string, proposedBy: string): PurgeBatch => ({
  batch: { id, reason: '到期', proposedBy, proposedAt: at, decision: null }, state: 'PROPOSED', tally: { total: 2, left: 2, ordered: 0, refused: 0, certified: 0 },
})

function answer(what: string): unknown {
  if (what.endsWith('/retention')) return { recordingId: 'r1', lawfulFrom: '2028-11-21', rule: '24 个月', holds }
  if (what.includes('/retention/due')) return { items: [{ recordingId: 'r9', callId: 'c9', kind: 'ORDINARY', startedAt: at, rule: '24 个月', lawfulFrom: '2026-11-21' }], nextCursor: null }
  if (what === 'POST /api/recordings/r1/holds') {
    holds = [{ id: 'h1', reason: '申诉 17', by: 'leader1', at, lifted: null }]
    return { id: 'h1' }
  }
  if (what === 'POST /api/recordings/purge-batches') {
    batches = [batch('b3', 'security1'), ...batches]
    return batches[0]
  }
  return what.startsWith('GET') ? { items: batches } : {}
}

function serve(path: string, init: RequestInit): Promise<Response> {
  const what = `${init.method} ${path}`
  asked.push(what)
  return Promise.resolve(new Response(JSON.stringify(answer(what)), { headers: { 'Content-Type': 'application/json' } }))
}

const find = (name: string): HTMLElement | null => page.querySelector(`[data-test="${name}"]`)
const part = (name: string): HTMLElement => {
  const found = find(name)
  if (!found) throw new Error(`no ${name} in ${page.textContent}`)
  return found
}

function show(it: Component, props: Record<string, unknown> = {}): void {
  page = document.createElement('div')
  document.body.append(page)
  app = createApp(it, props)
  app.mount(page)
}

function write(name: string, text: string): void {
  const field = part(name)
  const input = (field.matches('input') ? field : field.querySelector('input')) as HTMLInputElement
  input.value = text
  input.dispatchEvent(new Event('input'))
}

const as = (name: string, ...permissions: string[]): void => {
  user.value = { name, displayName: '', roles: [], skills: [], permissions }
}

beforeEach(() => {
  batches = [batch('b1', 'security1'), batch('b2', 'security2')]
  holds = []
  asked = []
  speak('zh')
  vi.stubGlobal('fetch', vi.fn(serve))
})
afterEach(() => {
  app?.unmount()
  page.remove()
  vi.unstubAllGlobals()
})

describe('what is due to be deleted', () => {
  it('is proposed by one, with a reason, and confirmed by another only', async () => {
    as('security1', 'PURGE_RECORDINGS')
    show(CustodyBoard)
    await vi.waitFor(() => part('due-r9'))
    expect(find('confirm-b1')).toBeNull()
    expect(find('confirm-b2')).not.toBeNull()
    expect((part('propose') as HTMLButtonElement).disabled).toBe(true)
    write('propose-reason', '到期')
    await vi.waitFor(() => expect((part('propose') as HTMLButtonElement).disabled).toBe(false))
    part('propose').closest('form')?.dispatchEvent(new Event('submit'))
    await vi.waitFor(() => part('batch-b3'))
    part('withdraw-b2').click()
    await vi.waitFor(() => expect(asked).toContain('POST /api/recordings/purge-batches/b2/withdraw'))
  })

  it('is seen by a leader, who proposes nothing', async () => {
    as('leader1', 'HOLD_RECORDINGS')
    show(CustodyBoard)
    await vi.waitFor(() => part('due-r9'))
    expect(find('propose')).toBeNull()
    expect(find('confirm-b1')).not.toBeNull()
  })
})

describe('a recording', () => {
  it('is held with a reason', async () => {
    as('leader1', 'HOLD_RECORDINGS', 'REPLAY_ANY')
    show(RecordingKeeping, { recording })
    await vi.waitFor(() => expect(page.textContent).toContain('2028-11-21'))
    write('keeping-reason', '申诉 17')
    await vi.waitFor(() => expect((part('hold') as HTMLButtonElement).disabled).toBe(false))
    part('hold').closest('form')?.dispatchEvent(new Event('submit'))
    await vi.waitFor(() => part('hold-h1'))
    expect(part('hold-h1').textContent).toContain('保全中')
    expect(find('take-bundle')).toBeNull()
  })

  it('shows nothing of that to who may only hear it', () => {
    as('agent1', 'REPLAY_OWN')
    show(RecordingKeeping, { recording })
    expect(find('keeping')).toBeNull()
    expect(asked).toEqual([])
  })
})
