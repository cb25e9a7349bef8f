import { computed, reactive, ref, shallowReactive } from 'vue'
import { Replica, type ServerMessage, type View } from './protocol'
import { heardServerTime } from './time'
import type { BacklogView, CallView, FiguresView, HandedView, QueueView, SeatView } from './types'

/** down: no socket, trying again. replaced: this seat was opened elsewhere, and we stay away. */
export type LinkStatus = 'off' | 'connecting' | 'live' | 'down' | 'replaced'

const FIRST_RETRY = 500
const LAST_RETRY = 5_000

export const subjects = shallowReactive(new Map<string, View>())
export const status = ref<LinkStatus>('off')
const own = reactive({ user: '' })

export const figures = computed(() => subjects.get('floor') as FiguresView | undefined)
export const backlog = computed(() => subjects.get('callbacks') as BacklogView | undefined)
/** What was given to this user and he has not taken note of. */
export const handed = computed(() => of<HandedView>('handed:').filter((it) => it.agent === own.user))
export const seats = computed(() => of<SeatView>('seat:').sort((a, b) => a.name.localeCompare(b.name, 'zh', { numeric: true })))
export const queues = computed(() => of<QueueView>('queue:'))
export const calls = computed(() => of<CallView>('call:').sort((a, b) => a.arrivedAt.localeCompare(b.arrivedAt)))
export const mySeat = computed(() => seats.value.find((seat) => seat.agent === own.user))
export const myCall = computed(() => {
  const seat = mySeat.value
  if (!seat) return undefined
  const named = seat.call ? (subjects.get('call:' + seat.call) as CallView | undefined) : undefined
  return named ?? calls.value.find((call) => call.seat === seat.id && call.state !== 'ENDED')
})

function of<T extends View>(kind: string): T[] {
  const found: T[] = []
  for (const [subject, view] of subjects) if (subject.startsWith(kind)) found.push(view as T)
  return found
}

let socket: WebSocket | null = null
let retry = FIRST_RETRY
let watchdog: ReturnType<typeof setTimeout> | undefined
let retryTimer: ReturnType<typeof setTimeout> | undefined
let onEnded: () => void = () => {}
let checkSession: () => Promise<boolean> = () => Promise.resolve(true)

/**
 * Opens the one socket and keeps it open.
 * @param ended called when the session is no longer valid
 * @param check asks the server whether the session still is
 */
export function connect(user: string, ended: () => void, check: () => Promise<boolean>): void {
  disconnect()
  own.user = user
  onEnded = ended
  checkSession = check
  open()
}

export function disconnect(): void {
  clearTimeout(retryTimer)
  clearTimeout(watchdog)
  const old = socket
  socket = null
  old?.close(1000)
  subjects.clear()
  status.value = 'off'
}

/** Takes the seat's console back after it was opened elsewhere. */
export function reopen(): void {
  retry = FIRST_RETRY
  open()
}

function open(): void {
  clearTimeout(retryTimer)
  status.value = status.value === 'down' ? 'down' : 'connecting'
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const fresh = new WebSocket(`${scheme}//${location.host}/live`)
  const replica = new Replica(subjects)
  let silence = 15_000
  let bye = ''
  socket = fresh
  const gone = (): void => {
    if (socket !== fresh) return
    clearTimeout(watchdog)
    void closed(bye)
  }
  const alive = (): void => {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => {
      // a dead line answers no farewell either, and the browser would wait a minute for it
      fresh.close(4000)
      gone()
    }, silence)
  }
  alive()
  fresh.onmessage = (event: MessageEvent<string>) => {
    if (socket !== fresh) return
    const message = JSON.parse(event.data) as ServerMessage
    if ('at' in message) heardServerTime(message.at)
    if (message.t === 'hello') silence = message.beatMillis * 2.5
    if (message.t === 'bye') bye = message.code
    alive()
    const effect = replica.read(message)
    if (effect === 'gap') fresh.send('{"t":"resync"}')
    if (effect === 'whole') {
      status.value = 'live'
      retry = FIRST_RETRY
    }
  }
  fresh.onclose = gone
}

async function closed(bye: string): Promise<void> {
  socket = null
  if (bye === 'replaced') {
    status.value = 'replaced'
    return
  }
  status.value = 'down'
  if (bye === 'session.ended' || !(await checkSession())) {
    disconnect()
    onEnded()
    return
  }
  // a little chance, so that a hundred consoles do not come back in the same instant
  retryTimer = setTimeout(open, retry * (0.7 + Math.random() * 0.6))
  retry = Math.min(LAST_RETRY, retry * 2)
}
