import type { Patient } from 'fhir/r4.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { createHubFaultGate } from '../../../src/sandbox/hub-faults/hub-fault-gate.ts'
import { createHubFaultRouter } from '../../../src/sandbox/hub-faults/hub-fault-router.ts'
import { createHubFaults, HUB_FAULTS } from '../../../src/sandbox/hub-faults/hub-faults.ts'
import { type Listening, listening } from '../ehr/listening.ts'

const fhir = createFhirServer({})
let hub: Listening
beforeAll(async () => {
  hub = await listening()
  const faults = createHubFaults()
  hub.app.use('/workwell/fhir', createHubFaultGate(faults), fhir.router)
  hub.app.use('/workwell/faults', createHubFaultRouter(faults))
})
afterEach(async () => {
  await fetch(`${hub.url}/workwell/faults`, { method: 'DELETE' })
})
afterAll(async () => {
  await hub.close()
  await fhir.close()
})

const turnOn = (name: string) => fetch(`${hub.url}/workwell/faults/${name}`, { method: 'PUT' })
const patients = async (): Promise<number> =>
  (await (await fetch(`${hub.url}/workwell/fhir/Patient?_summary=count`)).json()).total
const read = (init: RequestInit = {}) => fetch(`${hub.url}/workwell/fhir/Patient`, init)
const write = () =>
  fetch(`${hub.url}/workwell/fhir/Patient`, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Patient', name: [{ family: 'Synthetic' }] } satisfies Patient),
  })

describe('a fault of the hub', () => {
  it.each([
    ['server-error', 500, 500],
    ['too-busy', 429, 429],
    ['garbage', 200, 200],
    ['refuses', 200, 422],
    ['conflict', 200, 409],
  ])('answers reads and writes so, and writes nothing: %s', async (name, onRead, onWrite) => {
    const before = await patients()
    await turnOn(name)
    expect([(await read()).status, (await write()).status]).toEqual([onRead, onWrite])
    await fetch(`${hub.url}/workwell/faults/${name}`, { method: 'DELETE' })
    expect(await patients()).toBe(before)
    expect((await write()).status).toBe(201)
  })

  it('says when to come back (too-busy), why not (refuses), or nothing of use (garbage)', async () => {
    await turnOn('too-busy')
    expect((await read()).headers.get('retry-after')).toBe('10')
    await fetch(`${hub.url}/workwell/faults`, { method: 'DELETE' })
    await turnOn('refuses')
    expect((await (await write()).json()).issue[0].diagnostics).toContain('takes no referrals')
    await fetch(`${hub.url}/workwell/faults`, { method: 'DELETE' })
    await turnOn('garbage')
    expect(await (await read()).text()).toContain('Please log in')
  })

  it('breaks every connection: down', async () => {
    await turnOn('down')
    await expect(read()).rejects.toThrow('fetch failed')
    await expect(write()).rejects.toThrow('fetch failed')
  })

  it('does not answer for a while: slow', async () => {
    await turnOn('slow')
    await expect(read({ signal: AbortSignal.timeout(300) })).rejects.toThrow(/abort|timeout/i)
  })

  it('writes, and then loses the answer: commits-then-drops', async () => {
    const before = await patients()
    await turnOn('commits-then-drops')
    await expect(write()).rejects.toThrow('fetch failed')
    expect(await patients()).toBe(before + 1)
  })
})

describe('the page of the hub’s faults', () => {
  it('has a button for each, and says SYNTHETIC', async () => {
    const page = await (await fetch(`${hub.url}/workwell/faults`, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('SYNTHETIC')
    for (const { name } of HUB_FAULTS) expect(page).toContain(`action="/workwell/faults/${name}"`)
  })
})
