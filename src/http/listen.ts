import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The port on which it listens from then on. @throws Error in one plain sentence when the port is taken */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Stop the program that uses it, or set PORT to a free port.`)
          : error,
      ),
    )
    server.listen(port, host, resolve)
  })
  return (server.address() as AddressInfo).port
}
