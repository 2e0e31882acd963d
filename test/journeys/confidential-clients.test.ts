import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeClientKey } from '../../src/gateways/make-client-key.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts'
import { listening } from '../sandbox/ehr/listening.ts'
import { createClinician } from '../support/clinician.ts'
import { type RunningApp, startApp } from '../support/running-app.ts'

const MODES = ['client_secret', 'private_key_jwt'] as const
type Mode = (typeof MODES)[number]

const entries = z.array(z.looseObject({ auth: z.string() }))
const folder = mkdtempSync(join(tmpdir(), 'workwell-'))
const ehrs = new Map<Mode, Sandbox>()
let app: RunningApp

/** The entry that the EHR's page gives to copy, with the key file where this test has it. */
async function copied(mode: Mode, ehr: Sandbox): Promise<unknown> {
  const all = entries.parse(await (await fetch(`${ehr.url}/clients`)).json())
  const entry = all.find(({ auth }) => auth === mode)
  if (mode === 'client_secret') return entry
  const keyFile = join(folder, 'client-key.json')
  makeClientKey(keyFile)
  return { ...entry, keyFile }
}

beforeAll(async () => {
  const free = await listening()
  await free.close()
  const PORT = new URL(free.url).port
  const registry: unknown[] = []
  for (const mode of MODES) {
    const ehr = await createSandbox({ port: 0, appUrl: `http://localhost:${PORT}`, dataDir: join(folder, mode) })
    ehrs.set(mode, ehr)
    registry.push(await copied(mode, ehr))
  }
  const EHR_REGISTRY = join(folder, 'registry.json')
  writeFileSync(EHR_REGISTRY, JSON.stringify(registry))
  app = await startApp({ PORT, EHR_REGISTRY, MAKE_BELIEVE_SECRET: 'make-believe-secret-that-everybody-knows' })
})
afterAll(async () => {
  await app.close()
  for (const ehr of ehrs.values()) await ehr.close()
  rmSync(folder, { recursive: true })
})

describe('an EHR at which the app has to prove itself', () => {
  const at = (mode: Mode): RunningApp => ({ ...app, sandboxUrl: ehrs.get(mode)?.url ?? '' })

  it.each(MODES)('launches it, with the settings copied from its page: %s', async mode => {
    const page = await createClinician(at(mode)).launchToRefer('patient-typical')
    expect(page.status).toBe(200)
    expect(page.html).toContain('Gareth Ashworth')
  })

  it.each(MODES)('lets it renew its sign-in, each time with a new proof: %s', async mode => {
    await fetch(`${at(mode).sandboxUrl}/faults/fhir-401-until-refresh`, { method: 'PUT' })
    const page = await createClinician(at(mode)).launchToRefer('patient-typical')
    await fetch(`${at(mode).sandboxUrl}/faults`, { method: 'DELETE' })
    expect(page.html).toContain('Gareth Ashworth')
    expect(page.html).not.toContain('Not everything could be read')
  })
})
