import { createServer, type RequestListener } from 'node:http'

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/** @throws Error as node gives it, with its `code`: EADDRINUSE when another program has the port */
export async function listen(listener: RequestListener, port: number, host: string): Promise<Listening> {
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error === undefined ? resolve() : reject(error)))
        // Browsers keep connections open that nothing more comes over.
        server.closeAllConnections()
      }),
  }
}
