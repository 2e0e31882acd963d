import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { composeCommand, startInCompose } from './compose-hapi.ts'
import type { HapiProcess } from './hapi-process.ts'
import { startNatively } from './native-hapi.ts'

export interface Hapi {
  readonly base: string
  /** Resolves when it ends without being asked to. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export interface HapiOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly say?: (line: string) => void
  /** What differs from application.yaml, by the image's names: on a server of its own, which Java runs. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A cold start took 20 seconds on two free cores; a busy machine, or an image that is fetched first, needs many times that. */
const READY_WITHIN_MS = 300_000

/**
 * A real HAPI FHIR R4 server on this machine, ready for requests: by docker compose where a Docker engine answers, else with
 * Java and Maven.
 *
 * @throws Error in one plain sentence when the port is taken, a program is missing or the server does not come up
 */
export async function startHapi({ port: asked, say = () => undefined, settings }: HapiOptions): Promise<Hapi> {
  const port = await freePort(asked)
  const compose = settings ? undefined : composeCommand()
  const server = compose ? startInCompose(compose, port, say) : await startNatively(port, say, settings)
  const base = `http://localhost:${port}/fhir`
  try {
    say('Waiting until it answers. This takes about half a minute.')
    await untilReady(base, server)
  } catch (error) {
    await server.stop()
    throw error
  }
  return { base, ended: server.ended, stop: server.stop }
}

/** @throws Error when the port that was asked for is taken */
async function freePort(asked: number): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${asked} is taken. Stop the program that uses it, or set HAPI_PORT to a free port.`)
          : error,
      ),
    )
    probe.listen(asked, '127.0.0.1', resolve)
  })
  const { port } = z.object({ port: z.number() }).parse(probe.address())
  await new Promise(resolve => probe.close(resolve))
  return port
}

async function untilReady(base: string, server: HapiProcess): Promise<void> {
  let hasEnded = false
  void server.ended.then(() => {
    hasEnded = true
  })
  const deadline = Date.now() + READY_WITHIN_MS
  while (Date.now() < deadline) {
    if (hasEnded) throw new Error(`HAPI stopped before it was ready.${server.lastWords()}`)
    // It answers /metadata a little before it has loaded everything: the health endpoint is the one that its image is probed by.
    if ((await answers(new URL('/actuator/health', base).href)) && (await answers(`${base}/metadata`))) return
    await Promise.race([sleep(500), server.ended])
  }
  throw new Error(`HAPI was not ready within ${READY_WITHIN_MS / 60_000} minutes.${server.lastWords()}`)
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(20_000) }).then(
    async response => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
