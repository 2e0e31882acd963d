import { z } from 'zod'
import { type Hapi, startHapi } from './start-hapi.ts'

// npm run hapi: a real HAPI FHIR R4 server to test against, until Ctrl+C.

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const port = z.coerce.number().int().min(1).max(65535).default(8080)

async function run(): Promise<void> {
  const asked = port.safeParse(process.env.HAPI_PORT || undefined)
  if (!asked.success) throw new Error('HAPI_PORT is not the number of a port.')
  let ready: Hapi | undefined
  const stop = async (): Promise<void> => {
    say('\nStopping HAPI.')
    // What is not ready yet ends with this process.
    await ready?.stop()
    process.exit()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)

  ready = await startHapi({ port: asked.data, say })
  say(
    `\nHAPI FHIR R4 is ready.\n\n  ${ready.base}\n\n  Make-believe patients: npm run seed -- ${ready.base}\n  Ctrl+C stops it.\n`,
  )
  await ready.ended
}

try {
  await run()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
