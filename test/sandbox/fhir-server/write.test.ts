import { describe, expect, test } from 'vitest'
import { byIdentifier, byTag, matchedIds, tag, unique } from '../../contract/contract-client.ts'
import { observation, patient, task, transaction } from '../../contract/sample-resources.ts'
import { expressionsOf, servedFhirClient } from './served.ts'

const client = servedFhirClient()

describe('writes beyond the contract', () => {
  test.each([
    [
      'ServiceRequest',
      { resourceType: 'ServiceRequest' },
      ['ServiceRequest.intent', 'ServiceRequest.status', 'ServiceRequest.subject'],
    ],
    [
      'Task',
      { resourceType: 'Task', input: [{}] },
      ['Task.input[0].type', 'Task.input[0].value[x]', 'Task.intent', 'Task.status'],
    ],
    ['Observation', { resourceType: 'Observation' }, ['Observation.code', 'Observation.status']],
    ['Condition', { resourceType: 'Condition' }, ['Condition.subject']],
    ['Consent', { resourceType: 'Consent' }, ['Consent.category', 'Consent.scope', 'Consent.status']],
    ['QuestionnaireResponse', { resourceType: 'QuestionnaireResponse' }, ['QuestionnaireResponse.status']],
    ['Provenance', { resourceType: 'Provenance' }, ['Provenance.agent', 'Provenance.recorded', 'Provenance.target']],
  ])('a %s without what R4 requires answers 422 and names each path', async (type, body, expected) => {
    const reply = await client.post(type, body)
    expect(reply.status).toBe(422)
    expect([...expressionsOf(reply.text)].sort()).toEqual(expected)
  })

  test('an unknown code or a malformed date answers 400 and names the path', async () => {
    const badStatus = await client.post('Task', { ...task(unique()), status: 'posted' })
    expect([badStatus.status, expressionsOf(badStatus.text)]).toEqual([400, ['Task.status']])
    const badDate = await client.post('Patient', { ...patient(unique()), birthDate: '1984-02-30' })
    expect([badDate.status, expressionsOf(badDate.text)]).toEqual([400, ['Patient.birthDate']])
    const noOffset = await client.post('Task', { ...task(unique()), authoredOn: '2026-09-01T10:00:00' })
    expect([noOffset.status, expressionsOf(noOffset.text)]).toEqual([400, ['Task.authoredOn']])
    const badSubject = await client.post('Condition', { resourceType: 'Condition', subject: 'Patient/1' })
    expect([badSubject.status, expressionsOf(badSubject.text)]).toEqual([400, ['Condition.subject']])
  })

  test('no error text repeats what the resource said', async () => {
    const reply = await client.post('Patient', { ...patient(unique()), birthDate: 'secret-birthday', id: 7 })
    expect(reply.status).toBe(400)
    expect(reply.text).not.toContain('secret')
    expect((await client.ask('Patient', { method: 'POST', body: '{"family":"secret' })).text).not.toContain('secret')
  })

  test('tags outlive an update that does not repeat them', async () => {
    const code = unique()
    const created = await client.made(patient(unique(), { meta: tag(code) }))
    await client.put(`Patient/${created.id}`, { ...patient(unique()), id: created.id })
    expect(matchedIds(await client.search(`Patient?${byTag(code)}`))).toEqual([created.id])
  })

  test('what the client says of version and time is not believed', async () => {
    const meta = { versionId: '77', lastUpdated: '1999-01-01T00:00:00Z' }
    const created = await client.made(patient(unique(), { meta }))
    expect(created.meta?.versionId).toBe('1')
    expect(created.meta?.lastUpdated).not.toMatch(/^1999/)
  })

  test('If-None-Match with the current version answers 304', async () => {
    const { id } = await client.made(patient(unique()))
    expect((await client.get(`Patient/${id}`, { 'If-None-Match': 'W/"1"' })).status).toBe(304)
    expect((await client.get(`Patient/${id}`, { 'If-None-Match': 'W/"9"' })).status).toBe(200)
  })

  test('an If-Match that is no version answers 500, as HAPI does', async () => {
    const created = await client.made(patient(unique()))
    expect((await client.put(`Patient/${created.id}`, created, { 'If-Match': 'newest' })).status).toBe(500)
  })

  test('a stored Bundle keeps its inner references as they are', async () => {
    const reference = `Patient?${byIdentifier(unique())}`
    const document = { ...transaction({ resource: observation(unique(), reference) }), type: 'collection' }
    const made = await client.made(document)
    expect((await client.get(`Bundle/${made.id}`)).text).toContain(reference)
  })

  test('a urn:uuid in an identifier value is data, not an address', async () => {
    const fullUrl = `urn:uuid:${unique()}`
    const body = { ...patient(unique()), identifier: [{ system: 'urn:ietf:rfc:3986', value: fullUrl }] }
    await client.post('', transaction({ fullUrl, resource: body, request: { method: 'POST', url: 'Patient' } }))
    expect((await client.search(`Patient?identifier=${encodeURIComponent(fullUrl)}`)).entry).toHaveLength(1)
  })

  test('a conditional update whose body names another resource is refused', async () => {
    const value = unique()
    await client.made(patient(value))
    const reply = await client.put(`Patient?${byIdentifier(value)}`, { ...patient(value), id: `c-${unique()}` })
    expect(reply.status).toBe(400)
  })

  test('a reference to another server is called what it is', async () => {
    const reply = await client.post('Observation', observation(unique(), 'https://elsewhere.example/fhir/Patient/1'))
    expect(reply.outcome().issue[0]?.diagnostics).toContain('external reference')
    expect(expressionsOf(reply.text)).toEqual(['Observation.subject'])
  })

  test('$validate takes Parameters, and says so when the type is another', async () => {
    const wrapped = (resource: unknown) => ({
      resourceType: 'Parameters',
      parameter: [{ name: 'resource', resource }],
    })
    const good = await client.post('Task/$validate', wrapped(task(unique())))
    expect([good.status, good.outcome().issue[0]?.severity]).toEqual([200, 'information'])
    const other = await client.post('Task/$validate', wrapped(patient(unique())))
    expect([other.status, other.outcome().issue[0]?.severity]).toEqual([200, 'error'])
  })

  test('a conditional delete without a condition deletes nobody', async () => {
    const reply = await client.remove('Patient')
    expect(reply.status).toBe(400)
  })
})
