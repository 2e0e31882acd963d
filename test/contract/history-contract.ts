import { expect, test } from 'vitest'
import { type ContractClient, unique } from './contract-client.ts'
import { patient } from './sample-resources.ts'

export const historyContract = (client: ContractClient): void => {
  const twoVersions = async () => {
    const created = await client.made(patient(unique()))
    await client.put(`Patient/${created.id}`, { ...created, active: false })
    return created
  }

  test('a version can be read after it was replaced', async () => {
    const { id } = await twoVersions()
    const reply = await client.get(`Patient/${id}/_history/1`)
    expect(reply.status).toBe(200)
    expect(reply.resource()).toMatchObject({ active: true, meta: { versionId: '1' } })
  })

  test('a version that never was answers 404', async () => {
    const { id } = await twoVersions()
    expect((await client.get(`Patient/${id}/_history/99`)).status).toBe(404)
  })

  test('the history of a resource stands newest first', async () => {
    const { id } = await twoVersions()
    const bundle = (await client.get(`Patient/${id}/_history`)).bundle()
    expect(bundle.type).toBe('history')
    expect(bundle.entry.map(entry => entry.resource?.meta?.versionId)).toEqual(['2', '1'])
    expect(bundle.entry.every(entry => entry.request !== undefined)).toBe(true)
  })

  test('the history of a deleted resource tells of the deletion, and old versions stay readable', async () => {
    const { id } = await twoVersions()
    await client.remove(`Patient/${id}`)
    const bundle = (await client.get(`Patient/${id}/_history`)).bundle()
    expect(bundle.entry[0]?.request?.method).toBe('DELETE')
    expect(bundle.entry[0]?.resource).toBeUndefined()
    expect((await client.get(`Patient/${id}/_history/2`)).status).toBe(200)
  })

  test('_count limits a history', async () => {
    const { id } = await twoVersions()
    const bundle = (await client.get(`Patient/${id}/_history?_count=1`)).bundle()
    expect(bundle.entry.map(entry => entry.resource?.meta?.versionId)).toEqual(['2'])
  })

  test('the history of a type since a moment holds what was written after it', async () => {
    const first = await client.made(patient(unique()))
    await new Promise(resolve => setTimeout(resolve, 1100))
    const second = await client.made(patient(unique()))
    const since = encodeURIComponent(second.meta?.lastUpdated ?? '')
    const bundle = (await client.get(`Patient/_history?_since=${since}&_count=200`)).bundle()
    const ids = bundle.entry.map(entry => entry.resource?.id)
    expect(ids).toContain(second.id)
    expect(ids).not.toContain(first.id)
  })

  test('the history of the server is a history Bundle', async () => {
    const { id } = await twoVersions()
    const bundle = (await client.get('_history?_count=50')).bundle()
    expect(bundle.type).toBe('history')
    expect(bundle.entry.map(entry => entry.resource?.id)).toContain(id)
  })

  test('the history of an unknown id answers 404', async () => {
    expect((await client.get(`Patient/c-${unique()}/_history`)).status).toBe(404)
  })
}
