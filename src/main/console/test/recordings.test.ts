import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, type App, type Component } from 'vue'
import { user } from '../src/core/api'
import { speak } from '../src/core/words'
import RecordingBoard from '../src/parts/RecordingBoard.vue'
import type { Mark, Recording, Waveform } from '../src/core/types'

const recording: Recording = {
  id: 'r1', callId: 'c1', state: 'STORED', kind: 'ORDINARY', agents: ['agent1', 'agent2'], callerMasked: '138****8000',
  durationMs: 20_000, startedAt: '2026-11-20T08:00:00Z', reason: null,
}
const sound: Waveform = {
  durationMillis: 20_000, caller: [10, 20, 0, 30], seat: [0, 40, 0, 5], quiet: [{ fromMillis: 10_000, toMillis: 15_000 }],
  pauses: [{ fromMillis: 10_000, toMillis: 15_000, agent: 'agent1', why: '<img src=x onerror=alert(1)>' }],
}
let marks: Mark[] = []
let asked: string[] = []
let listed: Recording[] = []
let app: App | undefined
let page: HTMLElement

function answer(method: string, url: URL, body: unknown): unknown {
  if (url.pathname.endsWith('/waveform')) return sound
  if (method === 'POST') {
    const { atMillis, text } = body as Mark
    const mark = { id: 'm' + marks.length, atMillis, text, by: 'leader1', at: '2026-11-20T09:00:00Z' }
    marks = [...marks, mark]
    return mark
  }
  if (method === 'DELETE') {
    marks = marks.filter((it) => !url.pathname.endsWith(it.id))
    return undefined
  }
  if (url.pathname.endsWith('/marks')) return { items: marks }
  return url.searchParams.has('cursor') ? { items: [{ ...recording, id: 'r0' }], nextCursor: null } : { items: listed, nextCursor: 'more' }
}

function serve(path: string, init: RequestInit): Promise<Response> {
  asked.push(`${init.method} ${path}`)
  const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
  const json = answer(init.method ?? 'GET', new URL(path, 'http://x'), body)
  return Promise.resolve(new Response(json === undefined ? '' : JSON.stringify(json), { headers: { 'Content-Type': 'application/json' } }))
}

const part = <T extends Element = HTMLElement>(name: string): T => {
  const found = page.querySelector<T>(`[data-test="${name}"]`)
  if (!found) throw new Error(`no ${name} in ${page.textContent}`)
  return found
}
const audio = (): HTMLAudioElement => page.querySelector('audio') as HTMLAudioElement
const press = (key: string, more: KeyboardEventInit = {}): boolean => part('drawing').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))

async function show(it: Component): Promise<void> {
  page = document.createElement('div')
  document.body.append(page)
  app = createApp(it)
  app.mount(page)
  await vi.waitFor(() => part('recording-r1'))
}

async function opened(): Promise<void> {
  await show(RecordingBoard)
  part('listen-r1').click()
  await vi.waitFor(() => part('drawing'))
}

beforeEach(() => {
  marks = []
  asked = []
  listed = [recording, { ...recording, id: 'r2', state: 'PURGED' }, { ...recording, id: 'r3', state: 'RECORDING', callerMasked: null, durationMs: null }]
  user.value = { name: 'leader1', displayName: '值班班长', roles: [], skills: [], permissions: ['REPLAY_ANY'] }
  vi.stubGlobal('fetch', serve)
  HTMLMediaElement.prototype.canPlayType = () => 'probably'
})

afterEach(() => {
  app?.unmount()
  user.value = null
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  speak('zh')
})

describe('the recordings', () => {
  it('are listed, and only what is there can be listened to', async () => {
    await show(RecordingBoard)
    expect(part('recording-r1').textContent).toContain('138****8000')
    expect(part('recording-r1').textContent).toContain('agent1、agent2')
    expect(part('recording-r1').textContent).toContain('0:20')
    expect(part('recording-r2').textContent).toContain('已清除')
    expect(page.querySelector('[data-test=listen-r2]')).toBeNull()
    expect(part('recording-r3').textContent).toContain('–')
    part('recordings-more').click()
    await vi.waitFor(() => part('recording-r0'))
    expect(part('recording-r1')).not.toBeNull()
    expect(page.querySelector('[data-test=recordings-more]')).toBeNull()
  })

  it('are asked for by agent only by who may hear all', async () => {
    await show(RecordingBoard)
    const agent = part<HTMLInputElement>('recordings-agent')
    agent.value = 'agent2'
    agent.dispatchEvent(new Event('input'))
    part('recordings-look').click()
    await vi.waitFor(() => expect(asked.at(-1)).toContain('agent=agent2'))
    app?.unmount()
    user.value = { name: 'agent1', displayName: '', roles: [], skills: [], permissions: ['REPLAY_OWN'] }
    await show(RecordingBoard)
    expect(page.querySelector('[data-test=recordings-agent]')).toBeNull()
  })
})

describe('the player', () => {
  it('draws both sides and the pause with its reason, as text and never as a page', async () => {
    await opened()
    expect(part('caller-side').getAttribute('d')).toMatch(/^M0 .*Z$/)
    expect(part('seat-side').getAttribute('d')).not.toBe(part('caller-side').getAttribute('d'))
    expect(part('pause').textContent).toContain('agent1 · <img src=x onerror=alert(1)>')
    expect(page.querySelector('img')).toBeNull()
    speak('en')
    await vi.waitFor(() => expect(part('player').textContent).toContain('Skip silence'))
  })

  it('loads nothing of the sound before somebody listens, and AAC where there is no Opus', async () => {
    await opened()
    expect(audio().preload).toBe('none')
    expect(audio().getAttribute('src')).toBe('/api/recordings/r1/listening?codec=opus')
    app?.unmount()
    HTMLMediaElement.prototype.canPlayType = () => ''
    await opened()
    await vi.waitFor(() => expect(audio().getAttribute('src')).toContain('codec=aac'))
    audio().dispatchEvent(new Event('error'))
    await vi.waitFor(() => expect(part('unplayable').textContent).toBe('录音无法播放'))
  })

  it('is played from the keyboard alone', async () => {
    await opened()
    await vi.waitFor(() => expect(document.activeElement).toBe(part('drawing')))
    press(' ')
    await vi.waitFor(() => expect(part('play').textContent).toContain('暂停'))
    press(' ')
    await vi.waitFor(() => expect(part('play').textContent).toContain('播放'))
    press('ArrowRight')
    expect(audio().currentTime).toBe(5)
    press('ArrowRight', { shiftKey: true })
    expect(audio().currentTime).toBe(6)
    press('ArrowLeft')
    press('ArrowLeft')
    expect(audio().currentTime).toBe(0)
    press('End')
    expect(audio().currentTime).toBe(20)
    press('ArrowUp')
    expect(audio().playbackRate).toBe(1.25)
    expect(press('ArrowRight', { ctrlKey: true })).toBe(true)
    await vi.waitFor(() => expect(part('drawing').getAttribute('aria-valuetext')).toBe('0:20'))
    press('Escape')
    await vi.waitFor(() => expect(page.querySelector('[data-test=player]')).toBeNull())
  })

  it('goes to where somebody points, and leaps over silence if that is wanted', async () => {
    await opened()
    const drawing = part('drawing')
    drawing.getBoundingClientRect = () => new DOMRect(100, 0, 400, 128)
    drawing.dispatchEvent(new MouseEvent('click', { clientX: 200, bubbles: true }))
    expect(audio().currentTime).toBe(5)
    press('s')
    press(' ')
    audio().currentTime = 12
    await vi.waitFor(() => expect(audio().currentTime).toBe(14.75))
  })

  it('leaps over silence also where nobody looks and no frames are drawn', async () => {
    vi.stubGlobal('requestAnimationFrame', () => 1)
    await opened()
    press('s')
    press(' ')
    audio().currentTime = 12
    audio().dispatchEvent(new Event('timeupdate'))
    expect(audio().currentTime).toBe(14.75)
  })

  it('notes what is written at its place, and removes only one’s own', async () => {
    marks = [{ id: 'other', atMillis: 1_000, text: '', by: 'inspector1', at: '2026-11-20T09:00:00Z' }]
    await opened()
    press('ArrowRight')
    const text = part<HTMLInputElement>('mark-text')
    text.value = '地址'
    text.dispatchEvent(new Event('input'))
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true, cancelable: true }))
    part('mark').closest('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await vi.waitFor(() => expect(part('mark-m1').textContent).toContain('地址'))
    expect(part('mark-m1').textContent).toContain('0:05')
    expect(page.querySelectorAll('[data-test=mark-line]').length).toBe(2)
    expect(page.querySelector('[data-test=unmark-other]')).toBeNull()
    part('unmark-m1').click()
    await vi.waitFor(() => expect(page.querySelector('[data-test=mark-m1]')).toBeNull())
  })
})
