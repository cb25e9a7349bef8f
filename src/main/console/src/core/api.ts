import { ref } from 'vue'
import type {
  Callback, CallbackResult, DueRecording, EvidenceItem, EvidenceKind, Kept, Mark, Past, PurgeBatch, Recording, RecordSheet, Retention, SeatPhone, TakeOut,
  User, Waveform,
} from './types'

/** What the server answered where it refused or failed; `code` is stable. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly retryAfterSeconds?: number,
    readonly field?: string,
  ) {
    super(detail)
  }
}

interface Session { user: User; csrfToken: string }

export const user = ref<User | null>(null)
let csrf = ''

// whether there may be a session: a browser that never had one need not ask, and be refused
const MAY_BE = 'linekeeper.session'

const PATIENCE = 10_000
// a film over a slow line; the server's own limit is the same
const UPLOAD_PATIENCE = 600_000

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  const file = body instanceof Blob
  if (body !== undefined) headers['Content-Type'] = file ? body.type || 'application/octet-stream' : 'application/json'
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: AbortSignal.timeout(file ? UPLOAD_PATIENCE : PATIENCE) }
  if (body !== undefined) init.body = file ? body : JSON.stringify(body)
  let answer: Response
  let text: string
  try {
    answer = await fetch(path, init)
    text = await answer.text()
  } catch {
    throw new Problem(0, 'network', '')
  }
  const json: unknown = text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined
  if (!answer.ok) throw problem(answer.status, json)
  return json as T
}

function problem(status: number, json: unknown): Problem {
  const told = (json ?? {}) as { code?: string; detail?: string; title?: string; retryAfterSeconds?: number; field?: string }
  return new Problem(status, told.code ?? `http.${status}`, told.detail ?? told.title ?? '', told.retryAfterSeconds, told.field)
}

function take(session: Session): User {
  localStorage.setItem(MAY_BE, 'yes')
  csrf = session.csrfToken
  user.value = session.user
  return session.user
}

export const may = (permission: string): boolean => user.value?.permissions.includes(permission) ?? false

export const session = {
  signIn: async (username: string, password: string): Promise<User> =>
    take(await call<Session>('POST', '/api/session', { username, password })),
  /** Who is signed in already, or null. */
  resume: async (): Promise<User | null> => {
    if (!localStorage.getItem(MAY_BE)) return null
    try {
      return take(await call<Session>('GET', '/api/session'))
    } catch (e) {
      if (e instanceof Problem && e.status === 401) return null
      throw e
    }
  },
  signOut: async (): Promise<void> => {
    await call<void>('DELETE', '/api/session').catch(() => undefined)
    session.forget()
  },
  forget: (): void => {
    localStorage.removeItem(MAY_BE)
    csrf = ''
    user.value = null
  },
}

export type Target = { seat: string } | { queue: string } | { number: string }

const seatPath = (seat: string, verb: string): string => `/api/seats/${encodeURIComponent(seat)}/${verb}`
const callPath = (id: string, verb: string): string => `/api/calls/${encodeURIComponent(id)}/${verb}`

export const seat = {
  signIn: (id: string, phone: 'SIP' | 'WEBRTC') =>
    call<{ seat: string; phone: SeatPhone }>('POST', seatPath(id, 'sign-in'), { phone }),
  renewPhone: (id: string, phone: 'SIP' | 'WEBRTC') =>
    call<{ seat: string; phone: SeatPhone }>('POST', seatPath(id, 'phone'), { phone }),
  signOut: (id: string) => call<void>('POST', seatPath(id, 'sign-out')),
  ready: (id: string) => call<void>('POST', seatPath(id, 'ready')),
  busy: (id: string, reason: string) => call<void>('POST', seatPath(id, 'busy'), { reason }),
  askBreak: (id: string, reason: string, minutes: number) =>
    call<void>('POST', seatPath(id, 'break'), { reason, minutes }),
  finishWrapUp: (id: string) => call<void>('POST', seatPath(id, 'finish-wrap-up')),
  decideBreak: (id: string, granted: boolean) => call<void>('POST', seatPath(id, 'break/decision'), { granted }),
  forceSignOut: (id: string) => call<void>('POST', seatPath(id, 'force-sign-out')),
}

export type CallVerb =
  | 'decline' | 'hold' | 'resume' | 'hang-up' | 'complete-transfer' | 'cancel-consult' | 'three-way' | 'resume-recording'

export const calling = {
  ask: (id: string, verb: CallVerb) => call<void>('POST', callPath(id, verb)),
  pauseRecording: (id: string, reason: string) => call<void>('POST', callPath(id, 'pause-recording'), { reason }),
  transfer: (id: string, to: Target) => call<void>('POST', callPath(id, 'transfer'), to),
  consult: (id: string, to: Target) => call<void>('POST', callPath(id, 'consult'), to),
}

export type CallbackVerb = 'claim' | 'release' | 'dial' | 'cancel'

const callbackPath = (id: string, verb: string): string => `/api/callbacks/${encodeURIComponent(id)}/${verb}`

export const callbacks = {
  list: async (closed: boolean) =>
    (await call<{ items: Callback[] }>('GET', `/api/callbacks?limit=200&state=${closed ? 'closed' : 'open'}`)).items,
  /** What there was with its citizen before, the newest first; each asking is put on record. */
  history: (id: string, cursor: string | null) =>
    call<{ items: Past[]; nextCursor: string | null }>('GET', callbackPath(id, 'history') + (cursor ? `?cursor=${encodeURIComponent(cursor)}` : '')),
  ask: (id: string, verb: CallbackVerb) => call<void>('POST', callbackPath(id, verb)),
  handOver: (id: string, agent: string) => call<void>('POST', callbackPath(id, 'hand-over'), { agent }),
  schedule: (id: string, from: string) => call<void>('POST', callbackPath(id, 'schedule'), { from }),
  result: (id: string, result: CallbackResult) => call<void>('POST', callbackPath(id, 'result'), { result }),
}

export const sheets = {
  get: (id: string) => call<RecordSheet>('GET', callPath(id, 'sheet')),
  save: (sheet: RecordSheet) => call<RecordSheet | undefined>('PUT', callPath(sheet.callId, 'sheet'), sheet),
  file: (id: string) => call<RecordSheet | undefined>('POST', callPath(id, 'sheet/file')),
}

const recordingPath = (id: string, what: string): string => `/api/recordings/${encodeURIComponent(id)}/${what}`

export const recordings = {
  /** Those that began in `[from, to)`, the newest first. */
  list: (from: Date, to: Date, agent: string, cursor: string | null) => {
    const asked = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() })
    if (agent) asked.set('agent', agent)
    if (cursor) asked.set('cursor', cursor)
    return call<{ items: Recording[]; nextCursor: string | null }>('GET', `/api/recordings?${asked}`)
  },
  waveform: (id: string) => call<Waveform>('GET', recordingPath(id, 'waveform?points=1000')),
  /** Where a copy to listen to is had, by ranges. */
  copy: (id: string, codec: 'opus' | 'aac') => recordingPath(id, `listening?codec=${codec}`),
  marks: async (id: string) => (await call<{ items: Mark[] }>('GET', recordingPath(id, 'marks'))).items,
  mark: (id: string, atMillis: number, text: string) => call<Mark>('POST', recordingPath(id, 'marks'), { atMillis, text }),
  unmark: (id: string, mark: string) => call<void>('DELETE', recordingPath(id, `marks/${mark}`)),
}

const batchPath = (id: string, verb: string): string => `/api/recordings/purge-batches/${encodeURIComponent(id)}/${verb}`

export const custody = {
  retention: (id: string) => call<Retention>('GET', recordingPath(id, 'retention')),
  hold: (id: string, reason: string) => call<{ id: string }>('POST', recordingPath(id, 'holds'), { reason }),
  lift: (id: string, hold: string, reason: string) => call<void>('POST', recordingPath(id, `holds/${encodeURIComponent(hold)}/lift`), { reason }),
  due: (cursor: string | null) =>
    call<{ items: DueRecording[]; nextCursor: string | null }>('GET', '/api/recordings/retention/due' + (cursor ? `?cursor=${encodeURIComponent(cursor)}` : '')),
  batches: async () => (await call<{ items: PurgeBatch[] }>('GET', '/api/recordings/purge-batches')).items,
  propose: (reason: string) => call<PurgeBatch>('POST', '/api/recordings/purge-batches', { reason }),
  decide: (id: string, verb: 'confirm' | 'withdraw') => call<void>('POST', batchPath(id, verb)),
  /** Where a copy with its trace, and a call's bundle, are had once somebody approved it: a browser saves them. */
  copy: (id: string) => recordingPath(id, 'download?codec=aac'),
  bundle: (callId: string) => `/api/evidence/calls/${encodeURIComponent(callId)}/bundle`,
}

const takeOutPath = (id: string, verb: string): string => `/api/take-outs/${encodeURIComponent(id)}/${verb}`

export const takeOuts = {
  /** One's own, and what waits for a decision where one may decide. */
  list: async () => (await call<{ items: TakeOut[] }>('GET', '/api/take-outs')).items,
  ask: (subject: string, reason: string) => call<TakeOut>('POST', '/api/take-outs', { subject, reason }),
  approve: (id: string) => call<void>('POST', takeOutPath(id, 'approve')),
  refuse: (id: string, reason: string) => call<void>('POST', takeOutPath(id, 'refuse'), reason ? { reason } : undefined),
}

const itemPath = (id: string, what: string): string => `/api/evidence/items/${encodeURIComponent(id)}/${what}`

export const evidence = {
  ofCall: async (callId: string) => (await call<{ items: EvidenceItem[] }>('GET', callPath(callId, 'evidence'))).items,
  add: (callId: string, kind: EvidenceKind, file: File) =>
    call<EvidenceItem>('POST', callPath(callId, `evidence?${new URLSearchParams({ kind, name: file.name })}`), file),
  withdraw: (id: string, reason: string) => call<void>('POST', itemPath(id, 'withdraw'), { reason }),
  retention: (id: string) => call<Kept>('GET', itemPath(id, 'retention')),
  hold: (id: string, reason: string) => call<{ id: string }>('POST', itemPath(id, 'holds'), { reason }),
  lift: (id: string, hold: string, reason: string) => call<void>('POST', itemPath(id, `holds/${encodeURIComponent(hold)}/lift`), { reason }),
  /** Where the file is had; a browser saves it and does not show it. */
  content: (id: string) => itemPath(id, 'content'),
}
