import express from 'express'
import type { Bundle, FhirResource, Patient } from 'fhir/r4.js'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { clinicianResources } from '../../../src/sandbox/ehr/clinicians.ts'
import { createFhirServer } from '../../../src/sandbox/fhir-server/fhir-server.ts'
import { type SeedStep, seed } from '../../../src/sandbox/patients/seed.ts'
import { syntheticPatients } from '../../../src/sandbox/patients/synthetic-patients.ts'
import { serveApp } from '../../support/serve-app.ts'

const BASE = 'http://fhir.example/fhir'
const everything: FhirResource[] = [
  ...clinicianResources(),
  ...syntheticPatients('2026-09-03').flatMap(each => each.resources),
]
const lone = {
  resourceType: 'Patient',
  id: 'patient-lone',
  name: [{ family: 'Lone' }],
} satisfies Patient

async function onServer(use: (base: string) => Promise<void>): Promise<void> {
  const server = createFhirServer()
  await serveApp(express().use('/fhir', server.router), base => use(`${base}/fhir`))
  await server.close()
}

async function versions(base: string): Promise<Map<string, string>> {
  const held = await Promise.all(
    everything.map(async ({ resourceType, id }) => {
      const answer: FhirResource = await (await fetch(`${base}/${resourceType}/${id}`)).json()
      return [`${resourceType}/${id}`, answer.meta?.versionId ?? 'none'] as const
    }),
  )
  return new Map(held)
}

describe('seeding a FHIR server', () => {
  it('loads everything once, and the second time nothing changes', async () => {
    await onServer(async base => {
      const first = await seed(base, everything)
      expect(first).toMatchObject({ ok: true, value: { created: everything.length, updated: 0, unchanged: 0 } })
      const before = await versions(base)
      const again = await seed(base, everything)
      expect(again).toMatchObject({ ok: true, value: { created: 0, updated: 0, unchanged: everything.length } })
      expect(await versions(base)).toEqual(before)
      expect(new Set(before.values())).toEqual(new Set(['1']))
    })
  })

  it('makes no copies: there are as many patients as were loaded', async () => {
    await onServer(async base => {
      await seed(base, everything)
      await seed(base, everything)
      const found: Bundle = await (await fetch(`${base}/Patient?_summary=count`)).json()
      expect(found.total).toBe(everything.filter(each => each.resourceType === 'Patient').length)
    })
  })

  it('updates only what changed', async () => {
    await onServer(async base => {
      await seed(base, everything)
      const tomorrow = syntheticPatients('2026-09-04').flatMap(each => each.resources)
      const result = await seed(base, tomorrow)
      expect(result).toMatchObject({ ok: true, value: { created: 0 } })
      expect(result.ok && result.value.updated).toBeGreaterThan(0)
      expect(result.ok && result.value.unchanged).toBeGreaterThan(0)
    })
  })

  it('loads the practices and clinicians first, then patient by patient, and tells each step', async () => {
    await onServer(async base => {
      const steps: SeedStep[] = []
      await seed(base, everything, { onStep: step => steps.push(step) })
      expect(steps.map(each => each.load)).toEqual([
        'practices and clinicians',
        ...syntheticPatients('2026-09-03').map(each => each.id),
      ])
    })
  })

  it('puts all of one patient into one transaction under ids of ours', async () => {
    const sent: Bundle[] = []
    nock(BASE).get(/.*/).times(20).reply(404, { resourceType: 'OperationOutcome', issue: [] })
    nock(BASE)
      .post(/.*/)
      .reply(200, (_uri, body) => {
        const bundle: Bundle = JSON.parse(typeof body === 'string' ? body : JSON.stringify(body))
        sent.push(bundle)
        const entry = bundle.entry?.map(() => ({ response: { status: '201' } }))
        return { resourceType: 'Bundle', type: 'transaction-response', entry }
      })
    const [typical] = syntheticPatients('2026-09-03')
    expect(await seed(BASE, typical?.resources ?? [])).toMatchObject({ ok: true })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.type).toBe('transaction')
    expect(sent[0]?.entry?.map(each => each.request)).toEqual(
      typical?.resources.map(each => ({ method: 'PUT', url: `${each.resourceType}/${each.id}` })),
    )
  })
})

describe('a server that cannot be seeded', () => {
  it('is told from an address where nobody answers', async () => {
    nock(BASE)
      .get(/.*/)
      .times(2)
      .replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    expect(await seed(BASE, [lone])).toMatchObject({
      ok: false,
      failure: { code: 'UNREACHABLE', load: 'patient-lone', message: expect.stringContaining('does not answer') },
    })
  })

  it('is told when it takes too long', async () => {
    nock(BASE).get(/.*/).times(2).delay(500).reply(200, lone)
    expect(await seed(BASE, [lone], { timeoutMs: 50 })).toMatchObject({ ok: false, failure: { code: 'TIMEOUT' } })
  })

  it('has its own words repeated when it refuses', async () => {
    nock(BASE).get(/.*/).reply(404, {})
    nock(BASE)
      .post(/.*/)
      .reply(422, {
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'invariant', diagnostics: 'practice is unknown' }],
      })
    expect(await seed(BASE, [lone])).toMatchObject({
      ok: false,
      failure: { code: 'REFUSED', status: 422, message: expect.stringContaining('practice is unknown') },
    })
  })

  it.each([
    [401, 'UNAUTHORIZED'],
    [500, 'SERVER_ERROR'],
  ] as const)('is told by its status %i', async (status, code) => {
    nock(BASE).get(/.*/).times(2).reply(status, {})
    expect(await seed(BASE, [lone])).toMatchObject({ ok: false, failure: { code, status } })
  })

  it('is told from a page that is no FHIR', async () => {
    nock(BASE).get(/.*/).reply(200, '<html>Welcome</html>', { 'content-type': 'text/html' })
    expect(await seed(BASE, [lone])).toMatchObject({ ok: false, failure: { code: 'GARBAGE' } })
  })

  it('never gets a resource without an id, which would be copied at every run', async () => {
    expect(await seed(BASE, [{ resourceType: 'Patient' }])).toMatchObject({ ok: false, failure: { code: 'NO_ID' } })
  })
})
