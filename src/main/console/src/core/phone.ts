import { ref, watch } from 'vue'
import { seat as seatDoor } from './api'
import * as bell from './bell'
import type { SeatPhone } from './types'

// This browser as the seat's phone. It only rings, answers and sounds: everything else about a call
// is asked of the server, so that a desk phone and a browser behave alike.

export type PhoneStatus = 'none' | 'connecting' | 'registered' | 'failed'

export const phoneStatus = ref<PhoneStatus>('none')
export const ringing = ref(false)
export const micDenied = ref(false)

watch(ringing, (on) => (on ? bell.ring() : bell.silence()), { flush: 'sync' })

// only what is used here of JsSIP's session, whose own types know too much of the DOM
interface Ring {
  direction: string
  connection: RTCPeerConnection | null
  answer(options: object): void
  terminate(options?: object): void
  on(event: string, listener: (event: never) => void): void
}

interface Agent { start(): void; stop(): void; register(): void; on(event: string, listener: (event: never) => void): void }

const AGAIN = 5_000
const FIRST_PATIENCE = 20_000
const LAST_PATIENCE = 300_000

let agent: Agent | null = null
let ring: Ring | null = null
let microphone: MediaStream | null = null
const sound = new Audio()
sound.autoplay = true

async function register(account: SeatPhone): Promise<void> {
  release()
  phoneStatus.value = 'connecting'
  const JsSIP = await import('jssip')
  const link = new JsSIP.WebSocketInterface(account.webSocket)
  const fresh = new JsSIP.UA({
    sockets: [link],
    uri: `sip:${account.user}@${account.domain}`,
    password: account.secret,
    register: true,
    register_expires: 60,
    session_timers: false,
    connection_recovery_max_interval: 10,
    user_agent: 'Linekeeper console',
  }) as unknown as Agent
  agent = fresh
  fresh.on('registered', () => (phoneStatus.value = 'registered'))
  fresh.on('unregistered', () => (phoneStatus.value = 'connecting'))
  fresh.on('disconnected', () => (phoneStatus.value = 'connecting'))
  fresh.on('registrationFailed', (event: { response?: { status_code: number } | null }) => {
    phoneStatus.value = 'failed'
    // a refused password stays refused; anything else may pass
    const refused = event.response && event.response.status_code < 500
    if (!refused) setTimeout(() => agent === fresh && fresh.register(), AGAIN)
  })
  fresh.on('newRTCSession', (event: { session: Ring }) => incoming(event.session))
  fresh.start()
}

function incoming(session: Ring): void {
  if (session.direction !== 'incoming') return
  if (ring) {
    // one call per seat: the server would not ring twice, so whoever this is is not the server
    session.terminate({ status_code: 486 })
    return
  }
  ring = session
  ringing.value = true
  session.on('ended', over)
  session.on('failed', over)
  session.on('accepted', () => (ringing.value = false))
  session.on('peerconnection', (event: { peerconnection: RTCPeerConnection }) => listen(event.peerconnection))
}

// a page that goes takes the caller's voice with it
window.addEventListener('beforeunload', (event) => ring && event.preventDefault())

/** Nothing sounds any more, and nobody listens. */
function over(): void {
  ring = null
  ringing.value = false
  sound.srcObject = null
  microphone?.getTracks().forEach((track) => track.stop())
  microphone = null
}

function listen(connection: RTCPeerConnection): void {
  connection.addEventListener('track', (event) => {
    sound.srcObject = event.streams[0] ?? new MediaStream([event.track])
  })
}

/** Picks up. Whether this browser may use its microphone shows in `micDenied`. */
export async function answer(): Promise<void> {
  const session = ring
  if (!session || !ringing.value) return
  ringing.value = false
  let voice: MediaStream
  try {
    voice = await navigator.mediaDevices.getUserMedia({ audio: true, video: false })
  } catch {
    micDenied.value = true
    ringing.value = ring === session
    return
  }
  micDenied.value = false
  if (ring !== session) {
    voice.getTracks().forEach((track) => track.stop())
    return
  }
  microphone = voice
  session.answer({ mediaStream: voice, pcConfig: { iceServers: [] } })
}

function release(): void {
  agent?.stop()
  agent = null
  over()
  phoneStatus.value = 'none'
}

// A page may be loaded again within the seat's session; its phone's secret is told only once. It
// stays in this tab alone, and is gone with the tab or the session.
const KEPT = 'linekeeper.phone'

export interface Kept { seat: string; kind: 'SIP' | 'WEBRTC'; phone: SeatPhone | null }

/** The phone that was chosen in this tab at the sign-in at a seat. */
export const kept = ref<Kept | null>(JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null)

export function keep(chosen: Kept): void {
  sessionStorage.setItem(KEPT, JSON.stringify(chosen))
  kept.value = chosen
}

export function forgetPhone(): void {
  sessionStorage.removeItem(KEPT)
  kept.value = null
  release()
}

/** Makes this browser the seat's phone where that was chosen, unless it is already. */
export function takeUp(seat: string): void {
  const chosen = kept.value
  if (chosen?.seat === seat && chosen.kind === 'WEBRTC' && chosen.phone && phoneStatus.value === 'none') void register(chosen.phone)
}

/** Gives the seat's phone a fresh secret, at the switch that serves now; here too, where this browser is the phone. */
export async function renew(seat: string, kind: Kept['kind']): Promise<void> {
  const { phone } = await seatDoor.renewPhone(seat, kind)
  keep({ seat, kind, phone })
  if (kind === 'WEBRTC') void register(phone)
}

// Another switch may have taken over that does not know this phone: one that cannot register for
// long asks for its account anew, ever more seldom, and never in the midst of a call.
let patience = FIRST_PATIENCE
let waiting: ReturnType<typeof setTimeout> | undefined

watch(phoneStatus, (status) => {
  clearTimeout(waiting)
  if (status === 'registered') patience = FIRST_PATIENCE
  if (status === 'connecting' || status === 'failed') waiting = setTimeout(() => void renewItself(), patience)
})

async function renewItself(): Promise<void> {
  const chosen = kept.value
  if (chosen?.kind !== 'WEBRTC' || phoneStatus.value === 'registered') return
  patience = Math.min(patience * 2, LAST_PATIENCE)
  waiting = setTimeout(() => void renewItself(), patience)
  if (!ring) await renew(chosen.seat, chosen.kind).catch(() => undefined)
}
