import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App } from 'vue'
import { user } from '../src/core/api'
import { speak } from '../src/core/words'
import EvidenceList from '../src/parts/EvidenceList.vue'
import type { EvidenceItem, Hold } from '../src/core/types'

const item: EvidenceItem = {
  id: 'e1', callId: 'c1', kind: 'PHOTO', name: '<img src=x onerror=alert(1)>.jpg', purpose: '', size: 2048, uploadedBy: 'agent1',
  uploadedAt: '2026-11-20T08:00:00Z', capturedAt: '2026-11-20T07:00:00Z', captureSource: 'EXIF', late: true, scan: 'NOT_SCANNED',
  state: 'STORED', withdrawn: null,
}
let items: EvidenceItem[] = []
let holds: Hold[] = []
let asked: { what: string; type: string | null; body: unknown }[] = []
let app: App | undefined
let page: HTMLElement

function serve(path: string, init: RequestInit): Promise<Response> {
  asked.push({ what: `${init.method} ${path}`, type: new Headers(init.headers).get('Content-Type'), body: init.body })
  if (path.endsWith('/withdraw')) items = items.map((it) => ({ ...it, withdrawn: { at: item.uploadedAt, by: 'agent1', why: '拍错', replacedBy: null } }))
  if (path.endsWith('/holds')) holds = [{ id: 'h1', reason: '复议中', by: 'leader1', at: item.uploadedAt, lifted: null }]
  if (path.endsWith('/lift')) holds = holds.map((it) => ({ ...it, lifted: { reason: '已结案', by: 'leader1', at: item.uploadedAt } }))
  const kept = { lawfulFrom: '2028-11-22', rule: '两年', holds }
  const json = path.endsWith('/retention') ? kept : init.method === 'GET' ? { items } : { id: 'h1' }
  return Promise.resolve(new Response(JSON.stringify(json), { headers: { 'Content-Type': 'application/json' } }))
}

const part = <T extends Element = HTMLElement>(name: string): T => {
  const found = page.querySelector<T>(`[data-test="${name}"]`)
  if (!found) throw new Error(`no ${name} in ${page.textContent}`)
  return found
}

async function show(): Promise<void> {
  page = document.createElement('div')
  document.body.append(page)
  app = createApp(EvidenceList, { callId: 'c1' })
  app.mount(page)
  await vi.waitFor(() => part('evidence'))
}

beforeEach(() => {
  items = [item]
  holds = []
  asked = []
  speak('zh')
  user.value = { name: 'agent1', displayName: '', roles: [], skills: [], permissions: ['ADD_EVIDENCE'] }
  vi.stubGlobal('fetch', vi.fn(serve))
})
afterEach(() => {
  app?.unmount()
  page.remove()
  vi.unstubAllGlobals()
})

describe('evidence on a record sheet', () => {
  it('is listed with what is known of it, its name as a text', async () => {
    await show()
    await vi.waitFor(() => part('evidence-e1'))
    const text = part('evidence-e1').textContent ?? ''
    expect(text).toContain('<img src=x')
    expect(text).toContain('迟交')
    expect(text).toContain('未查毒')
    expect(text).toContain('文件自述')
    expect(page.querySelector('img')).toBeNull()
    expect(part('evidence-e1').querySelector('a')?.hasAttribute('download')).toBe(true)
  })

  it('is sent as it is, with its kind and name', async () => {
    await show()
    await vi.waitFor(() => part('evidence-e1'))
    const file = new File(['abc'], '现场.png', { type: 'image/png' })
    Object.defineProperty(part('evidence-file'), 'files', { value: [file] })
    part('evidence-file').dispatchEvent(new Event('change'))
    await vi.waitFor(() => expect(asked.some((it) => it.what.startsWith('POST'))).toBe(true))
    const sent = asked.find((it) => it.what.startsWith('POST'))
    expect(sent?.what).toBe('POST /api/calls/c1/evidence?kind=PHOTO&name=' + encodeURIComponent('现场.png'))
    expect(sent?.type).toBe('image/png')
    expect(sent?.body).toBe(file)
  })

  it('is withdrawn with a reason and stays in the list; only by who uploaded it', async () => {
    items = [item, { ...item, id: 'e2', uploadedBy: 'agent2' }]
    await show()
    await vi.waitFor(() => part('evidence-e2'))
    expect(page.querySelector('[data-test="withdraw-e2"]')).toBeNull()
    part('withdraw-e1').click()
    await vi.waitFor(() => part('evidence-e1').querySelector('form'))
    const why = part('evidence-e1').querySelector('input') as HTMLInputElement
    why.value = '拍错'
    why.dispatchEvent(new Event('input'))
    part('evidence-e1').querySelector('form')?.dispatchEvent(new Event('submit'))
    await vi.waitFor(() => expect(part('evidence-e1').textContent).toContain('已撤回'))
    expect(asked.some((it) => it.what === 'POST /api/evidence/items/e1/withdraw')).toBe(true)
  })

  it('is held with a reason, and let go with another, by who may', async () => {
    await show()
    await vi.waitFor(() => part('evidence-e1'))
    expect(page.querySelector('[data-test="keep-e1"]')).toBeNull()
    app?.unmount()
    page.remove()
    user.value = { name: 'leader1', displayName: '', roles: [], skills: [], permissions: ['ADD_EVIDENCE', 'HOLD_RECORDINGS'] }
    await show()
    await vi.waitFor(() => part('keep-e1'))
    part('keep-e1').click()
    await vi.waitFor(() => expect(part('kept-e1').textContent).toContain('2028-11-22'))
    const say = (text: string): void => {
      const why = (part('kept-why-e1').matches('input') ? part('kept-why-e1') : part('kept-why-e1').querySelector('input')) as HTMLInputElement
      why.value = text
      why.dispatchEvent(new Event('input'))
    }
    say('复议中')
    part('kept-e1').querySelector('form')?.dispatchEvent(new Event('submit'))
    await vi.waitFor(() => expect(part('hold-h1').textContent).toContain('保全中'))
    expect(asked.find((it) => it.what.endsWith('/holds'))).toMatchObject({ what: 'POST /api/evidence/items/e1/holds', body: '{"reason":"复议中"}' })
    say('已结案')
    await vi.waitFor(() => expect(part<HTMLButtonElement>('lift-h1').disabled).toBe(false))
    part('lift-h1').click()
    await vi.waitFor(() => expect(part('hold-h1').textContent).toContain('已解除'))
    expect(asked.some((it) => it.what === 'POST /api/evidence/items/e1/holds/h1/lift')).toBe(true)
  })
})
