import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { createContractClient, unique } from '../../contract/contract-client.ts'
import { observation, patient, transaction } from '../../contract/sample-resources.ts'
import { serveFhir } from './served.ts'

let folder = ''
let journalFile = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fhir-journal-'))
  journalFile = join(folder, 'deeper', 'fhir.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = async <T>(work: (client: ReturnType<typeof createContractClient>) => Promise<T>): Promise<T> => {
  const served = await serveFhir({ journalFile })
  try {
    return await work(createContractClient(() => served.base))
  } finally {
    await served.stop()
  }
}
const lines = () => readFileSync(journalFile, 'utf8').split('\n').slice(0, -1)

test('what was written, changed and deleted is the same after a restart', async () => {
  const { kept, gone } = await run(async client => {
    const created = await client.made(patient(unique()))
    await client.put(`Patient/${created.id}`, { ...created, active: false })
    const deleted = await client.made(patient(unique()))
    await client.remove(`Patient/${deleted.id}`)
    return { kept: (await client.get(`Patient/${created.id}`)).text, gone: deleted.id }
  })
  await run(async client => {
    const { id } = JSON.parse(kept)
    expect((await client.get(`Patient/${id}`)).text).toBe(kept)
    expect((await client.get(`Patient/${id}/_history`)).bundle().entry).toHaveLength(2)
    expect((await client.get(`Patient/${gone}`)).status).toBe(410)
  })
})

test('ids are not given twice after a restart', async () => {
  const first = await run(async client => (await client.made(patient(unique()))).id)
  const second = await run(async client => (await client.made(patient(unique()))).id)
  expect(Number(second)).toBeGreaterThan(Number(first))
})

test('a transaction is one line, and a refused one is none', async () => {
  await run(async client => {
    const fullUrl = `urn:uuid:${randomUUID()}`
    const person = { fullUrl, resource: patient(unique()), request: { method: 'POST', url: 'Patient' } as const }
    const finding = (subject: string) => ({
      resource: observation(unique(), subject),
      request: { method: 'POST', url: 'Observation' } as const,
    })
    expect((await client.post('', transaction(person, finding(fullUrl)))).status).toBe(200)
    expect(lines()).toHaveLength(1)
    expect((await client.post('', transaction(person, finding('Patient/nobody')))).status).toBe(400)
    expect(lines()).toHaveLength(1)
  })
})

test('an update that changes nothing adds no line', async () => {
  await run(async client => {
    const created = await client.made(patient(unique()))
    await client.put(`Patient/${created.id}`, created)
    expect(lines()).toHaveLength(1)
  })
})

test('a torn last line is left out and cut away, and writing goes on after it', async () => {
  const whole = await run(async client => (await client.made(patient(unique()))).id)
  appendFileSync(journalFile, '[{"type":"Patient","id":"torn","version":1,"at":"2026-')
  const next = await run(async client => {
    expect((await client.get(`Patient/${whole}`)).status).toBe(200)
    expect((await client.get('Patient/torn')).status).toBe(404)
    return (await client.made(patient(unique()))).id
  })
  expect(lines()).toHaveLength(2)
  await run(async client => {
    expect((await client.get(`Patient/${whole}`)).status).toBe(200)
    expect((await client.get(`Patient/${next}`)).status).toBe(200)
  })
})

test('a last line that lacks only its newline was never answered, so it is cut too', async () => {
  await run(client => client.made(patient(unique())))
  writeFileSync(journalFile, readFileSync(journalFile, 'utf8').trimEnd())
  await run(async client => {
    expect((await client.search('Patient')).entry).toEqual([])
  })
})

test('a damaged line in the middle stops the start and is named', async () => {
  await run(async client => {
    await client.made(patient(unique()))
    await client.made(patient(unique()))
  })
  const [, second] = lines()
  writeFileSync(journalFile, `{"half":\n${second}\n`)
  expect(() => createFhirServer({ journalFile })).toThrow(/line 1 is damaged/)
})

test('a journal of many pieces is read whole, whatever letters stand where a piece ends', async () => {
  const [line] = await run(async client => {
    await client.made(patient(unique()))
    return lines()
  })
  const [version] = JSON.parse(line ?? '')
  const name = (index: number) => [{ family: `Ζωή-${'ö€😀'.repeat(9_000 + index)}` }]
  for (let index = 0; index < 60; index += 1) {
    const resource = { ...version.resource, id: `many-${index}`, name: name(index) }
    appendFileSync(journalFile, `${JSON.stringify([{ ...version, id: `many-${index}`, resource }])}\n`)
  }
  await run(async client => {
    for (const index of [0, 17, 42, 59])
      expect((await client.get(`Patient/many-${index}`)).resource()).toMatchObject({ name: name(index) })
    expect((await client.search('Patient?_summary=count')).total).toBe(61)
  })
})
