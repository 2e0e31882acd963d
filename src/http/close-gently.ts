import type { Server } from 'node:http'

const SWEEP_MS = 50

/** Takes no new connection, lets requests under way be answered, and cuts off what is not done when `graceMs` is over. */
export async function closeGently(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  // A connection that the browser keeps open after its answer is not waited for.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const end = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(end)
}
