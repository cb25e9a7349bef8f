import { afterEach, describe, expect, it } from 'vitest'
import { createApp, nextTick, type App, type Component } from 'vue'
import { connect, disconnect, subjects } from '../src/core/live'
import { speak } from '../src/core/words'
import AgentDesk from '../src/parts/AgentDesk.vue'
import FloorFigures from '../src/parts/FloorFigures.vue'
import type { CallView, SeatView } from '../src/core/types'

class DeafSocket {
  close(): void {}
  send(): void {}
}
globalThis.WebSocket = DeafSocket as unknown as typeof WebSocket

let app: App | undefined
const at = new Date().toISOString()
const seat: SeatView = { id: 's01', name: '1号席', state: 'RINGING', since: at, agent: 'agent1', call: 'c1', phoneReachable: true, missed: 0 }
const call: CallView = {
  id: 'c1', state: 'OFFERED', since: at, line: 'hotline', queue: 'q', arrivedAt: at, queuedAt: at, position: 0, seat: 's01', recording: false,
  callerMasked: '<img src=x onerror=alert(1)>',
}

async function show(part: Component, props: Record<string, unknown>): Promise<HTMLElement> {
  const page = document.createElement('div')
  document.body.append(page)
  app = createApp(part, props)
  app.mount(page)
  await nextTick()
  return page
}

function live(): void {
  connect('agent1', () => {}, () => Promise.resolve(true))
  subjects.set('seat:s01', seat)
  subjects.set('call:c1', call)
  subjects.set('queue:q', { id: 'q', name: '综合', waiting: 3, longestSince: at, ready: 1, signedIn: 2 })
  subjects.set('floor', { link: 'UP', asOf: at, requestCount: 4, answeredCount: 3, lostCount: 1, connectionRate: 0.75 })
}

afterEach(() => {
  app?.unmount()
  disconnect()
  document.body.replaceChildren()
  speak('zh')
})

describe('the screen', () => {
  it('shows a ringing call, and tells a desk phone to be picked up', async () => {
    live()
    const page = await show(AgentDesk, { seat })
    expect(page.querySelector('[data-test=ringing]')).not.toBeNull()
    expect(page.querySelector('[data-test=lift]')?.textContent).toBe('请摘机接听')
    expect(page.querySelector('[data-test=answer]')).toBeNull()
  })

  it('shows what a caller sent as text, never as a page', async () => {
    live()
    const page = await show(AgentDesk, { seat })
    expect(page.querySelector('[data-test=caller]')?.textContent).toBe(call.callerMasked)
    expect(page.querySelector('img')).toBeNull()
  })

  it('says whether a call is recorded, and lets the agent pause that while he talks', async () => {
    live()
    subjects.set('seat:s01', { ...seat, state: 'TALKING' })
    subjects.set('call:c1', { ...call, state: 'TALKING', answeredAt: at, recording: true })
    const page = await show(AgentDesk, { seat: { ...seat, state: 'TALKING' } })
    expect(page.querySelector('[data-test=pause-recording]')?.textContent).toContain('暂停录音')
    expect(page.querySelector('[data-test=recording-paused]')).toBeNull()
    subjects.set('call:c1', { ...call, state: 'TALKING', answeredAt: at, recording: true, recordingPaused: true })
    await nextTick()
    expect(page.querySelector('[data-test=recording-paused]')?.textContent).toBe('录音已暂停')
    expect(page.querySelector('[data-test=resume-recording]')?.textContent).toContain('恢复录音')
    expect(page.querySelector('[data-test=pause-recording]')).toBeNull()
  })

  it('counts the floor, in the language chosen', async () => {
    live()
    const page = await show(FloorFigures, {})
    expect(page.querySelector('[data-test=waiting]')?.textContent).toBe('3')
    expect(page.textContent).toContain('接通率75.0%')
    speak('en')
    await nextTick()
    expect(page.textContent).toContain('Connection rate75.0%')
  })
})
