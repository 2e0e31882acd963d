import { beforeAll, expect, test } from 'vitest'
import {
  byIdentifier,
  byTag,
  CONTRACT_SYSTEM,
  type ContractClient,
  matchedIds,
  tag,
  token,
  unique,
} from './contract-client.ts'
import { observation, patient, task } from './sample-resources.ts'

/** `_has`: resources by those that point at them. Tried on HAPI 8.8. */
export const hasContract = (client: ContractClient): void => {
  const run = unique()
  const label = tag(run)
  const ids: Record<string, string> = {}
  const names = (bundle: Parameters<typeof matchedIds>[0]) =>
    matchedIds(bundle)
      .map(id => Object.keys(ids).find(name => ids[name] === id))
      .sort()
  const found = async (query: string) => names(await client.search(query))
  const code = (value: string) => ({ coding: [{ system: CONTRACT_SYSTEM, code: value }] })
  const coded = (...codes: string[]) => codes.map(each => token(CONTRACT_SYSTEM, each)).join(',')

  beforeAll(async () => {
    const keep = async (name: string, resource: { readonly resourceType: string }) => {
      ids[name] = (await client.made({ ...resource, ...{ meta: label } })).id
    }
    for (const name of ['anya', 'bob', 'carol']) await keep(name, patient(`${run}-${name}`))
    const of = (name: string, what: string, more = {}) =>
      observation(unique(), `Patient/${ids[name]}`, { code: code(what), ...more })
    await keep('back', of('anya', 'back'))
    await keep('knee', of('anya', 'knee', { status: 'amended' }))
    await keep('knee of bob', of('bob', 'knee'))
    await keep('gone', of('carol', 'back'))
    await client.remove(`Observation/${ids.gone}`)
    const request = { status: 'active', intent: 'order', subject: { reference: `Patient/${ids.anya}` } }
    await keep('request', { resourceType: 'ServiceRequest', ...request })
    await keep(
      'task',
      task(unique(), {
        focus: { reference: `ServiceRequest/${ids.request}` },
        for: { reference: `Patient/${ids.bob}` },
      }),
    )
  })

  const among = `Patient?${byTag(run)}&`

  test('finds those that something points at, and no longer when that was deleted', async () => {
    expect(await found(`${among}_has:Observation:patient:code=${coded('back')}`)).toEqual(['anya'])
    expect(await found(`${among}_has:Observation:subject:code=${coded('knee')}`)).toEqual(['anya', 'bob'])
    expect(await found(`${among}_has:Observation:patient:code=${coded('hand')}`)).toEqual([])
  })

  test('a comma is or, a repeated parameter is and, each of its own resource', async () => {
    expect(await found(`${among}_has:Observation:patient:code=${coded('back', 'knee')}`)).toEqual(['anya', 'bob'])
    const both = `_has:Observation:patient:code=${coded('back')}&_has:Observation:patient:code=${coded('knee')}`
    expect(await found(`${among}${both}`)).toEqual(['anya'])
    const ofTwo = `_has:Observation:patient:code=${coded('back')}&_has:Observation:patient:status=amended`
    expect(await found(`${among}${ofTwo}`)).toEqual(['anya'])
  })

  test('takes what every resource is searched by: _id, _tag, _lastUpdated', async () => {
    expect(await found(`${among}_has:Observation:patient:_id=${ids.back}`)).toEqual(['anya'])
    expect(await found(`${among}_has:Observation:patient:${byTag(run)}`)).toEqual(['anya', 'bob'])
    expect(await found(`${among}_has:Observation:patient:_lastUpdated=gt2020-01-01`)).toEqual(['anya', 'bob'])
  })

  test('stands inside another and at the end of a chain', async () => {
    expect(await found(`${among}_has:ServiceRequest:patient:_has:Task:focus:status=requested`)).toEqual(['anya'])
    expect(await found(`${among}_has:ServiceRequest:patient:_has:Task:focus:status=completed`)).toEqual([])
    const chained = `Observation?${byTag(run)}&patient._has:ServiceRequest:patient:status=active`
    expect(await found(chained)).toEqual(['back', 'knee'])
  })

  test('has a chain inside it', async () => {
    const query = `ServiceRequest?${byTag(run)}&_has:Task:focus:patient._id=`
    expect(await found(`${query}${ids.bob}`)).toEqual(['request'])
    expect(await found(`${query}${ids.anya}`)).toEqual([])
  })

  test('without a value, anything that points there', async () => {
    expect(await found(`${among}_has:Observation:patient:code=`)).toEqual(['anya', 'bob'])
  })

  test('what points elsewhere, or is no reference, finds nothing', async () => {
    expect(await found(`${among}_has:Task:focus:status=requested`)).toEqual([])
    expect(await found(`${among}_has:Observation:code:status=final`)).toEqual([])
  })

  test('goes with sorting, counting, paging and _revinclude', async () => {
    const query = `${among}_has:Observation:patient:code=${coded('knee')}`
    const page = await client.search(`${query}&_sort=_id&_count=1&_revinclude=Observation:patient`)
    expect(page.entry.filter(entry => entry.search?.mode === 'match')).toHaveLength(1)
    expect(page.link.some(link => link.relation === 'next')).toBe(true)
    expect((await client.search(`${query}&_summary=count`)).total).toBe(2)
  })

  test('works in a search by POST and as a condition', async () => {
    const has = `_has:Observation:patient:_id=${ids.back}`
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect(names((await client.post('Patient/_search', has, form)).bundle())).toEqual(['anya'])
    const reply = await client.put(`Patient?${has}`, patient(`${run}-anya`, { meta: label, active: false }))
    expect(reply.status).toBe(200)
    expect(await found(`Patient?${byIdentifier(`${run}-anya`)}&active=false`)).toEqual(['anya'])
  })

  test.each([
    ['_has=x', 'HAPI-1942'],
    ['_has:Observation=x', 'HAPI-1942'],
    ['_has:Observation:patient=x', 'HAPI-1942'],
    ['_has:Nonsense:patient:code=x', 'HAPI-1208'],
    ['_has:Observation:nonsense:code=x', 'HAPI-1209'],
    ['_has:Observation:patient:nonsense=x', 'HAPI-1209'],
    ['_has:Observation:patient:code:not=x', 'HAPI-1209'],
    ['_has:Observation::code=x', 'HAPI-1209'],
    ['_has:Observation:patient:_has=x', 'HAPI-1209'],
    ['_has:Observation:patient:date=bad', ''],
    ['_has:Observation:patient:_has:Nonsense:target:recorded=2020', 'HAPI-1208'],
  ])('%s is refused', async (query, text) => {
    const reply = await client.get(`${among}${query}`)
    expect(reply.status).toBe(400)
    expect(reply.outcome().issue[0]?.diagnostics).toContain(text)
  })
}
