import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, nextTick, type App, type Component } from 'vue'
import { user } from '../src/core/api'
import { connect, disconnect, subjects } from '../src/core/live'
import type { Callback, Past } from '../src/core/types'
import CallbackBoard from '../src/parts/CallbackBoard.vue'
import HandedNotice from '../src/parts/HandedNotice.vue'

class DeafSocket {
  close(): void {}
  send(): void {}
}
globalThis.WebSocket = DeafSocket as unknown as typeof WebSocket

const at = new Date().toISOString()
const task: Callback = {
  id: 'c1', callerMasked: '138****8000', line: 'hotline', lossType: 'QUEUE_ABANDON', firstLostAt: at, lostCount: 1, dueAt: at, notBefore: at,
  attempts: 0, state: 'PENDING', since: at, closed: false, onLine: false, overdue: false,
}
const past: Past[] = [
  {
    at, call: null,
    owed: {
      callback: task, promises: [{ saidAt: at, saidBy: 'leader1', from: at, until: at }],
      attempts: [{ sheet: false, attempt: { number: 1, agentId: 'agent2', intendedAt: at, callId: 'o1', dialledAt: at, answeredAt: null, endedAt: at, outcome: 'BUSY' } }],
    },
  },
  { at, owed: null, call: { callId: 'c1', line: 'hotline', queue: '<img src=x onerror=alert(1)>', arrivedAt: at, answeredAt: null, endedAt: at, outcome: 'LOST', lossType: 'QUEUE_ABANDON', agentId: null, waitSec: 5, talkSec: 0, sheet: false } },
]
let asked: string[] = []
let listed: Callback[] = []
let app: App | undefined
let page: HTMLElement

function serve(path: string, init: RequestInit): Promise<Response> {
  asked.push(`${init.method} ${path}`)
  const json = path.includes('/history') ? { items: path.includes('cursor') ? [{ ...past[1], call: { ...past[1]!.call, callId: 'c0' } }] : past, nextCursor: path.includes('cursor') ? null : 'more' } : path.includes('/claim') ? undefined : { items: listed }
  if (path.includes('/claim')) listed = [{ ...task, state: 'ASSIGNED', agentId: 'agent1' }]
  return Promise.resolve(new Response(json === undefined ? '' : JSON.stringify(json), { headers: { 'Content-Type': 'application/json' } }))
}

const find = (name: string): HTMLElement | null => page.querySelector<HTMLElement>(`[data-test="${name}"]`)
function part(name: string): HTMLElement {
  const found = find(name)
  if (!found) throw new Error(`no ${name} in ${page.textContent}`)
  return found
}

function show(it: Component): void {
  page = document.createElement('div')
  document.body.append(page)
  app = createApp(it)
  app.mount(page)
}

beforeEach(() => {
  asked = []
  listed = [task]
  user.value = { name: 'agent1', displayName: '一号坐席员', roles: [], skills: [], permissions: ['TAKE_CALLS', 'MAKE_CALLBACKS'] }
  vi.stubGlobal('fetch', serve)
  connect('agent1', () => {}, () => Promise.resolve(true))
})

afterEach(() => {
  app?.unmount()
  disconnect()
  user.value = null
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

describe('callbacks', () => {
  it('shows who takes a citizen on what there was with him, and asks for it once', async () => {
    show(CallbackBoard)
    await vi.waitFor(() => part('claim-c1'))
    expect(asked.some((it) => it.includes('history'))).toBe(false)
    part('claim-c1').click()
    await vi.waitFor(() => expect(part('history-c1').textContent).toContain('占线'))
    const shown = part('history-c1').textContent
    expect(shown).toContain('排队放弃')
    expect(shown).toContain('leader1 约定于')
    expect(page.querySelector('img')).toBeNull()
    part('history-more-c1').click()
    await vi.waitFor(() => expect(find('history-more-c1')).toBeNull())
    expect(asked.filter((it) => it.includes('history'))).toEqual(['GET /api/callbacks/c1/history', 'GET /api/callbacks/c1/history?cursor=more'])
    part('look-c1').click()
    await nextTick()
    expect(find('history-c1')).toBeNull()
  })

  it('lets a busy agent dial what is his, and nobody from a break', async () => {
    listed = [{ ...task, state: 'ASSIGNED', agentId: 'agent1' }]
    subjects.set('seat:s01', { id: 's01', name: '1号席', state: 'BUSY', agent: 'agent1', phoneReachable: true })
    show(CallbackBoard)
    await vi.waitFor(() => part('dial-c1'))
    expect(part('dial-c1').hasAttribute('disabled')).toBe(false)
    subjects.set('seat:s01', { id: 's01', name: '1号席', state: 'BREAK', agent: 'agent1', phoneReachable: true })
    await nextTick()
    expect(part('dial-c1').hasAttribute('disabled')).toBe(true)
  })

  it('tells an agent what was given to him, until he takes note', async () => {
    const given = { id: 'c1', agent: 'agent1', by: 'leader1', callerMasked: '138****8000', line: 'hotline', since: at, dueAt: at }
    subjects.set('handed:c1', given)
    subjects.set('handed:c2', { ...given, id: 'c2', agent: 'agent2' })
    show(HandedNotice)
    expect(part('handed-c1').textContent).toContain('leader1 把一项回拨移交给您： 138****8000')
    expect(find('handed-c2')).toBeNull()
    part('handed-note-c1').click()
    await vi.waitFor(() => expect(asked).toEqual(['POST /api/callbacks/c1/claim']))
    subjects.delete('handed:c1')
    await nextTick()
    expect(find('handed-c1')).toBeNull()
  })
})
