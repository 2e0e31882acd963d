import nock from 'nock'
import { afterEach, describe, expect, it } from 'vitest'
import { createEhrQuery } from '../../src/gateways/ehr-query.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'

const baseUrl = 'https://ehr.example/fhir'
const query = (granted = ['Condition'], timeoutMs = 20_000) =>
  createEhrQuery(createFhirClient({ baseUrl, timeoutMs, accessToken: () => 'secret-token' }), {
    patientId: 'p1',
    mayDo: type => granted.includes(type),
  })
const answers = (status: number, body?: nock.Body, delayMs = 0) =>
  nock(baseUrl)
    .persist()
    .get(/Condition/)
    .delay(delayMs)
    .reply(status, body, { 'content-type': 'application/fhir+json' })
const found = (...subjects: string[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: subjects.map((reference, index) => ({
    resource: { resourceType: 'Condition', id: `c${index}`, subject: { reference } },
  })),
})
const PATIENTS = 'Condition?patient=p1&clinical-status=active'

afterEach(() => nock.cleanAll())

describe('a search that a service’s own form asks for', () => {
  it('is answered with what the record holds of this patient', async () => {
    answers(200, found('Patient/p1', 'https://ehr.example/fhir/Patient/p1'))
    expect((await query()(PATIENTS))?.entry).toHaveLength(2)
  })

  it.each([
    ['it names no patient', 'Condition?code=1'],
    ['it names another patient', 'Condition?patient=p2'],
    ['it names two', 'Condition?patient=p1&patient=p2'],
    ['it names this one through another resource', 'Condition?subject.name=p1'],
    ['it was not granted', 'Observation?patient=p1'],
    ['it is no search of a record', 'Practitioner?patient=p1'],
    ['it is no search', 'Condition/c1'],
    ['it is an address', 'https://elsewhere.example/Condition?patient=p1'],
  ])('is not run where %s', async (_why, asked) => {
    const asks = nock(/.*/).get(/.*/).reply(200, found('Patient/p1'))
    expect(await query()(asked)).toBeUndefined()
    expect(asks.isDone()).toBe(false)
  })

  it.each([
    ['refused', 403, {}, 0],
    ['not found', 404, {}, 0],
    ['an error', 500, '<html>', 0],
    ['garbage', 200, '<html>', 0],
    ['too late', 200, found('Patient/p1'), 2000],
    ['mixed with another patient’s (hazard H01)', 200, found('Patient/p1', 'Patient/p2'), 0],
  ])('counts for nothing where the answer is %s', async (_what, status, body, delayMs) => {
    answers(status, body, delayMs)
    expect(await query(undefined, delayMs > 0 ? 50 : undefined)(PATIENTS)).toBeUndefined()
  })

  it('is not run a sixth time: a form that asks for more is not waited for', async () => {
    answers(200, found('Patient/p1'))
    const run = query()
    const all = await Promise.all(Array.from({ length: 7 }, () => run(PATIENTS)))
    expect(all.map(each => each !== undefined)).toEqual([true, true, true, true, true, false, false])
  })
})
