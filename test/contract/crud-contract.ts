import type { Binary } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { type ContractClient, unique } from './contract-client.ts'
import { observation, patient } from './sample-resources.ts'

const FHIR_JSON = /^application\/fhir\+json/

export const crudContract = (client: ContractClient): void => {
  test('a create answers 201 with Location, ETag and Last-Modified', async () => {
    const reply = await client.post('Patient', patient(unique()))
    expect(reply.status).toBe(201)
    expect(reply.headers.get('location')).toMatch(/\/Patient\/[A-Za-z0-9\-.]{1,64}\/_history\/1$/)
    expect(reply.headers.get('etag')).toBe('W/"1"')
    expect(Date.parse(reply.headers.get('last-modified') ?? '')).not.toBeNaN()
  })

  test('a create answers with the resource as stored', async () => {
    const reply = await client.post('Patient', patient(unique()), { Prefer: 'return=representation' })
    expect(reply.resource()).toMatchObject({
      resourceType: 'Patient',
      birthDate: '1984-03-11',
      meta: { versionId: '1' },
    })
  })

  test('the server gives the id, whatever the body of a create says', async () => {
    const wish = `c-${unique()}`
    const reply = await client.post('Patient', { ...patient(unique()), id: wish }, { Prefer: 'return=representation' })
    expect(reply.status).toBe(201)
    expect(reply.resource().id).not.toBe(wish)
  })

  test('Prefer return=minimal leaves the resource out of the answer', async () => {
    const value = unique()
    const reply = await client.post('Patient', patient(value), { Prefer: 'return=minimal' })
    expect(reply.status).toBe(201)
    expect(reply.text).not.toContain(value)
    expect(reply.headers.get('location')).toContain('/Patient/')
  })

  test('Prefer return=OperationOutcome says in words what was done', async () => {
    const reply = await client.post('Patient', patient(unique()), { Prefer: 'return=OperationOutcome' })
    expect(reply.status).toBe(201)
    expect(reply.outcome().issue[0]?.severity).not.toBe('error')
  })

  test('a read gives back what was written, with its version in the ETag', async () => {
    const value = unique()
    const { id } = await client.made(patient(value))
    const reply = await client.get(`Patient/${id}`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toMatch(FHIR_JSON)
    expect(reply.headers.get('etag')).toBe('W/"1"')
    expect(reply.resource()).toMatchObject({ id, identifier: [{ value }], name: [{ family: 'CONTRACT' }] })
  })

  test('names with accents, apostrophes and other scripts survive', async () => {
    const name = [{ family: "O'Brien-Łuczak", given: ['Zoë', 'नेहा', '李', '🙂'] }]
    const { id } = await client.made(patient(unique(), { name }))
    expect((await client.get(`Patient/${id}`)).resource()).toMatchObject({ name })
  })

  test('a body of 200 kB is taken', async () => {
    const { id } = await client.made(
      patient(unique(), { extension: [{ url: 'https://contract.example/x', valueString: 'x'.repeat(200_000) }] }),
    )
    expect((await client.get(`Patient/${id}`)).text.length).toBeGreaterThan(200_000)
  })

  test('a Binary as FHIR JSON keeps its content type and data', async () => {
    const data = Buffer.from('contract').toString('base64')
    const binary = { resourceType: 'Binary', contentType: 'text/plain', data } satisfies Binary
    const { id } = await client.made(binary)
    expect((await client.get(`Binary/${id}`)).resource()).toMatchObject({ contentType: 'text/plain', data })
  })

  test('an update makes the next integer version', async () => {
    const value = unique()
    const { id } = await client.made(patient(value))
    const reply = await client.put(`Patient/${id}`, { ...patient(value, { active: false }), id })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('etag')).toBe('W/"2"')
    expect((await client.get(`Patient/${id}`)).resource()).toMatchObject({ active: false, meta: { versionId: '2' } })
  })

  test('an update that changes nothing makes no new version', async () => {
    const created = await client.made(patient(unique()))
    const reply = await client.put(`Patient/${created.id}`, created)
    expect(reply.status).toBe(200)
    expect((await client.get(`Patient/${created.id}`)).headers.get('etag')).toBe('W/"1"')
  })

  test('an update of an unknown id creates it under the client id', async () => {
    const id = `c-${unique()}`
    const reply = await client.put(`Patient/${id}`, { ...patient(unique()), id })
    expect(reply.status).toBe(201)
    expect((await client.get(`Patient/${id}`)).status).toBe(200)
  })

  test('a purely numeric client id is refused', async () => {
    const id = `9${Date.now()}${Math.floor(Math.random() * 1000)}`
    const reply = await client.put(`Patient/${id}`, { ...patient(unique()), id })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('an update whose body has another id is refused', async () => {
    const created = await client.made(patient(unique()))
    const reply = await client.put(`Patient/${created.id}`, { ...created, id: `c-${unique()}` })
    expect(reply.status).toBe(400)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('If-Match with the current version lets the update through', async () => {
    const created = await client.made(patient(unique()))
    const reply = await client.put(`Patient/${created.id}`, { ...created, active: false }, { 'If-Match': 'W/"1"' })
    expect(reply.status).toBe(200)
  })

  test('If-Match with an old version refuses the update and changes nothing', async () => {
    const created = await client.made(patient(unique()))
    await client.put(`Patient/${created.id}`, { ...created, active: false })
    const reply = await client.put(`Patient/${created.id}`, { ...created, gender: 'other' }, { 'If-Match': 'W/"1"' })
    expect([409, 412]).toContain(reply.status)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
    expect((await client.get(`Patient/${created.id}`)).resource()).toMatchObject({
      gender: 'female',
      meta: { versionId: '2' },
    })
  })

  test('of ten parallel updates of one version exactly one gets through', async () => {
    const created = await client.made(patient(unique()))
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        client.put(`Patient/${created.id}`, { ...created, birthDate: `199${index}-01-01` }, { 'If-Match': 'W/"1"' }),
      ),
    )
    expect(replies.filter(reply => reply.status === 200)).toHaveLength(1)
    expect(replies.filter(reply => [409, 412].includes(reply.status))).toHaveLength(9)
  })

  test('a deleted resource answers 410', async () => {
    const { id } = await client.made(patient(unique()))
    expect([200, 204]).toContain((await client.remove(`Patient/${id}`)).status)
    const reply = await client.get(`Patient/${id}`)
    expect(reply.status).toBe(410)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('deleting twice is no error', async () => {
    const { id } = await client.made(patient(unique()))
    await client.remove(`Patient/${id}`)
    expect([200, 204]).toContain((await client.remove(`Patient/${id}`)).status)
  })

  test('a deleted resource can be written again as its next version', async () => {
    const id = `c-${unique()}`
    const body = { ...patient(unique()), id }
    await client.put(`Patient/${id}`, body)
    await client.remove(`Patient/${id}`)
    expect([200, 201]).toContain((await client.put(`Patient/${id}`, body)).status)
    expect((await client.get(`Patient/${id}`)).headers.get('etag')).toBe('W/"3"')
  })

  test('a resource that another one points at cannot be deleted', async () => {
    const { id } = await client.made(patient(unique()))
    await client.made(observation(unique(), `Patient/${id}`))
    const reply = await client.remove(`Patient/${id}`)
    expect(reply.status).toBe(409)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
    expect((await client.get(`Patient/${id}`)).status).toBe(200)
  })
}
