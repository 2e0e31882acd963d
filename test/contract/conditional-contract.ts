import { expect, test } from 'vitest'
import { byIdentifier, type ContractClient, identifier, matchedIds, unique } from './contract-client.ts'
import { observation, patient } from './sample-resources.ts'

export const conditionalContract = (client: ContractClient): void => {
  test('a conditional create makes one, and the second time gives the first', async () => {
    const value = unique()
    const header = { 'If-None-Exist': byIdentifier(value), Prefer: 'return=representation' }
    const first = await client.post('Patient', patient(value), header)
    const second = await client.post('Patient', patient(value, { gender: 'other' }), header)
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.headers.get('location')).toContain(`/Patient/${first.resource().id}/`)
    expect((await client.get(`Patient/${first.resource().id}`)).resource()).toMatchObject({ gender: 'female' })
  })

  test('twenty conditional creates at the same time make one', async () => {
    const value = unique()
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        client.insist(() => client.post('Patient', patient(value), { 'If-None-Exist': byIdentifier(value) })),
      ),
    )
    expect(replies.every(reply => reply.status === 200 || reply.status === 201)).toBe(true)
    expect(matchedIds(await client.search(`Patient?${byIdentifier(value)}`))).toHaveLength(1)
  })

  test('a conditional create that matches several is refused', async () => {
    const value = unique()
    await client.made(patient(value))
    await client.made(patient(value))
    const reply = await client.post('Patient', patient(value), { 'If-None-Exist': byIdentifier(value) })
    expect(reply.status).toBe(412)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('a conditional create whose body does not fit its own condition is refused', async () => {
    const reply = await client.post('Patient', patient(unique()), { 'If-None-Exist': byIdentifier(unique()) })
    expect([400, 412, 422]).toContain(reply.status)
  })

  test('a conditional update creates, then updates the same', async () => {
    const value = unique()
    const first = await client.put(`Patient?${byIdentifier(value)}`, patient(value))
    const second = await client.put(`Patient?${byIdentifier(value)}`, patient(value, { active: false }))
    expect([first.status, second.status]).toEqual([201, 200])
    const found = await client.search(`Patient?${byIdentifier(value)}`)
    expect(found.entry).toHaveLength(1)
    expect(found.entry[0]?.resource).toMatchObject({ active: false, meta: { versionId: '2' } })
  })

  test('a conditional update that matches several is refused', async () => {
    const value = unique()
    await client.made(patient(value))
    await client.made(patient(value))
    expect((await client.put(`Patient?${byIdentifier(value)}`, patient(value))).status).toBe(412)
  })

  test('a conditional delete removes the one', async () => {
    const value = unique()
    const { id } = await client.made(patient(value))
    expect([200, 204]).toContain((await client.remove(`Patient?${byIdentifier(value)}`)).status)
    expect((await client.get(`Patient/${id}`)).status).toBe(410)
  })

  test('a conditional reference becomes a plain one', async () => {
    const value = unique()
    const { id } = await client.made(patient(value))
    const made = await client.made(observation(unique(), `Patient?${byIdentifier(value)}`))
    expect((await client.get(`Observation/${made.id}`)).resource()).toMatchObject({
      subject: { reference: `Patient/${id}` },
    })
  })

  test('a logical reference by identifier needs no target', async () => {
    const body = { ...observation(unique(), ''), subject: { identifier: identifier(unique()), display: 'Someone' } }
    expect((await client.post('Observation', body)).status).toBe(201)
  })
}
