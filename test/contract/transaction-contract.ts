import { randomUUID } from 'node:crypto'
import type { BundleEntry, FhirResource } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { byIdentifier, type ContractClient, matchedIds, unique } from './contract-client.ts'
import { observation, patient, task, transaction } from './sample-resources.ts'

const post = (resource: FhirResource, fullUrl = `urn:uuid:${randomUUID()}`): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType },
})
const put = (resource: FhirResource, ifMatch?: string): BundleEntry => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}`, ...(ifMatch ? { ifMatch } : {}) },
})

export const transactionContract = (client: ContractClient): void => {
  const count = async (type: string, value: string) =>
    (await client.search(`${type}?${byIdentifier(value)}`)).entry.length

  test('the answers stand in the order of the requests, with status, location and etag', async () => {
    const [one, two] = [unique(), unique()]
    const reply = await client.post('', transaction(post(task(one)), post(patient(two))))
    const bundle = reply.bundle()
    expect(bundle.type).toBe('transaction-response')
    expect(bundle.entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['201', '201'])
    expect(bundle.entry[0]?.response?.location).toMatch(/Task\/[^/]+\/_history\/1$/)
    expect(bundle.entry[1]?.response?.location).toMatch(/Patient\/[^/]+\/_history\/1$/)
    expect(bundle.entry[0]?.response?.etag).toMatch(/1/)
  })

  test('one refused entry undoes them all', async () => {
    const [good, bad] = [unique(), unique()]
    const reply = await client.post(
      '',
      transaction(post(patient(good)), post(observation(bad, `Patient/c-${unique()}`))),
    )
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
    expect(await count('Patient', good)).toBe(0)
    expect(await count('Observation', bad)).toBe(0)
  })

  test('an unknown code in one entry undoes them all', async () => {
    const good = unique()
    const bad = { ...task(unique()), status: 'posted' }
    const entry = { ...post(task(unique())), resource: bad }
    const reply = await client.post('', { ...transaction(post(patient(good))), entry: [post(patient(good)), entry] })
    expect([400, 422]).toContain(reply.status)
    expect(await count('Patient', good)).toBe(0)
  })

  test('ifNoneExist in an entry finds the existing one, and references go to it', async () => {
    const [person, finding] = [unique(), unique()]
    const { id } = await client.made(patient(person))
    const fullUrl = `urn:uuid:${randomUUID()}`
    const known: BundleEntry = {
      fullUrl,
      resource: patient(person),
      request: { method: 'POST', url: 'Patient', ifNoneExist: byIdentifier(person) },
    }
    const reply = await client.post('', transaction(post(observation(finding, fullUrl)), known))
    expect(reply.bundle().entry[1]?.response?.status).toMatch(/^200/)
    expect(await count('Patient', person)).toBe(1)
    const found = await client.search(`Observation?${byIdentifier(finding)}`)
    expect(found.entry[0]?.resource).toMatchObject({ subject: { reference: `Patient/${id}` } })
  })

  test('what an entry updates is referred to by the name that the entry has', async () => {
    const [person, finding] = [unique(), unique()]
    const { id } = await client.made(patient(person))
    const updated = { ...put({ ...patient(person), id }), fullUrl: `urn:uuid:${randomUUID()}` }
    await client.post('', transaction(updated, post(observation(finding, updated.fullUrl))))
    const found = await client.search(`Observation?${byIdentifier(finding)}`)
    expect(found.entry[0]?.resource).toMatchObject({ subject: { reference: `Patient/${id}` } })
  })

  test('ifNoneExist that matches several refuses the whole', async () => {
    const [person, other] = [unique(), unique()]
    await client.made(patient(person))
    await client.made(patient(person))
    const entry: BundleEntry = {
      resource: patient(person),
      request: { method: 'POST', url: 'Patient', ifNoneExist: byIdentifier(person) },
    }
    const reply = await client.post('', transaction(post(task(other)), entry))
    expect(reply.status).toBe(412)
    expect(await count('Task', other)).toBe(0)
  })

  test('a conditional reference in an entry is resolved', async () => {
    const [person, finding] = [unique(), unique()]
    const { id } = await client.made(patient(person))
    await client.post('', transaction(post(observation(finding, `Patient?${byIdentifier(person)}`))))
    const found = await client.search(`Observation?${byIdentifier(finding)}`)
    expect(found.entry[0]?.resource).toMatchObject({ subject: { reference: `Patient/${id}` } })
  })

  test('a conditional reference without a match refuses the whole', async () => {
    const [other, finding] = [unique(), unique()]
    const reply = await client.post(
      '',
      transaction(post(task(other)), post(observation(finding, `Patient?${byIdentifier(unique())}`))),
    )
    expect([400, 404, 412, 422]).toContain(reply.status)
    expect(await count('Task', other)).toBe(0)
  })

  test('a placeholder that no entry has refuses the whole', async () => {
    const [other, finding] = [unique(), unique()]
    const reply = await client.post(
      '',
      transaction(post(task(other)), post(observation(finding, `urn:uuid:${randomUUID()}`))),
    )
    expect([400, 404, 412, 422]).toContain(reply.status)
    expect(await count('Task', other)).toBe(0)
  })

  test('an old version in ifMatch refuses the whole', async () => {
    const other = unique()
    const id = `c-${unique()}`
    await client.put(`Task/${id}`, { ...task(unique()), id })
    await client.put(`Task/${id}`, { ...task(unique()), id })
    const stale = put({ ...task(unique(), { status: 'completed' }), id }, 'W/"1"')
    const reply = await client.post('', transaction(post(patient(other)), stale))
    expect([409, 412]).toContain(reply.status)
    expect(await count('Patient', other)).toBe(0)
    expect((await client.get(`Task/${id}`)).resource()).toMatchObject({ status: 'requested' })
  })

  test('the current version in ifMatch lets the whole through', async () => {
    const id = `c-${unique()}`
    const value = unique()
    await client.put(`Task/${id}`, { ...task(value), id })
    const reply = await client.post('', transaction(put({ ...task(value, { status: 'received' }), id }, 'W/"1"')))
    expect(reply.bundle().entry[0]?.response?.status).toMatch(/^200/)
    expect((await client.get(`Task/${id}`)).resource()).toMatchObject({ status: 'received' })
  })

  test('entries that create under client ids may point at each other', async () => {
    const [one, two] = [`c-${unique()}`, `c-${unique()}`]
    const reply = await client.post(
      '',
      transaction(put({ ...observation(unique(), `Patient/${two}`), id: one }), put({ ...patient(unique()), id: two })),
    )
    expect(reply.status).toBe(200)
    expect((await client.get(`Observation/${one}`)).resource()).toMatchObject({
      subject: { reference: `Patient/${two}` },
    })
  })

  test('a resource and what points at it can be deleted together', async () => {
    const person = await client.made(patient(unique()))
    const finding = await client.made(observation(unique(), `Patient/${person.id}`))
    const reply = await client.post(
      '',
      transaction(
        { request: { method: 'DELETE', url: `Patient/${person.id}` } },
        { request: { method: 'DELETE', url: `Observation/${finding.id}` } },
      ),
    )
    expect(reply.status).toBe(200)
    expect((await client.get(`Patient/${person.id}`)).status).toBe(410)
  })

  test('a search in a transaction sees what the transaction wrote', async () => {
    const value = unique()
    const reply = await client.post(
      '',
      transaction(post(patient(value)), { request: { method: 'GET', url: `Patient?${byIdentifier(value)}` } }),
    )
    expect(reply.status).toBe(200)
    expect(reply.bundle().entry[1]?.resource).toMatchObject({ resourceType: 'Bundle', type: 'searchset' })
  })

  test('Prefer return=representation brings back what was written', async () => {
    const reply = await client.post('', transaction(post(patient(unique()))), { Prefer: 'return=representation' })
    expect(reply.bundle().entry[0]?.resource).toMatchObject({ resourceType: 'Patient', meta: { versionId: '1' } })
  })

  test('in a batch one may fail and the next succeed', async () => {
    const value = unique()
    const bundle = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [
        { request: { method: 'GET', url: `Patient/c-${unique()}` } },
        { resource: patient(value), request: { method: 'POST', url: 'Patient' } },
      ],
    }
    const reply = await client.post('', bundle)
    expect(reply.status).toBe(200)
    expect(reply.bundle().type).toBe('batch-response')
    expect(reply.bundle().entry.map(entry => entry.response?.status.slice(0, 3))).toEqual(['404', '201'])
    expect(await count('Patient', value)).toBe(1)
  })

  test('an empty transaction is answered, and a Bundle that is none is refused', async () => {
    expect((await client.post('', { resourceType: 'Bundle', type: 'transaction', entry: [] })).status).toBe(200)
    const reply = await client.post('', { resourceType: 'Bundle', type: 'searchset', entry: [] })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('the same ifNoneExist twice in one transaction makes one', async () => {
    const value = unique()
    const entry = (): BundleEntry<FhirResource> => ({
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: patient(value),
      request: { method: 'POST', url: 'Patient', ifNoneExist: byIdentifier(value) },
    })
    const reply = await client.post('', transaction(entry(), entry()))
    expect([200, 400, 412]).toContain(reply.status)
    expect(matchedIds(await client.search(`Patient?${byIdentifier(value)}`)).length).toBe(reply.status === 200 ? 1 : 0)
  })
}
