import type { CallView, FiguresView, HandedView, QueueView, SeatView } from './types'

// The client's half of docs/live-protocol.md, without a socket: messages in, state and answers out.

export type View = CallView | SeatView | QueueView | FiguresView | HandedView

interface Item { subject: string; view: View }

export type ServerMessage =
  | { t: 'hello'; protocol: number; epoch: string; at: string; user: string; audience: string; role: string; beatMillis: number }
  | { t: 'snapshot'; seq: number; step: number; at: string; set: Item[] }
  | { t: 'marker'; seq: number }
  | { t: 'patch'; from: number; seq: number; step: number; at: string; set: Item[]; gone: string[] }
  | { t: 'beat'; seq: number; at: string }
  | { t: 'pong'; at: string }
  | { t: 'bye'; code: string; message: string }

/** What a message did: nothing to do, the state is whole now, or there is a hole in it. */
export type Effect = 'none' | 'whole' | 'gap'

export class Replica {
  private arriving: Map<string, View> | null = null
  private seq = 0
  private broken = false

  /** Changes `subjects` in place, so that whoever renders it sees one object for ever. */
  constructor(readonly subjects: Map<string, View>) {}

  read(message: ServerMessage): Effect {
    switch (message.t) {
      case 'snapshot':
        this.arriving ??= new Map()
        for (const item of message.set) this.arriving.set(item.subject, item.view)
        return 'none'
      case 'marker':
        this.swap(message.seq)
        return 'whole'
      case 'patch':
        return this.patch(message)
      case 'beat':
        return message.seq !== this.seq ? this.gap() : 'none'
      default:
        return 'none'
    }
  }

  private swap(seq: number): void {
    const fresh = this.arriving ?? new Map<string, View>()
    for (const subject of [...this.subjects.keys()]) {
      if (!fresh.has(subject)) this.subjects.delete(subject)
    }
    for (const [subject, view] of fresh) this.subjects.set(subject, view)
    this.arriving = null
    this.broken = false
    this.seq = seq
  }

  private patch(message: Extract<ServerMessage, { t: 'patch' }>): Effect {
    if (this.broken) return 'none'
    if (message.from !== this.seq) return this.gap()
    for (const item of message.set) this.subjects.set(item.subject, item.view)
    for (const subject of message.gone) this.subjects.delete(subject)
    this.seq = message.seq
    return 'none'
  }

  /** Told once: until the next marker nothing is built upon the hole. */
  private gap(): Effect {
    if (this.broken) return 'none'
    this.broken = true
    return 'gap'
  }
}
