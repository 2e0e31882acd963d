import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { shortReference } from '../../src/domain/short-reference.ts'
import { firstPlace, type ListPlace } from '../../src/gateways/list-place.ts'
import { createWorklist, type Worklist } from '../../src/gateways/worklist.ts'
import { aTask, serviceAtHub, startWorklistHub, type WorklistHub } from './worklist-hub.ts'

const READER = { coachKey: 'north/rosa', today: '2026-09-10' }
const idOf = (count: number): string => `6f1c0a52-7d3b-4e21-9c46-2b8a90d3e1${String(count).padStart(2, '0')}`

let hub: WorklistHub
let worklist: Worklist
const oldest = idOf(0)
beforeAll(async () => {
  hub = await startWorklistHub()
  worklist = createWorklist(hub.client, 'pack/north')
  const service = await hub.put(serviceAtHub)
  const other = await hub.put({ resourceType: 'HealthcareService', name: 'South' })
  for (let count = 0; count < 24; count += 1)
    await hub.put(
      aTask(idOf(count), service, { authoredOn: `2026-08-${String(count + 1).padStart(2, '0')}T09:00:00Z` }),
    )
  await hub.put(aTask(idOf(50), other))
})
afterAll(() => hub.close())
beforeEach(() => {
  hub.perPage = 2
})

async function found(number: string, from?: ListPlace) {
  const sought = { name: '', born: '', number, sent: '' }
  const page = await worklist.page(from ?? firstPlace({ show: 'found', sort: 'newest', sought }), READER)
  if (!page.ok) throw page.failure
  return { numbers: page.value.items.map(each => each.about), ...page.value }
}

it('finds one by its short reference, which no hub can search by, however it is typed', async () => {
  for (const typed of [shortReference(idOf(20)), shortReference(idOf(20)).toLowerCase().replace('-', ' ')])
    expect((await found(typed)).numbers).toEqual([idOf(20)])
  expect((await found(idOf(20))).numbers).toEqual([idOf(20)])
})

it('looks through ten pages for one request, and goes on from there', async () => {
  const first = await found(shortReference(oldest))
  expect(first).toMatchObject({ numbers: [], total: undefined, isCutOff: false })
  expect(first.next).toBeDefined()
  expect((await found(shortReference(oldest), first.next)).numbers).toEqual([oldest])
})

it('never gives one of another service, and ends where the hub does', async () => {
  hub.perPage = 500
  expect(await found(shortReference(idOf(50)))).toMatchObject({ numbers: [], next: undefined })
})
