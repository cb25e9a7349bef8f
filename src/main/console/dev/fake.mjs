// A stand-in for the server, for work on the pages alone: `npm run fake`, then `npm run dev` or a
// built console under http://127.0.0.1:36080. One agent (agent1), one leader (leader1), any password.
// It plays the floor by hand: POST /fake/<call|queue|ready|answer|cut|switch-down|switch-up>.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'

const port = Number(process.env.FAKE_PORT ?? 36080)
const root = process.env.CONSOLE_DIST ?? fileURLToPath(new URL('../dist', import.meta.url))
const policy = "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const iso = (plus = 0) => new Date(Date.now() + plus).toISOString()

const people = {
  agent1: { name: 'agent1', displayName: '一号坐席员', roles: ['AGENT'], skills: [], permissions: ['TAKE_CALLS', 'WRITE_SHEETS', 'REPLAY_OWN'] },
  leader1: { name: 'leader1', displayName: '值班班长', roles: ['TEAM_LEADER'], skills: [], permissions: ['TAKE_CALLS', 'SEE_FLOOR', 'LEAD_FLOOR', 'WRITE_SHEETS', 'REPLAY_OWN', 'REPLAY_ANY'] },
}
const sessions = new Map()
const sheets = new Map()
const sockets = new Set()
const floor = new Map()
let seq = 1
let calls = 0

const seat = (id, fields = {}) => ({ id, name: `${Number(id.slice(1))}号席`, state: 'SIGNED_OUT', since: iso(), phoneReachable: false, missed: 0, ...fields })
for (const id of ['s01', 's02', 's03', 's04', 's05']) floor.set('seat:' + id, seat(id))
floor.set('seat:s03', seat('s03', { state: 'TALKING', agent: 'agent3', phoneReachable: true, since: iso(-95_000) }))
floor.set('seat:s04', seat('s04', { state: 'BREAK_REQUESTED', agent: 'agent4', phoneReachable: true, reason: '用餐' }))
floor.set('queue:service', { id: 'service', name: '综合服务', waiting: 0, ready: 0, signedIn: 2 })
floor.set('floor', {
  link: 'UP', asOf: iso(), requestCount: 128, answeredCount: 124, lostCount: 4, answeredWithin15s: 118, answeredWithin20s: 120,
  lostByType: {}, connectionRate: 0.96875, connectionRate24h: 0.9712, serviceLevel15s: 0.921875, serviceLevel20s: 0.9375,
  lossRate: 0.03125, abandonRate: 0.0234, averageSpeedOfAnswerMillis: 6400, averageHandlingMillis: 182000,
})

const json = (res, status, body) => {
  res.writeHead(status, { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json' })
  res.end(body === undefined ? '' : JSON.stringify(body))
}
const refuse = (res, status, code, detail) => json(res, status, { status, code, detail })
const who = (req) => sessions.get(/LINEKEEPER=([^;]+)/.exec(req.headers.cookie ?? '')?.[1])
const item = (subject) => ({ subject, view: floor.get(subject) })

function change(...pairs) {
  const from = seq++
  const gone = []
  for (const [subject, view] of pairs) {
    if (view === null) {
      floor.delete(subject)
      gone.push(subject)
    } else floor.set(subject, view)
  }
  const set = pairs.filter(([, view]) => view !== null).map(([subject]) => item(subject))
  for (const ws of sockets) ws.send(JSON.stringify({ t: 'patch', from, seq, step: seq, at: iso(), set, gone }))
}

const edit = (subject, fields) => [subject, { ...floor.get(subject), ...fields }]
const mine = (user) => [...floor.values()].find((view) => view.agent === user.name && view.missed !== undefined)
const inHand = (at) => floor.get('call:' + at?.call)

function signIn(user, id, kind) {
  change(edit('seat:' + id, { state: 'IDLE', agent: user.name, since: iso(), phoneReachable: kind === 'SIP' && Boolean(process.env.FAKE_REGISTERED) }))
  return { seat: id, phone: { user: id, secret: 'x7Kq-29fT-mm3P-0aZd', domain: '127.0.0.1:36060', webSocket: 'ws://127.0.0.1:36088/ws' } }
}

function play(what) {
  const at = [...floor.values()].find((view) => view.missed !== undefined && view.agent && ['agent1', 'leader1'].includes(view.agent))
  if (what === 'call' && at) {
    const id = 'c' + ++calls
    change(
      ['call:' + id, { id, state: 'OFFERED', since: iso(), line: 'hotline', queue: 'service', callerMasked: '138****8000', arrivedAt: iso(-12_000), queuedAt: iso(-7000), offeredAt: iso(), position: 0, seat: at.id, agent: at.agent, recording: false }],
      edit('seat:' + at.id, { state: 'RINGING', call: id, since: iso() }),
    )
  } else if (what === 'queue') {
    const id = 'q' + ++calls
    change(
      ['call:' + id, { id, state: 'QUEUED', since: iso(), line: 'hotline', queue: 'service', callerMasked: '139****8001', arrivedAt: iso(-9000), queuedAt: iso(-4000), position: 1, recording: false }],
      edit('queue:service', { waiting: 1, longestSince: iso(-4000) }),
    )
  } else if (what === 'answer' && at?.call) {
    sheets.set(at.call, { callId: at.call, callerMasked: '138****8000', callerName: null, subjectType: null, address: null, demandType: null, category: null, content: null, reply: null, directlyAnswered: false, confidential: false, state: 'DRAFT', version: 1 })
    change(edit('call:' + at.call, { state: 'TALKING', answeredAt: iso(), since: iso(), recording: true }), edit('seat:' + at.id, { state: 'TALKING', since: iso() }))
  } else if (what === 'cut') for (const ws of sockets) ws.terminate()
  else if (what === 'switch-down') change(edit('floor', { link: 'DIALLING' }))
  else if (what === 'switch-up') change(edit('floor', { link: 'UP' }))
}

function hangUp(at) {
  change(
    edit('call:' + at.call, { state: 'WRAP_UP', endedAt: iso(), since: iso(), recording: false }),
    edit('seat:' + at.id, { state: 'WRAP_UP', since: iso(), until: iso(30_000) }),
  )
}

function finish(at) {
  const { until: _until, call, ...rest } = at
  change(['call:' + call, null], ['seat:' + at.id, { ...rest, state: 'IDLE', since: iso() }])
}

const seatVerbs = {
  ready: (at) => (at.state === 'WRAP_UP' ? finish(at) : change(edit('seat:' + at.id, { state: 'IDLE', reason: undefined, since: iso() }))),
  busy: (at, body) => change(edit('seat:' + at.id, { state: 'BUSY', reason: body.reason, since: iso() })),
  break: (at, body) => change(edit('seat:' + at.id, { state: 'BREAK_REQUESTED', reason: body.reason, since: iso() })),
  'sign-out': (at) => change(['seat:' + at.id, seat(at.id)]),
  'finish-wrap-up': finish,
}
const callVerbs = {
  hold: (at) => change(edit('call:' + at.call, { state: 'HELD', since: iso() }), edit('seat:' + at.id, { state: 'HELD' })),
  resume: (at) => change(edit('call:' + at.call, { state: 'TALKING', since: iso() }), edit('seat:' + at.id, { state: 'TALKING' })),
  consult: (at) => change(edit('call:' + at.call, { state: 'CONSULTING', consulted: 's03', since: iso() })),
  'three-way': (at) => change(edit('call:' + at.call, { state: 'THREE_WAY', since: iso() })),
  'cancel-consult': (at) => change(edit('call:' + at.call, { state: 'TALKING', consulted: undefined, since: iso() })),
  transfer: hangUp,
  'complete-transfer': hangUp,
  'hang-up': hangUp,
  decline: (at) => change(['call:' + at.call, null], ['seat:' + at.id, { ...at, state: 'IDLE', call: undefined }]),
}

// twenty seconds of two people who hum in turn, and are silent from 8 s to 12 s
const RATE = 8000
const LENGTH = 20
const hums = (second, side) => (second < 8 || second >= 12) && Math.floor(second) % 2 === side
const wav = (() => {
  const bytes = Buffer.alloc(44 + RATE * LENGTH * 4)
  bytes.write('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0', 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(RATE * 4, 28)
  bytes.writeUInt16LE(4, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(bytes.length - 44, 40)
  for (let i = 0; i < RATE * LENGTH; i++) {
    for (const side of [0, 1]) if (hums(i / RATE, side)) bytes.writeInt16LE(Math.round(9000 * Math.sin((i / RATE) * 2 * Math.PI * (side ? 880 : 440))), 44 + i * 4 + side * 2)
  }
  return bytes
})()
const peaks = (side) => Array.from({ length: 400 }, (_, i) => (hums((i * LENGTH) / 400, side) ? 20 + ((i * 37) % 11) : 0))
const kept = (id, more) => ({ id, callId: 'c-' + id, state: 'STORED', kind: 'ORDINARY', agents: ['agent1'], callerMasked: '138****8000', durationMs: LENGTH * 1000, startedAt: iso(-600_000), reason: null, ...more })
let marks = []

function recording(req, res, id, what, mark, body, user) {
  if (!id) return json(res, 200, { items: [kept('r3', { state: 'RECORDING', callerMasked: null, durationMs: null }), kept('r2', { agents: ['agent1', 'agent3'] }), kept('r1', { state: 'PURGED' })], nextCursor: null })
  if (what === 'waveform') return json(res, 200, { durationMillis: LENGTH * 1000, caller: peaks(0), seat: peaks(1), quiet: [{ fromMillis: 8000, toMillis: 12_000 }], pauses: [{ fromMillis: 8000, toMillis: 12_000, agent: 'agent1', why: '个人敏感信息' }] })
  if (what === 'listening') {
    const [, first = '0', last = ''] = /bytes=(\d+)-(\d*)/.exec(req.headers.range ?? '') ?? []
    const part = wav.subarray(Number(first), last ? Number(last) + 1 : undefined)
    res.writeHead(req.headers.range ? 206 : 200, { 'Content-Type': 'audio/wav', 'Accept-Ranges': 'bytes', 'Content-Length': part.length, ...(req.headers.range && { 'Content-Range': `bytes ${first}-${Number(first) + part.length - 1}/${wav.length}` }) })
    return res.end(part)
  }
  if (req.method === 'POST') marks = [...marks, { id: 'm' + Date.now(), by: user.name, at: iso(), ...body }]
  if (req.method === 'DELETE') marks = marks.filter((it) => it.id !== mark)
  return json(res, 200, req.method === 'GET' ? { items: marks } : (marks.at(-1) ?? {}))
}

function api(req, res, path, body) {
  const user = who(req)
  if (path === '/api/session' && req.method === 'POST') {
    const found = people[body.username]
    if (!found || body.password === 'wrong') return refuse(res, 401, 'session.refused', 'refused')
    const id = Math.random().toString(36).slice(2)
    sessions.set(id, found)
    res.setHeader('Set-Cookie', `LINEKEEPER=${id}; Path=/; HttpOnly; SameSite=Strict`)
    return json(res, 200, { user: found, csrfToken: 't' })
  }
  if (!user) return refuse(res, 401, 'session.missing', 'sign in')
  if (path === '/api/session') return req.method === 'GET' ? json(res, 200, { user, csrfToken: 't' }) : json(res, 204)
  const [, , kind, id, verb, more] = path.split('/')
  const at = mine(user)
  if (kind === 'seats' && verb === 'sign-in') return json(res, 200, signIn(user, id, body.phone))
  if (kind === 'seats' && more === 'decision') {
    change(edit('seat:' + id, body.granted ? { state: 'BREAK', until: iso(600_000) } : { state: 'IDLE', reason: undefined }))
    return json(res, 204)
  }
  if (kind === 'seats' && at) seatVerbs[verb]?.(at, body)
  if (kind === 'recordings') return recording(req, res, id, verb, more, body, user)
  if (kind === 'calls' && verb === 'sheet') return sheet(req, res, id, more, body)
  if (kind === 'calls' && inHand(at)) callVerbs[verb]?.(at)
  return json(res, 204)
}

function sheet(req, res, id, more, body) {
  const found = sheets.get(id)
  if (!found) return refuse(res, 404, 'sheet.unknown', 'no such sheet')
  if (req.method === 'PUT') sheets.set(id, { ...body, version: found.version + 1 })
  if (more === 'file') sheets.set(id, { ...found, state: 'FILED' })
  return json(res, 200, sheets.get(id))
}

async function file(res, path) {
  const safe = normalize(path).replace(/^(\.\.[/\\])+/, '')
  const name = extname(safe) ? safe : '/index.html'
  const type = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }[extname(name)] ?? 'application/octet-stream'
  try {
    const bytes = await readFile(join(root, name))
    res.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy })
    res.end(bytes)
  } catch {
    res.writeHead(404).end()
  }
}

const server = createServer((req, res) => {
  let text = ''
  req.on('data', (part) => (text += part))
  req.on('end', () => {
    const path = new URL(req.url, 'http://x').pathname
    if (path.startsWith('/fake/')) {
      play(path.slice(6))
      return json(res, 204)
    }
    return path.startsWith('/api/') ? api(req, res, path, text ? JSON.parse(text) : {}) : void file(res, path)
  })
})

const live = new WebSocketServer({ noServer: true })
server.on('upgrade', (req, socket, head) => {
  const user = who(req)
  if (!user) return socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
  live.handleUpgrade(req, socket, head, (ws) => {
    const state = () => {
      ws.send(JSON.stringify({ t: 'snapshot', seq, step: seq, at: iso(), set: [...floor.keys()].map(item) }))
      ws.send(JSON.stringify({ t: 'marker', seq }))
    }
    sockets.add(ws)
    ws.send(JSON.stringify({ t: 'hello', protocol: 1, epoch: 'fake', at: iso(), user: user.name, audience: 'FLOOR', role: 'CONSOLE', beatMillis: 5000 }))
    state()
    const beat = setInterval(() => ws.send(JSON.stringify({ t: 'beat', seq, at: iso() })), 5000)
    ws.on('message', (text) => JSON.parse(String(text)).t === 'resync' && state())
    ws.on('close', () => {
      clearInterval(beat)
      sockets.delete(ws)
    })
  })
})
server.listen(port, '127.0.0.1', () => console.log(`fake floor on http://127.0.0.1:${port}`))
