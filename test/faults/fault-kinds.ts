import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Answer, Exchange, Fault } from './hub-between.ts'

/** Milliseconds after which the app gives up waiting for this hub. */
export const TIMEOUT_MS = 400

export interface FaultKind {
  readonly name: string
  /** What happens to requests while it lasts. */
  readonly fault: Fault
  /** It strikes those who ask what the hub has, too. */
  readonly strikesQuestions?: true
  /** The hub says no to one after the other. */
  readonly isRefusal?: true
}

const HTML = { 'content-type': 'text/html' }
const outcome = (code: string, diagnostics: string): string =>
  JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] })

const says =
  (status: number, body: string, headers?: Record<string, string>): Fault =>
  ({ answer }) =>
    answer({ status, body, ...(headers && { headers }) })
/** The hub acts, and what it says is lost or becomes something else. */
const acts =
  (then: (exchange: Exchange, answer: Answer) => unknown): Fault =>
  async exchange =>
    then(exchange, await exchange.forward())
const raw = ({ request }: Exchange, ...parts: (string | Buffer)[]): void => {
  for (const part of parts) request.socket.write(part)
}
const wire = ({ status, headers, body }: Answer, length = Buffer.byteLength(body)): string =>
  `HTTP/1.1 ${status} X\r\ncontent-type: ${headers['content-type']}\r\ncontent-length: ${length}\r\n\r\n${body}`

/** What a hub, and whatever stands before it, does to a request: each is survived without a loss or a double. */
export const FAULT_KINDS: readonly FaultKind[] = [
  { name: 'cuts the line before it reads', fault: ({ request }) => request.socket.destroy(), strikesQuestions: true },
  { name: 'resets the connection', fault: ({ request }) => request.socket.resetAndDestroy(), strikesQuestions: true },
  { name: 'hangs', fault: () => undefined, strikesQuestions: true },
  { name: 'acts, and drops the reply', fault: acts(({ request }) => request.socket.destroy()) },
  { name: 'acts, and resets the connection', fault: acts(({ request }) => request.socket.resetAndDestroy()) },
  {
    name: 'acts, and answers after our time-out',
    fault: acts(async ({ answer }, said) => {
      await sleep(TIMEOUT_MS * 2)
      answer(said)
    }),
  },
  {
    name: 'acts only after our time-out',
    fault: async exchange => {
      await sleep(TIMEOUT_MS * 2)
      exchange.answer(await exchange.forward())
    },
  },
  {
    name: 'is slow, in time',
    fault: async exchange => {
      await sleep(TIMEOUT_MS / 4)
      exchange.answer(await exchange.forward())
    },
    strikesQuestions: true,
  },
  {
    name: 'acts twice, as a proxy that sends again does',
    fault: async ({ forward, answer }) => {
      await forward()
      answer(await forward())
    },
  },
  { name: 'answers twice on one line', fault: acts((exchange, said) => raw(exchange, wire(said), wire(said))) },
  {
    name: 'acts, and shows a login page',
    fault: acts(({ answer }) => answer({ headers: HTML, body: '<h1>Sign in</h1>' })),
  },
  { name: 'shows a login page', fault: says(200, '<h1>Sign in</h1>', HTML), strikesQuestions: true },
  {
    name: 'acts, and sends half of its answer',
    fault: acts((exchange, said) => {
      raw(exchange, wire({ ...said, body: said.body.slice(0, said.body.length / 2) }, Buffer.byteLength(said.body)))
      exchange.request.socket.destroy()
    }),
  },
  {
    name: 'acts, sends its head, and falls silent',
    fault: acts((exchange, said) => raw(exchange, wire({ ...said, body: '' }, 500))),
  },
  {
    name: 'acts, and says nothing of it',
    fault: acts(({ answer }) => answer({ status: 204 })),
  },
  {
    name: 'acts, and answers with an empty Bundle',
    fault: acts(({ answer }) => answer({ body: '{"resourceType":"Bundle"}' })),
  },
  {
    name: 'acts, and answers without places',
    fault: acts(({ answer }, said) => answer({ ...said, body: said.body.replaceAll('"location"', '"elsewhere"') })),
  },
  {
    name: 'acts, and answers with another resource',
    fault: acts(({ answer }) => answer({ body: outcome('informational', 'ok') })),
  },
  {
    name: 'acts, and answers with broken JSON',
    fault: acts(({ answer }, { body }) => answer({ body: body.slice(1) })),
  },
  {
    name: 'acts, and says it packed what it did not',
    fault: acts(({ answer }, said) =>
      answer({ ...said, headers: { ...said.headers, 'content-encoding': 'gzip' }, body: 'not packed' }),
    ),
  },
  {
    name: 'acts, and packs its answer',
    fault: acts(({ response }, { status, headers, body }) =>
      response.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body)),
    ),
  },
  {
    name: 'acts, and its proxy says 502',
    fault: acts(({ answer }) => answer({ status: 502, headers: HTML, body: '<h1>Bad gateway</h1>' })),
  },
  { name: 'acts, and its proxy says 504', fault: acts(({ answer }) => answer({ status: 504, headers: HTML })) },
  {
    name: 'acts, and says 500',
    fault: acts(({ answer }) => answer({ status: 500, body: outcome('exception', 'late') })),
  },
  { name: 'says 500', fault: says(500, outcome('exception', 'down')), strikesQuestions: true },
  { name: 'says 503 with Retry-After', fault: says(503, '', { 'retry-after': '1' }), strikesQuestions: true },
  { name: 'says 429 with Retry-After', fault: says(429, '', { 'retry-after': '1' }), strikesQuestions: true },
  { name: 'says 429 without a word', fault: says(429, '') },
  { name: 'says 409', fault: says(409, outcome('conflict', 'HAPI-0550: version conflict')) },
  {
    name: 'acts, and says 409',
    fault: acts(({ answer }) => answer({ status: 409, body: outcome('conflict', 'lost a race') })),
  },
  { name: 'says 412', fault: says(412, outcome('conflict', 'precondition')) },
  { name: 'says 408', fault: says(408, '') },
  { name: 'says 401', fault: says(401, ''), strikesQuestions: true },
  { name: 'sends us elsewhere', fault: says(302, '', { location: 'http://127.0.0.1:9/fhir' }), strikesQuestions: true },
  { name: 'declines it', fault: says(422, outcome('invalid', 'no such service here')), isRefusal: true },
  // What somebody has to mend: held, never given up.
  { name: 'cannot read the request', fault: says(400, outcome('structure', 'not FHIR')) },
  { name: 'says 400 by its proxy', fault: says(400, '<h1>Bad request</h1>', HTML), strikesQuestions: true },
  { name: 'forbids it', fault: says(403, outcome('forbidden', 'not for you')), strikesQuestions: true },
  { name: 'is not there any more', fault: says(404, outcome('not-found', 'moved')) },
  { name: 'says 405', fault: says(405, ''), strikesQuestions: true },
  { name: 'says 415', fault: says(415, outcome('not-supported', 'FHIR 5 only')) },
  { name: 'says 501', fault: says(501, outcome('not-supported', 'no transactions')) },
]
