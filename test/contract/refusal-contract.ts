import { describe, expect, test } from 'vitest'
import { byIdentifier, type ContractClient, unique } from './contract-client.ts'
import { observation, patient, task } from './sample-resources.ts'

/** Missing required elements are not among these: HAPI as it comes accepts them. */
export const refusalContract = (client: ContractClient): void => {
  const raw = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    client.ask('Patient', { method: 'POST', body, headers })

  test.each<readonly [string, readonly number[], () => ReturnType<ContractClient['ask']>]>([
    ['an unknown id', [404], () => client.get(`Patient/c-${unique()}`)],
    ['an unknown resource type', [400, 404], () => client.get('Shoe/1')],
    ['an unknown operation', [400, 404], () => client.post('Patient/$polish', patient(unique()))],
    ['a body that is no JSON', [400], () => raw('{"resourceType":"Patient",')],
    ['an empty body', [400], () => raw('')],
    ['a body that is a list', [400, 422], () => raw('[]')],
    ['a body without resourceType', [400, 422], () => raw('{"active":true}')],
    ['a body of an unknown type', [400, 422], () => raw('{"resourceType":"Shoe"}')],
    ['a body of another type than the address', [400, 422], () => client.post('Patient', task(unique()))],
    ['a content type that is not FHIR', [400, 406, 415], () => raw('hello', { 'Content-Type': 'text/csv' })],
    ['a status that does not exist', [400, 422], () => client.post('Task', { ...task(unique()), status: 'posted' })],
    [
      'a date that is none',
      [400, 422],
      () => client.post('Patient', { ...patient(unique()), birthDate: '11/03/1984' }),
    ],
    [
      'a reference to nobody',
      [400, 404, 412, 422],
      () => client.post('Observation', observation(unique(), `Patient/c-${unique()}`)),
    ],
    [
      'a reference to another server',
      [400, 422],
      () => client.post('Observation', observation(unique(), 'https://elsewhere.example/fhir/Patient/1')),
    ],
  ])('%s is refused with an OperationOutcome', async (_name, statuses, send) => {
    const reply = await send()
    expect(statuses).toContain(reply.status)
    expect(reply.headers.get('content-type')).toMatch(/json/)
    const [issue] = reply.outcome().issue
    expect(['error', 'fatal']).toContain(issue?.severity)
    expect(issue?.code).not.toBe('')
  })

  test('what was refused is not stored', async () => {
    const value = unique()
    await client.post('Observation', observation(value, `Patient/c-${unique()}`))
    expect((await client.search(`Observation?${byIdentifier(value)}`)).entry).toEqual([])
  })

  test('a reference to a deleted resource is refused', async () => {
    const { id } = await client.made(patient(unique()))
    await client.remove(`Patient/${id}`)
    const reply = await client.post('Observation', observation(unique(), `Patient/${id}`))
    expect([400, 404, 409, 410, 412, 422]).toContain(reply.status)
  })

  describe('$validate', () => {
    test('answers 200 without an error for a good resource, and stores nothing', async () => {
      const value = unique()
      const reply = await client.post('Patient/$validate', patient(value))
      expect(reply.status).toBe(200)
      expect(reply.outcome().issue.filter(issue => ['error', 'fatal'].includes(issue.severity))).toEqual([])
      expect((await client.search(`Patient?${byIdentifier(value)}`)).entry).toEqual([])
    })

    test('names an error for a bad one, whatever the status of the answer', async () => {
      const reply = await client.post('Task/$validate', { ...task(unique()), status: 'posted' })
      expect([200, 400, 412, 422]).toContain(reply.status)
      expect(reply.outcome().issue.some(issue => ['error', 'fatal'].includes(issue.severity))).toBe(true)
    })
  })
}
