import { createServer, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { isProgram } from '../launch/web/audience.ts'
import { outcomeText } from '../launch/web/send-error.ts'
import { closeStalledBodies } from './http/stalled-bodies.ts'

/** Milliseconds, and how many connections at once. A browser needs a fraction of a second for each of these. */
export interface ServerLimits {
  /** For all headers of a request. */
  readonly headers: number
  /** Without a byte of a body that is being read. */
  readonly stall: number
  /** For the whole of a request that moves, however slowly. */
  readonly request: number
  /** Without a byte in either direction; longer than the slowest page, which waits for a record and a hub. */
  readonly silence: number
  readonly connections: number
}

const LIMITS: ServerLimits = {
  headers: 10_000,
  stall: 15_000,
  request: 600_000,
  silence: 60_000,
  connections: 2000,
}

/** For those who are still sending when they are told no: their answer gets through before the line is cut. */
const LAST_WORDS_MS = 1000

/** What node calls it when bytes are no request, or none that it will read on. */
const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

type Headers = Readonly<Record<string, string>>

/**
 * The HTTP server of the app. Who sends a request drop by drop and stops, or opens connections without end, is cut off.
 * @param headers of each answer that is given here and not by the app
 */
export function createWebServer(headers: Headers = {}, limits: ServerLimits = LIMITS): Server {
  const server = createServer({
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    connectionsCheckingInterval: Math.min(5000, limits.headers / 4),
    // The app says so itself, with the headers that all its answers have.
    requireHostHeader: false,
  })
  server.maxConnections = limits.connections
  const answers = new WeakMap<Duplex, ServerResponse>()
  server.on('request', (req, res) => answers.set(req.socket, res))

  const refuse = (socket: Duplex, status: number): void => {
    const res = answers.get(socket)
    // In the middle of an answer there is nothing to be said.
    if (!socket.writable || (res?.headersSent && !res.writableFinished)) return void socket.destroy()
    socket.end(bareAnswer(status, headers))
    setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref()
  }
  closeStalledBodies(server, limits, socket => refuse(socket, 408))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(socket, STATUS_OF[error.code ?? ''] ?? 400))
  server.on('connect', (_req, socket) => refuse(socket, 405))
  server.on('checkExpectation', (_req, res) => void res.writeHead(417, { ...headers, connection: 'close' }).end())
  return server
}

function bareAnswer(status: number, headers: Headers): string {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' })
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
}

/** What stands where the address should: a path, `*`, or a whole address as proxies are sent it (RFC 9112, 3.2). */
const isAddress = (target = ''): boolean => /^[/*]/.test(target) || (/^https?:/i.test(target) && URL.canParse(target))

/** Lets the app answer what has an address. Express would find no handler for the rest, not even the one for what is not found. */
export const answerAddressed =
  (app: RequestListener, headers: Headers): RequestListener =>
  (req, res) => {
    if (isAddress(req.url)) app(req, res)
    else res.writeHead(400, { ...headers, connection: 'close' }).end()
  }

/** Answers until the app is there: a probe or a browser that comes while the store is being opened is told so, not kept waiting. */
export const answerStarting =
  (headers: Headers = {}): RequestListener =>
  (req, res) => {
    const words = 'Starting. Try again in a second.'
    const type = isProgram(req) ? 'application/fhir+json' : 'text/plain'
    const common = { ...headers, 'retry-after': '1', connection: 'close' }
    res.writeHead(503, { ...common, 'content-type': `${type}; charset=utf-8` })
    res.end(isProgram(req) ? outcomeText(503, words) : `${words}\n`)
  }
