import { ref } from 'vue'
import type { SeatPhone } from './types'

// This browser as the seat's phone. It only rings, answers and sounds: everything else about a call
// is asked of the server, so that a desk phone and a browser behave alike.

export type PhoneStatus = 'none' | 'connecting' | 'registered' | 'failed'

export const phoneStatus = ref<PhoneStatus>('none')
export const ringing = ref(false)
export const micDenied = ref(false)

// only what is used here of JsSIP's session, whose own types know too much of the DOM
interface Ring {
  direction: string
  connection: RTCPeerConnection | null
  answer(options: object): void
  terminate(options?: object): void
  on(event: string, listener: (event: never) => void): void
}

interface Agent { start(): void; stop(): void; on(event: string, listener: (event: never) => void): void }

let agent: Agent | null = null
let ring: Ring | null = null
const sound = new Audio()
sound.autoplay = true

export async function register(account: SeatPhone): Promise<void> {
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
    user_agent: 'Linekeeper console',
  }) as unknown as Agent
  agent = fresh
  fresh.on('registered', () => (phoneStatus.value = 'registered'))
  fresh.on('unregistered', () => (phoneStatus.value = 'connecting'))
  fresh.on('disconnected', () => (phoneStatus.value = 'connecting'))
  fresh.on('registrationFailed', () => (phoneStatus.value = 'failed'))
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
  const over = (): void => {
    ring = null
    ringing.value = false
  }
  session.on('ended', over)
  session.on('failed', over)
  session.on('accepted', () => (ringing.value = false))
  session.on('peerconnection', (event: { peerconnection: RTCPeerConnection }) => listen(event.peerconnection))
}

function listen(connection: RTCPeerConnection): void {
  connection.addEventListener('track', (event) => {
    sound.srcObject = event.streams[0] ?? new MediaStream([event.track])
  })
}

/** Picks up. Whether this browser may use its microphone shows in `micDenied`. */
export async function answer(): Promise<void> {
  const session = ring
  if (!session) return
  try {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true, video: false })
    micDenied.value = false
    session.answer({ mediaStream: microphone, pcConfig: { iceServers: [] } })
  } catch {
    micDenied.value = true
  }
}

export function release(): void {
  agent?.stop()
  agent = null
  ring = null
  ringing.value = false
  phoneStatus.value = 'none'
}

// A page may be loaded again within the seat's session; its phone's secret is told only once. It
// stays in this tab alone, and is gone with the tab or the session.
const KEPT = 'linekeeper.phone'

export interface Kept { seat: string; kind: 'SIP' | 'WEBRTC'; phone: SeatPhone | null }

export function keep(kept: Kept): void {
  sessionStorage.setItem(KEPT, JSON.stringify(kept))
}

export function kept(seat: string): Kept | null {
  const text = sessionStorage.getItem(KEPT)
  const found = text ? (JSON.parse(text) as Kept) : null
  return found?.seat === seat ? found : null
}

export function forgetPhone(): void {
  sessionStorage.removeItem(KEPT)
  release()
}
