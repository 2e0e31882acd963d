import { describe, expect, test } from 'vitest'
import { byIdentifier, matchedIds, unique } from '../../contract/contract-client.ts'
import { observation, patient, task, transaction } from '../../contract/sample-resources.ts'
import { expressionsOf, servedFhirClient } from './served.ts'

const client = servedFhirClient()

describe('all or nothing', () => {
  test('a refused transaction leaves neither resource nor version nor history', async () => {
    const created = await client.made(patient(unique()))
    const before = (await client.get('_history?_count=1')).bundle().total
    const reply = await client.post(
      '',
      transaction(
        { resource: { ...created, resourceType: 'Patient' }, request: { method: 'PUT', url: `Patient/${created.id}` } },
        { resource: patient(unique()), request: { method: 'POST', url: 'Patient' } },
        { request: { method: 'DELETE', url: `Patient/${created.id}` } },
      ),
    )
    expect(reply.status).toBe(400)
    expect((await client.get('_history?_count=1')).bundle().total).toBe(before)
    expect((await client.get(`Patient/${created.id}`)).headers.get('etag')).toBe('W/"1"')
  })

  test('a refusal names the element from the Bundle down', async () => {
    const reply = await client.post(
      '',
      transaction(
        { resource: patient(unique()), request: { method: 'POST', url: 'Patient' } },
        { resource: { ...task(unique()), status: undefined } as never, request: { method: 'POST', url: 'Task' } },
      ),
    )
    expect(reply.status).toBe(422)
    expect(expressionsOf(reply.text)).toEqual(['Bundle.entry[1].resource.status'])
  })

  test('twenty conditional creates at once are one 201 and nineteen 200 for the same resource', async () => {
    const value = unique()
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.post('Patient', patient(value), { 'If-None-Exist': byIdentifier(value) }),
      ),
    )
    expect(replies.filter(reply => reply.status === 201)).toHaveLength(1)
    expect(replies.filter(reply => reply.status === 200)).toHaveLength(19)
    expect(new Set(replies.map(reply => reply.resource().id)).size).toBe(1)
  })
})

describe('transactions beyond the contract', () => {
  const deletion = (url: string) => ({ request: { method: 'DELETE' as const, url } })

  test('a resource that others point at is not deleted by a transaction either', async () => {
    const { id } = await client.made(patient(unique()))
    await client.made(observation(unique(), `Patient/${id}`))
    expect((await client.post('', transaction(deletion(`Patient/${id}`)))).status).toBe(409)
    expect((await client.get(`Patient/${id}`)).status).toBe(200)
  })

  test('the same fullUrl, or the same target, twice is refused', async () => {
    const fullUrl = `urn:uuid:${unique()}`
    const entry = () => ({ fullUrl, resource: patient(unique()), request: { method: 'POST' as const, url: 'Patient' } })
    expect((await client.post('', transaction(entry(), entry()))).status).toBe(400)
    const id = `c-${unique()}`
    const put = () => ({
      resource: { ...patient(unique()), id },
      request: { method: 'PUT' as const, url: `Patient/${id}` },
    })
    expect((await client.post('', transaction(put(), put()))).status).toBe(400)
    expect((await client.get(`Patient/${id}`)).status).toBe(404)
  })

  test('an entry whose resource has another id than its url is refused', async () => {
    const resource = { ...patient(unique()), id: `c-${unique()}` }
    const reply = await client.post('', transaction({ resource, request: { method: 'PUT', url: 'Patient/c-other' } }))
    expect(reply.status).toBe(400)
  })

  test('what was written comes back only when asked for', async () => {
    const reply = await client.post(
      '',
      transaction({ resource: patient(unique()), request: { method: 'POST', url: 'Patient' } }),
    )
    expect(reply.bundle().entry[0]?.resource).toBeUndefined()
  })

  test('a conditional reference finds what the same transaction makes under that condition', async () => {
    const [person, finding] = [unique(), unique()]
    const reply = await client.post(
      '',
      transaction(
        {
          resource: observation(finding, `Patient?${byIdentifier(person)}`),
          request: { method: 'POST', url: 'Observation' },
        },
        {
          resource: patient(person),
          request: { method: 'POST', url: 'Patient', ifNoneExist: byIdentifier(person) },
        },
      ),
    )
    expect(reply.status).toBe(200)
    const made = matchedIds(await client.search(`Patient?${byIdentifier(person)}`))
    const found = await client.search(`Observation?${byIdentifier(finding)}`)
    expect(found.entry[0]?.resource).toMatchObject({ subject: { reference: `Patient/${made[0]}` } })
  })

  test('conditional update and conditional delete work as entries', async () => {
    const [kept, gone] = [unique(), unique()]
    const { id } = await client.made(patient(gone))
    const update = (active: boolean) => ({
      resource: patient(kept, { active }),
      request: { method: 'PUT' as const, url: `Patient?${byIdentifier(kept)}` },
    })
    const first = await client.post('', transaction(update(true), deletion(`Patient?${byIdentifier(gone)}`)))
    expect(first.bundle().entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['201', '204'])
    expect((await client.get(`Patient/${id}`)).status).toBe(410)
    const second = await client.post('', transaction(update(false)))
    expect(second.bundle().entry[0]?.response?.etag).toBe('W/"2"')
  })

  test('an entry without a method is refused and named', async () => {
    const reply = await client.post('', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { url: 'Patient' } }],
    })
    expect([reply.status, expressionsOf(reply.text)]).toEqual([400, ['Bundle.entry[0].request.method']])
  })

  test('a batch cannot hold a Bundle to be processed', async () => {
    const inner = transaction({ resource: patient(unique()), request: { method: 'POST', url: 'Patient' } })
    const entry = [{ resource: inner, request: { method: 'POST', url: '/' } }]
    const reply = await client.post('', { resourceType: 'Bundle', type: 'batch', entry })
    expect(reply.bundle().entry[0]?.response?.status).toMatch(/^400/)
  })
})
