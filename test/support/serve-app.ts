import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'

/** An express app on a free loopback port, for as long as `use` runs. */
export async function serveApp<T>(app: Express, use: (base: string) => Promise<T>): Promise<T> {
  const server: Server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    // A TCP server that listens has an AddressInfo; only pipes have a string.
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise(done => server.close(done))
  }
}
