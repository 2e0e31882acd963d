import { listen } from '../../src/sandbox/listen.ts'

/** A port that was free a moment ago, for a server that must know its number before it listens. */
export async function freePort(): Promise<number> {
  const server = await listen(() => undefined, 0, '127.0.0.1')
  await server.close()
  return server.port
}
