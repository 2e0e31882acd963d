import { createServer, type RequestListener, type Server } from 'node:http'

/** Milliseconds, and how many connections at once. A browser needs a fraction of a second for each of these. */
export interface ServerLimits {
  /** For all headers of a request. */
  readonly headers: number
  /** For the whole of a request. */
  readonly request: number
  /** Without a byte in either direction; longer than the slowest page, which waits for a record and a hub. */
  readonly silence: number
  readonly connections: number
}

const LIMITS: ServerLimits = { headers: 10_000, request: 30_000, silence: 60_000, connections: 2000 }

/** The HTTP server of the app. Who sends a request drop by drop, or opens connections without end, is cut off. */
export function createWebServer({ headers, request, silence, connections }: ServerLimits = LIMITS): Server {
  const server = createServer({
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: Math.min(5000, headers / 4),
  })
  server.setTimeout(silence)
  server.maxConnections = connections
  return server
}

/** Answers until the app is there: a probe or a browser that comes while the store is being opened is told so, not kept waiting. */
export const answerStarting: RequestListener = (_req, res) => {
  res.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1', connection: 'close' })
  res.end('Starting. Try again in a second.\n')
}
