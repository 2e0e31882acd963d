import { describe, expect, test } from 'vitest'
import { byTag, matchedIds, tag, unique } from '../../contract/contract-client.ts'
import { patient } from '../../contract/sample-resources.ts'
import { servedFhirClient } from './served.ts'

const client = servedFhirClient()

describe('paging', () => {
  const tagged = async (count: number) => {
    const code = unique()
    const ids: string[] = []
    for (let index = 0; index < count; index++) ids.push((await client.made(patient(unique(), { meta: tag(code) }))).id)
    return { code, ids }
  }
  const linkOf = (bundle: Awaited<ReturnType<typeof client.search>>, relation: string) =>
    bundle.link.find(link => link.relation === relation)?.url ?? ''

  test('the page size is the configured one when _count does not say', async () => {
    const { code } = await tagged(4)
    expect((await client.search(`Patient?${byTag(code)}`)).entry).toHaveLength(3)
  })

  test('writes between two pages neither repeat nor skip anyone', async () => {
    const { code, ids } = await tagged(5)
    const first = await client.search(`Patient?${byTag(code)}&_count=2&_sort=-_lastUpdated`)
    await client.made(patient(unique(), { meta: tag(code) }))
    const changed = (await client.get(`Patient/${ids[0]}`)).resource()
    await client.put(`Patient/${ids[0]}`, { ...changed, active: false })
    const second = (await client.get(linkOf(first, 'next'))).bundle()
    const third = (await client.get(linkOf(second, 'next'))).bundle()
    expect([first, second, third].flatMap(matchedIds).sort()).toEqual([...ids].sort())
    expect(linkOf(third, 'next')).toBe('')
    const again = (await client.get(linkOf(third, 'previous'))).bundle()
    expect(matchedIds(again)).toEqual(matchedIds(second))
  })

  test('a later page leaves out what was deleted since', async () => {
    const { code, ids } = await tagged(4)
    const first = await client.search(`Patient?${byTag(code)}&_count=2`)
    await client.remove(`Patient/${ids[3]}`)
    const second = (await client.get(linkOf(first, 'next'))).bundle()
    expect(second.entry.map(entry => entry.resource?.id)).toEqual([ids[2]])
  })

  test('a page of an unknown search answers 410', async () => {
    const reply = await client.get(`?_getpages=${unique()}&_getpagesoffset=2`)
    expect(reply.status).toBe(410)
    expect(reply.outcome().issue[0]?.severity).toBe('error')
  })

  test('paging parameters that are no numbers answer 400', async () => {
    const { code } = await tagged(4)
    const next = linkOf(await client.search(`Patient?${byTag(code)}&_count=2`), 'next')
    expect((await client.get(next.replace('_getpagesoffset=2', '_getpagesoffset=x'))).status).toBe(400)
    expect((await client.get(`Patient?_count=many`)).status).toBe(400)
  })
})
