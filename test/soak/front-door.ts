import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Life } from './life.ts'

/** The one address of an installation: requests go to its web servers in turn. It lives on when one of them dies. */
export interface FrontDoor {
  readonly url: string
  readonly behind: ReadonlySet<Life>
  add(life: Life): void
  remove(life: Life): void
  /** Who was given the last POST to this path. */
  postedTo(path: string): Life | undefined
  close(): void
}

export async function openFrontDoor(): Promise<FrontDoor> {
  const behind = new Set<Life>()
  const posts = new Map<string, Life>()
  const agent = new Agent({ keepAlive: true })
  let turn = 0

  function pass(from: IncomingMessage, to: ServerResponse): void {
    turn += 1
    const life = [...behind][turn % behind.size]
    if (!life) return void to.destroy()
    const { method, url: path = '', headers } = from
    if (method === 'POST') posts.set(path, life)
    const onward = request({ agent, host: '127.0.0.1', port: life.port, method, path, headers }, answer => {
      to.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.on('error', () => to.destroy()).pipe(to)
    })
    // Whoever waits sees a line that was cut, as without a front door.
    onward.on('error', () => to.destroy())
    from.pipe(onward)
  }

  const server = createServer(pass)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    behind,
    add: life => void behind.add(life),
    remove: life => void behind.delete(life),
    postedTo: path => posts.get(path),
    close() {
      agent.destroy()
      server.close()
      server.closeAllConnections()
    },
  }
}
