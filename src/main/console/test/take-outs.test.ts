import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App, type Component } from 'vue'
import { user } from '../src/core/api'
import { speak } from '../src/core/words'
import CustodyBoard from '../src/parts/CustodyBoard.vue'
import RecordingKeeping from '../src/parts/RecordingKeeping.vue'
import type { Recording, TakeOut } from '../src/core/types'

const at = '2026-11-20T08:00:00Z'
const recording: Recording = {
  id: 'r1', callId: 'c1', state: 'STORED', kind: 'ORDINARY', agents: ['agent1'], callerMasked: '138****8000', durationMs: 20_000, startedAt: at, reason: null,
}
let listed: TakeOut[] = []
let sent: { what: string; body: unknown }[] = []
let app: App | undefined
let page: HTMLElement

const wish = (id: string, askedBy: string, subject: string): TakeOut => ({ id, subject, reason: '申诉 17', askedBy, askedAt: at, decision: null, state: 'ASKED', until: null })
const approved = (it: TakeOut, millisLeft: number): TakeOut => ({
  ...it, state: 'APPROVED', decision: { by: 'security1', at, approved: true, why: null }, until: new Date(Date.now() + millisLeft).toISOString(),
})

function answer(method: string, path: string, body: unknown): unknown {
  if (path === '/api/take-outs' && method === 'POST') {
    const fresh = wish('t' + listed.length, user.value?.name ?? '', (body as TakeOut).subject)
    listed = [fresh, ...listed]
    return fresh
  }
  if (path === '/api/take-outs') return { items: listed }
  if (path.startsWith('/api/take-outs/')) {
    listed = listed.filter((it) => !path.includes(it.id))
    return undefined
  }
  return path.endsWith('/retention') ? { recordingId: 'r1', lawfulFrom: '2028-11-21', rule: '24 个月', holds: [] } : { items: [], nextCursor: null }
}

function serve(path: string, init: RequestInit): Promise<Response> {
  const method = init.method ?? 'GET'
  const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
  sent.push({ what: `${method} ${path}`, body })
  const json = answer(method, path, body)
  return Promise.resolve(new Response(json === undefined ? '' : JSON.stringify(json), { headers: { 'Content-Type': 'application/json' } }))
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
  listed = []
  sent = []
  speak('zh')
  vi.stubGlobal('fetch', vi.fn(serve))
})
afterEach(() => {
  app?.unmount()
  page.remove()
  vi.unstubAllGlobals()
})

describe('who wants to take a recording out', () => {
  it('asks for it with a reason, and sees that it waits', async () => {
    as('inspector1', 'EXPORT_EVIDENCE', 'REPLAY_ANY')
    show(RecordingKeeping, { recording })
    await vi.waitFor(() => part('taking'))
    expect((part('ask-recording') as HTMLButtonElement).disabled).toBe(true)
    write('keeping-reason', '申诉 17')
    await vi.waitFor(() => expect((part('ask-call') as HTMLButtonElement).disabled).toBe(false))
    part('ask-call').click()
    await vi.waitFor(() => part('take-out-t0'))
    expect(sent).toContainEqual({ what: 'POST /api/take-outs', body: { subject: 'call:c1', reason: '申诉 17' } })
    expect(part('take-out-t0').textContent).toContain('待批准')
    expect(find('take-copy')).toBeNull()
    expect(find('take-bundle')).toBeNull()
    expect(page.textContent).not.toMatch(/\d{11}/)
  })

  it('takes a call out, copy and bundle, while that is approved', async () => {
    as('inspector1', 'EXPORT_EVIDENCE', 'REPLAY_ANY')
    listed = [approved(wish('t1', 'inspector1', 'call:c1'), 60_000)]
    show(RecordingKeeping, { recording })
    await vi.waitFor(() => part('take-bundle'))
    expect(part('take-out-t1').textContent).toContain('已批准，有效至')
    expect(part('take-bundle').getAttribute('href')).toBe('/api/evidence/calls/c1/bundle')
    expect(part('take-copy').getAttribute('href')).toBe('/api/recordings/r1/download?codec=aac')
  })

  it('takes a recording out alone where only that is approved', async () => {
    as('inspector1', 'EXPORT_EVIDENCE', 'REPLAY_ANY')
    listed = [approved(wish('t1', 'inspector1', 'recording:r1'), 60_000)]
    show(RecordingKeeping, { recording })
    await vi.waitFor(() => part('take-copy'))
    expect(find('take-bundle')).toBeNull()
  })

  it('is shown no link for what is over, was refused, is of something else, or of somebody else', async () => {
    as('leader1', 'EXPORT_EVIDENCE', 'APPROVE_TAKE_OUTS')
    const refused: TakeOut = { ...wish('t2', 'leader1', 'call:c1'), state: 'REFUSED', decision: { by: 'security1', at, approved: false, why: '与申诉无关' } }
    listed = [
      approved(wish('t1', 'leader1', 'recording:r1'), -1000), refused, approved(wish('t3', 'leader1', 'call:c2'), 60_000), approved(wish('t4', 'inspector1', 'call:c1'), 60_000),
    ]
    show(RecordingKeeping, { recording })
    await vi.waitFor(() => part('take-out-t1'))
    expect(part('take-out-t1').textContent).toContain('批准已过期')
    expect(part('take-out-t2').textContent).toContain('未批准')
    expect(part('take-out-t2').textContent).toContain('与申诉无关')
    expect(find('take-out-t3')).toBeNull()
    expect(find('take-out-t4')).toBeNull()
    expect(find('take-copy')).toBeNull()
    expect(find('take-bundle')).toBeNull()
  })
})

describe('what waits for approval', () => {
  it('is approved or refused by another person, and not by who asked', async () => {
    as('leader1', 'HOLD_RECORDINGS', 'EXPORT_EVIDENCE', 'APPROVE_TAKE_OUTS')
    listed = [wish('t1', 'inspector1', 'days:2026-11-20/2026-11-21'), wish('t2', 'inspector1', 'recording:r2'), wish('t3', 'leader1', 'call:c3'), approved(wish('t4', 'leader1', 'call:c4'), 60_000)]
    show(CustodyBoard)
    await vi.waitFor(() => part('approve-t1'))
    expect(part('take-out-t1').textContent).toContain('整日 2026-11-20 – 2026-11-21')
    expect(find('approve-t3')).toBeNull()
    expect(find('refuse-t3')).toBeNull()
    expect(part('take-out-t3').textContent).toContain('须由另一人批准')
    expect(find('take-out-t4')).toBeNull()
    part('approve-t1').click()
    await vi.waitFor(() => expect(find('take-out-t1')).toBeNull())
    expect(sent).toContainEqual({ what: 'POST /api/take-outs/t1/approve', body: undefined })
    write('refuse-why', '与申诉无关')
    part('refuse-t2').click()
    await vi.waitFor(() => expect(find('take-out-t2')).toBeNull())
    expect(sent).toContainEqual({ what: 'POST /api/take-outs/t2/refuse', body: { reason: '与申诉无关' } })
  })

  it('is not shown to who decides on nothing', async () => {
    as('specialist1', 'HOLD_RECORDINGS', 'EXPORT_EVIDENCE')
    show(CustodyBoard)
    await vi.waitFor(() => part('batches'))
    expect(find('take-outs')).toBeNull()
    expect(sent.map((it) => it.what)).not.toContain('GET /api/take-outs')
  })
})
