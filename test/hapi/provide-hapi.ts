import type { TestProject } from 'vitest/node'
import { startHapi } from './start-hapi.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The FHIR base of the HAPI server that this run is about. */
    hapi: string
  }
}

/** Once per run: a HAPI server on a free port, or the one of HAPI_URL, which is left as it is. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.HAPI_URL
  if (running) {
    project.provide('hapi', running.replace(/\/+$/, ''))
    return undefined
  }
  const started = Date.now()
  const hapi = await startHapi({ port: 0, say: line => console.log(line) })
  console.log(`HAPI is ready at ${hapi.base} after ${Math.round((Date.now() - started) / 1000)} s.\n`)
  project.provide('hapi', hapi.base)
  return hapi.stop
}
