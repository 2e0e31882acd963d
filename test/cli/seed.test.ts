import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import express from 'express'
import { describe, expect, it } from 'vitest'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { serveApp } from '../support/serve-app.ts'

/** The command as `npm run seed -- <base>` runs it. */
async function runSeed(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/seed.ts', ...args])
  const ended = new Promise<number | null>(done => child.on('close', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, err }
}

describe('npm run seed', () => {
  it('loads a server, tells each patient with the scenario and the sum, and finds nothing to do the second time', async () => {
    const server = createFhirServer()
    await serveApp(express().use('/fhir', server.router), async origin => {
      const first = await runSeed(`${origin}/fhir`)
      expect(first).toMatchObject({ code: 0, err: '' })
      expect(first.out).toMatch(/^patient-typical: \d+ new, 0 changed, 0 as they were \(Typical: /m)
      const second = await runSeed(`${origin}/fhir/`)
      expect(second.out).toMatch(
        /^Done: \d+ synthetic patients are on .* Resources: 0 new, 0 changed, \d+ as they were\.$/m,
      )
    })
    await server.close()
  })

  it('says in a plain sentence that the server does not answer, and ends with 1', async () => {
    const { code, err } = await runSeed('http://127.0.0.1:9/fhir')
    expect(code).toBe(1)
    expect(err).toMatch(/^Stopped at practices and clinicians\. The FHIR server does not answer\./)
  })

  it.each([[[]], [['localhost:8080/fhir']], [['file:///etc/passwd']], [['nonsense']]])(
    'wants an address, and says how: %j',
    async args => {
      const { code, err } = await runSeed(...args)
      expect(code).toBe(1)
      expect(err).toBe('Say into which FHIR R4 server: npm run seed -- http://localhost:8080/fhir\n')
    },
  )
})
