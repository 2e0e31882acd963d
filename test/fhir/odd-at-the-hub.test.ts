import fc from 'fast-check'
import type { FhirResource, Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { hubTask } from '../../src/fhir/hub-resources.ts'
import { provenReferral } from '../../src/fhir/proven-referral.ts'
import { readWorkItem } from '../../src/fhir/read-work-item.ts'
import { type Fetched, referralView } from '../../src/fhir/referral-view.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { arrivedReferral } from '../sandbox/hub/arrived-referral.ts'
import { ODD, placesOf, withOdd } from './odd-elements.ts'

const BASE = 'https://hub.example/fhir'
const RUNS = 3_000

/** A referral as a hub keeps it: ids of its own, references to them. */
function atTheHub(): FhirResource[] {
  const concern = { system: CS.concern, code: 'phone-first', display: 'Yes, phone me before contact' }
  const { entry = [] } = arrivedReferral({ family: 'Sharma', concern })
  const place = (index: number, type = '') => `${type}/${type.toLowerCase()}-${index}`
  const text = entry.reduce(
    (all, { fullUrl, resource }, index) => all.replaceAll(fullUrl ?? '-', place(index, resource?.resourceType)),
    // The helper's Task says that nothing is known.
    JSON.stringify(entry.map(each => each.resource)).replaceAll('"none-known"', '"phone-first"'),
  )
  return (JSON.parse(text) as FhirResource[]).map((each, index) => ({
    ...each,
    id: place(index, each.resourceType).split('/')[1] ?? '',
    meta: { ...each.meta, versionId: '1' },
  }))
}

const STORED = atTheHub()
const typed = <T extends FhirResource['resourceType']>(all: readonly FhirResource[], type: T) =>
  all.find(each => each.resourceType === type) as Extract<FhirResource, { resourceType: T }>
const NUMBER = typed(STORED, 'ServiceRequest').identifier?.find(each => each.system === ID.referral)?.value ?? ''

/** One part of it was not understood. */
const PARTS_OF_THE_NAME = ['Gareth', 'Sharma']

function readAll(resources: readonly FhirResource[]) {
  const fetched: Fetched = new Map(resources.map(each => [`${each.resourceType}/${each.id}`, each]))
  const stored: Task = typed(resources, 'Task')
  const task = hubTask.safeParse(stored).data
  const parts = { request: typed(resources, 'ServiceRequest'), patient: typed(resources, 'Patient') }
  return {
    view: task && referralView(task, fetched, BASE),
    item: task && readWorkItem(task, fetched, BASE),
    proven: provenReferral(NUMBER, { task: stored, ...parts }, BASE),
  }
}

describe('a resource at a hub with one odd element, whatever it is and wherever it stands', () => {
  const whole = readAll(STORED)
  const places = STORED.flatMap((resource, index) => placesOf(resource).map(place => ({ index, place })))
  const bent = fc.tuple(fc.constantFrom(...places), fc.constantFrom(...ODD), fc.boolean())
  const readBent = ([{ index, place }, odd, asSibling]: [(typeof places)[number], unknown, boolean]) =>
    readAll(STORED.map((each, at) => (at === index ? (withOdd(each, place, odd, asSibling) as FhirResource) : each)))

  it('as it came is read whole', () => {
    expect(whole.view?.name).toContain('Sharma')
    expect(whole.view?.concern.heed).toBe(true)
    expect(whole.proven).toBeDefined()
  })

  it('never stops a reader, and never makes another person or another referral of it (hazard H01)', () => {
    fc.assert(
      fc.property(bent, given => {
        const { view } = readBent(given)
        if (view === undefined) return
        expect(view.about).toBe(whole.view?.about)
        expect([whole.view?.name, 'Name not given', ...PARTS_OF_THE_NAME]).toContain(view.name)
      }),
      { numRuns: RUNS, seed: 20_261_201 },
    )
  })

  it('never hides that the referrer is to be phoned first', () => {
    fc.assert(
      fc.property(bent, given => {
        const { view, item } = readBent(given)
        if (view !== undefined) expect(view.concern.heed).toBe(true)
        expect(whole.item?.concern).toBe('heed')
        if (item !== undefined) expect(item.concern).not.toBe('none')
      }),
      { numRuns: RUNS, seed: 20_261_201 },
    )
  })
})
