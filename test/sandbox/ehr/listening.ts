import { createServer, type Server } from 'node:http'
import express, { type Express } from 'express'

export interface Listening {
  readonly url: string
  readonly app: Express
  close(): Promise<void>
}

const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

/** An express app that already listens, so that its address is known before its routes are made. */
export async function listening(): Promise<Listening> {
  const app = express()
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    app,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
