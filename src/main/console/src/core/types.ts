// What the server shows of each subject; absent means null (docs/live-protocol.md).

export interface CallView {
  id: string
  state:
    | 'CALLBACK_DUE' | 'AGENT_RINGING' | 'CALLEE_DIALING' | 'CALLEE_RINGING'
    | 'ARRIVED' | 'GREETING' | 'QUEUED' | 'OFFERED' | 'TALKING' | 'HELD'
    | 'CONSULTING' | 'THREE_WAY' | 'FAREWELL' | 'ENDED' | 'WRAP_UP'
  since: string
  line: string
  queue?: string
  callerMasked: string
  arrivedAt: string
  queuedAt?: string
  offeredAt?: string
  answeredAt?: string
  endedAt?: string
  position: number
  seat?: string
  agent?: string
  consulted?: string
  recording: boolean
  recordingPaused?: boolean
}

export type SeatState =
  | 'SIGNED_OUT' | 'TAKEN' | 'IDLE' | 'RESERVED' | 'RINGING' | 'TALKING' | 'HELD'
  | 'WRAP_UP' | 'BUSY' | 'BREAK_REQUESTED' | 'BREAK'

export interface SeatView {
  id: string
  name: string
  state: SeatState
  since?: string
  agent?: string
  call?: string
  phoneReachable?: boolean
  reason?: string
  pending?: string
  until?: string
  missed?: number
}

export interface QueueView {
  id: string
  name: string
  waiting: number
  longestSince?: string
  ready: number
  signedIn: number
  /** Citizens whom we owe a call and who wait for a seat; absent from older servers. */
  callbacks?: number
}

/** What is owed to lost callers, as a whole. */
export interface BacklogView {
  open: number
  pending: number
  inHand: number
  waiting: number
  dueSoon: number
  overdue: number
  oldestLostAt?: string
  nextDueAt?: string
  callbackRate?: number
  inTimeRate?: number
  connectedRate?: number
  recoveredRate?: number
  revision: string
}

/** A callback that somebody gave to an agent, until he takes note of it. */
export interface HandedView {
  id: string
  agent: string
  by: string
  callerMasked: string
  line: string
  since: string
  dueAt: string
}

export type CallbackState =
  | 'PENDING' | 'QUEUED' | 'ASSIGNED' | 'DIALING' | 'CONNECTED' | 'WAIT_RETRY'
  | 'DONE' | 'UNREACHABLE' | 'RESOLVED_BY_RECALL' | 'CANCELLED'

export type CallbackResult = 'ANSWERED' | 'ORDER_CREATED' | 'DECLINED'

export interface Callback {
  id: string
  callerMasked: string
  line: string
  lossType: string
  firstLostAt: string
  lostCount: number
  dueAt: string
  scheduledFor?: string | null
  notBefore: string
  attempts: number
  firstAttemptAt?: string | null
  state: CallbackState
  since: string
  closed: boolean
  agentId?: string | null
  handedBy?: string | null
  retryAt?: string | null
  result?: CallbackResult | null
  reason?: string | null
  onLine: boolean
  overdue: boolean
}

export interface PastCall {
  callId: string
  line: string
  queue: string | null
  arrivedAt: string
  answeredAt: string | null
  endedAt: string | null
  outcome: 'ANSWERED' | 'LOST' | 'IN_PROGRESS'
  lossType: string | null
  agentId: string | null
  waitSec: number
  talkSec: number
  /** Whether this user may read its record sheet. */
  sheet: boolean
}

export interface Attempt {
  number: number
  agentId: string | null
  intendedAt: string
  callId: string | null
  dialledAt: string | null
  answeredAt: string | null
  endedAt: string | null
  outcome: string | null
}

export interface PastCallback {
  callback: Callback
  attempts: { attempt: Attempt; sheet: boolean }[]
  promises: { saidAt: string; saidBy: string; from: string; until: string }[]
}

/** What there was with a citizen before: a call of his, or what we owed him. */
export interface Past {
  at: string
  call: PastCall | null
  owed: PastCallback | null
}

export interface FiguresView {
  link: string
  asOf: string
  requestCount: number
  answeredCount: number
  lostCount: number
  connectionRate?: number
  connectionRate24h?: number
  serviceLevel15s?: number
  serviceLevel20s?: number
  lossRate?: number
  abandonRate?: number
  averageSpeedOfAnswerMillis?: number
  averageHandlingMillis?: number
}

export interface User {
  name: string
  displayName: string
  roles: string[]
  skills: string[]
  permissions: string[]
}

export interface SeatPhone {
  user: string
  secret: string
  domain: string
  webSocket: string
}

export type RecordingState =
  | 'RECORDING' | 'FILE_CLOSED' | 'PROBED' | 'HASHED' | 'UPLOADING' | 'STORED' | 'LINKED'
  | 'FAILED_RETRYABLE' | 'MISSING' | 'UNHEARD' | 'CORRUPT' | 'PURGING' | 'PURGED'

export interface Recording {
  id: string
  callId: string
  state: RecordingState
  kind: 'ORDINARY' | 'CALLBACK' | 'UNANSWERED' | 'EVIDENCE'
  agents: string[]
  /** Empty where the number was withheld, null where it is not told yet. */
  callerMasked: string | null
  durationMs: number | null
  startedAt: string
  reason: string | null
}

/** A stretch `[fromMillis, toMillis)` of a recording. */
export interface Stretch {
  fromMillis: number
  toMillis: number
}

export interface Waveform {
  durationMillis: number
  caller: number[]
  seat: number[]
  quiet: Stretch[]
  pauses: (Stretch & { agent: string; why: string })[]
}

export interface Hold {
  id: string
  reason: string
  by: string
  at: string
  lifted: { reason: string; by: string; at: string } | null
}

/** How long evidence is kept. */
export interface Kept {
  lawfulFrom: string
  rule: string
  holds: Hold[]
}

/** How long a recording is kept. */
export interface Retention extends Kept {
  recordingId: string
}

/** A recording whose time is over. */
export interface DueRecording {
  recordingId: string
  callId: string
  kind: Recording['kind']
  startedAt: string
  rule: string
  lawfulFrom: string
}

export interface PurgeBatch {
  batch: { id: string; reason: string; proposedBy: string; proposedAt: string; decision: { by: string; at: string } | null }
  state: 'PROPOSED' | 'WITHDRAWN' | 'RUNNING' | 'DONE'
  tally: { total: number; left: number; ordered: number; refused: number; certified: number }
}

/** What somebody wants to take out: `recording:ID`, `call:ID` or `days:FROM/TO`. */
export interface TakeOut {
  id: string
  subject: string
  reason: string
  askedBy: string
  askedAt: string
  decision: { by: string; at: string; approved: boolean; why: string | null } | null
  state: 'ASKED' | 'APPROVED' | 'REFUSED' | 'EXPIRED'
  /** When its approval is over. */
  until: string | null
}

/** What somebody noted at a time of a recording. */
export interface Mark {
  id: string
  atMillis: number
  text: string
  by: string
  at: string
}

export type EvidenceKind = 'PHOTO' | 'VIDEO' | 'DOCUMENT' | 'SIGNED_FORM'

/** What somebody uploaded beside the recordings. */
export interface EvidenceItem {
  id: string
  callId: string
  kind: EvidenceKind
  name: string
  purpose: string
  size: number
  uploadedBy: string
  uploadedAt: string
  capturedAt: string | null
  captureSource: 'EXIF' | 'CLAIMED' | null
  late: boolean
  scan: 'NOT_SCANNED' | 'CLEAN' | 'INFECTED'
  state: 'HELD' | 'STORED' | 'SPOILT' | 'QUARANTINED' | 'PURGING' | 'PURGED'
  withdrawn: { at: string; by: string; why: string; replacedBy: string | null } | null
}

export interface RecordSheet {
  callId: string
  agentId?: string
  seatId?: string
  answeredAt?: string
  callerMasked: string
  callerName: string | null
  subjectType: 'INDIVIDUAL' | 'ENTERPRISE' | null
  address: string | null
  demandType: 'CONSULTATION' | 'HELP' | 'COMPLAINT' | 'REPORT' | 'SUGGESTION' | 'PRAISE' | null
  category: string | null
  content: string | null
  reply: string | null
  directlyAnswered: boolean
  confidential: boolean
  state: 'DRAFT' | 'FILED'
  version: number
  updatedAt?: string
}
