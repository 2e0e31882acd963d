import type { Task } from 'fhir/r4.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/domain/local-date.ts'
import type { Result } from '../../src/domain/result.ts'
import { SHOWS, SORTS, type WorklistQuery } from '../../src/domain/worklist-query.ts'
import { CS } from '../../src/fhir/systems.ts'
import { createFhirClient } from '../../src/gateways/fhir-client.ts'
import { firstPlace, type ListPlace } from '../../src/gateways/list-place.ts'
import { createWorklist, type Worklist } from '../../src/gateways/worklist.ts'
import type { ListPage } from '../../src/gateways/worklist-page.ts'
import { aTask, coachAtHub, serviceAtHub, startWorklistHub, type WorklistHub } from './worklist-hub.ts'

const TODAY = '2026-09-10'
const READER = { coachKey: 'north/rosa', today: TODAY }
const concern = (code: string): Partial<Task> => ({
  input: [{ type: { text: 'concern' }, valueCodeableConcept: { coding: [{ system: CS.concern, code }] } }],
})
/** Every kind of referral that a desk may meet, three of each, sent on different days. */
const KINDS: readonly (readonly [name: string, status: Task['status'], state?: string])[] = [
  ['new', 'requested', 'sent'],
  ['plain', 'requested'],
  ['draft', 'draft'],
  ['received', 'received', 'received'],
  ['asked', 'received', 'awaiting-information'],
  ['accepted', 'accepted', 'accepted'],
  ['tried', 'accepted', 'contact-attempted'],
  ['reached', 'accepted', 'contacted'],
  ['waits', 'accepted', 'waiting-list'],
  ['booked', 'accepted', 'assessment-booked'],
  ['odd', 'received', 'contacted'],
  ['started', 'in-progress', 'support-started'],
  ['paused', 'on-hold', 'paused'],
  ['done', 'completed', 'closed-outcome'],
  ['declined', 'rejected', 'not-accepted'],
  ['withdrawn', 'cancelled', 'withdrawn'],
  ['failed', 'failed', 'delivery-failed'],
  ['error', 'entered-in-error'],
]
const ENDED = ['done', 'declined', 'withdrawn', 'failed', 'error']
const NO_DATE = ['reached', 'waits', 'booked', 'odd', 'started', 'paused']

let hub: WorklistHub
let worklist: Worklist
let me = ''
const names = new Map<string, string>()
beforeAll(async () => {
  hub = await startWorklistHub()
  worklist = createWorklist(hub.client, 'pack/north')
  const service = await hub.put(serviceAtHub)
  me = await hub.put(coachAtHub('rosa', service))
  const other = await hub.put({ resourceType: 'HealthcareService', name: 'South' })
  for (let day = 0; day < 3; day += 1)
    for (const [index, [name, status, state]] of KINDS.entries()) {
      const authoredOn = `${addDays('2026-09-09', -((index * 5 + day * 7) % 20))}T09:00:00Z`
      const parts = { status, authoredOn, lastModified: authoredOn, ...concern(day === 0 ? 'none-known' : 'other') }
      names.set(await hub.put(aTask(`${name}-${day}`, day === 1 ? me : service, parts, state)), `${name}-${day}`)
    }
  for (let count = 0; count < 8; count += 1) await hub.put(aTask(`south-${count}`, other))
  await hub.put({ ...aTask('part', service), partOf: [{ reference: [...names.keys()][0] ?? '' }] })
})
afterAll(() => hub.close())
afterEach(() => {
  hub.perPage = 5
  hub.lie = undefined
  hub.asked.length = 0
})

function unwrapped<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw result.failure
  return result.value
}

/** All pages, as a coach goes through them by "Next page". */
async function allPages(asked: WorklistQuery): Promise<ListPage[]> {
  const pages: ListPage[] = []
  for (let place: ListPlace | undefined = firstPlace(asked); place !== undefined && pages.length < 60; ) {
    const page: ListPage = unwrapped(await worklist.page(place, READER))
    pages.push(page)
    place = page.next
  }
  return pages
}
const nameOf = (taskId: string): string => names.get(`Task/${taskId}`) ?? taskId
const kindsOf = (pages: readonly ListPage[]): string[] =>
  pages.flatMap(page => page.items.map(each => nameOf(each.taskId)))
const threeOf = (kinds: readonly string[]): string[] =>
  kinds.flatMap(kind => [0, 1, 2].map(day => `${kind}-${day}`)).sort()
const open = KINDS.map(([name]) => name).filter(name => !ENDED.includes(name))

for (const perPage of [5, 2, 25, 500])
  describe(`a hub that makes pages of ${perPage}`, () => {
    it.each(SORTS)('shows every open referral once and no other, in the order %s', async sort => {
      hub.perPage = perPage
      expect(kindsOf(await allPages({ show: 'open', sort })).sort()).toEqual(threeOf(open))
    })

    it.each<[WorklistQuery['show'], string[]]>([
      ['new', threeOf(['new', 'plain', 'draft'])],
      ['question', threeOf(['asked'])],
      ['mine', open.map(name => `${name}-1`).sort()],
      ['closed', threeOf(ENDED)],
      ['concern', threeOf(open).filter(name => !name.endsWith('-0'))],
    ])('shows in "%s" what belongs there', async (show, wanted) => {
      hub.perPage = perPage
      expect(kindsOf(await allPages({ show, sort: 'due' })).sort()).toEqual(wanted)
    })

    it('shows whose first contact is due, and nobody else', async () => {
      hub.perPage = perPage
      const pages = await allPages({ show: 'due', sort: 'due' })
      const items = pages.flatMap(page => page.items)
      const all = (await allPages({ show: 'open', sort: 'due' })).flatMap(page => page.items)
      const wanted = all.filter(each => each.due !== undefined && each.due <= TODAY)
      expect(items.length).toBeGreaterThan(5)
      expect(kindsOf(pages).sort()).toEqual(wanted.map(each => nameOf(each.taskId)).sort())
    })
  })

describe('a list in the order of due dates', () => {
  it('is one over all its pages; those without one come last, though they were sent before', async () => {
    const items = (await allPages({ show: 'open', sort: 'due' })).flatMap(page => page.items)
    const dues = items.flatMap(each => each.due ?? [])
    expect(dues).toEqual(dues.toSorted())
    const firstWithout = items.findIndex(each => each.due === undefined && !nameOf(each.taskId).startsWith('odd'))
    expect(items.slice(firstWithout).every(each => each.due === undefined)).toBe(true)
    expect(items.slice(firstWithout).map(each => nameOf(each.taskId).slice(0, -2))).toEqual(
      expect.arrayContaining(NO_DATE),
    )
  })

  it('never asks a hub for what has ended, nor for more than a page', async () => {
    unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'due' }), READER))
    const searches = hub.asked.filter(each => !each.has('_id'))
    expect(searches.length).toBeGreaterThan(0)
    for (const search of searches) {
      expect(search.get('status')).not.toMatch(/completed|rejected|cancelled|failed|error/)
      expect(Number(search.get('_count') ?? 0)).toBeLessThanOrEqual(50)
    }
  })
})

describe('how many there are', () => {
  const firstPage = async (asked: WorklistQuery) => unwrapped(await worklist.page(firstPlace(asked), READER))

  it('is the hub’s own count, without reading them', async () => {
    // With a part of the work on one of them, which no search can leave out: on the page it is "about" so many.
    expect((await firstPage({ show: 'open', sort: 'due' })).total).toBe(open.length * 3 + 1)
    expect(hub.asked.filter(each => each.has('_summary')).map(each => each.get('_summary'))).toContain('count')
  })

  it.each<[string, (truth: object) => number | object]>([
    ['leaves it out', truth => ({ ...truth, total: undefined })],
    ['gives no number', truth => ({ ...truth, total: 'many' })],
    ['gives fewer than there are on the page', truth => ({ ...truth, total: 2 })],
    ['refuses to count', () => 400],
  ])('is not said where a hub %s', async (_name, lie) => {
    hub.lie = (asked, truth) => (asked.get('_summary') === 'count' ? lie(truth) : undefined)
    const page = await firstPage({ show: 'open', sort: 'newest' })
    expect([page.items.length, page.total, page.next !== undefined]).toEqual([5, undefined, true])
  })

  it('is not said where a hub mixes in what is another’s', async () => {
    hub.lie = (asked, truth) => {
      const [one] = truth.entry ?? []
      const stranger = { ...one, resource: { ...one?.resource, id: 'x', owner: { reference: 'HealthcareService/99' } } }
      return asked.has('_summary') ? undefined : { ...truth, entry: [...(truth.entry ?? []), stranger] }
    }
    const page = await firstPage({ show: 'open', sort: 'newest' })
    expect([page.items.length, page.total]).toEqual([5, undefined])
  })
})

describe('a hub that overlooks what it is asked', () => {
  it.each(SHOWS)('shows in "%s" only what belongs there', async show => {
    const truth = kindsOf(await allPages({ show, sort: 'due' })).sort()
    hub.perPage = 500
    const all = unwrapped(await hub.client.search('Task', { _count: '500' }))
    hub.lie = asked => ({
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      entry: asked.has('_summary') ? [] : all.map(resource => ({ resource })),
    })
    const pages = await allPages({ show, sort: 'due' })
    expect(kindsOf(pages).sort()).toEqual(truth)
  })
})

describe('a hub whose pages lead astray', () => {
  const nextOf = (page: ListPage): ListPlace => page.next ?? firstPlace({ show: 'new', sort: 'newest' })
  const withNext = (url: string) => (asked: URLSearchParams, truth: object) =>
    asked.has('_summary') || asked.has('_id') ? undefined : { ...truth, link: [{ relation: 'next', url }] }

  it.each(['https://evil.example/fhir?page=2', 'file:///etc/passwd', '//evil.example/fhir'])(
    'to %s: what is there is shown, and that it is not all',
    async url => {
      hub.lie = withNext(url)
      const page = unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'newest' }), READER))
      expect([page.items.length, page.next, page.isCutOff]).toEqual([5, undefined, true])
    },
  )

  it('to where it just was: likewise', async () => {
    const first = unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'newest' }), READER))
    const place = nextOf(first)
    hub.lie = withNext(place.link ?? '')
    const page = unwrapped(await worklist.page(place, READER))
    expect([page.items.length > 0, page.next, page.isCutOff]).toEqual([true, undefined, true])
  })

  it('to one empty page after the other: the list goes on, and no page waits for the end of that', async () => {
    const link = [{ relation: 'next', url: `${hub.url}?_getpages=more` }]
    hub.lie = asked => (asked.has('_summary') ? undefined : { resourceType: 'Bundle', type: 'searchset', link })
    const page = unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'newest' }), READER))
    expect([page.items, page.next?.page, page.isCutOff, page.moreOverdue]).toEqual([[], 2, false, true])
  })

  it('to a page that it does not keep any more', async () => {
    const place = nextOf(unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'newest' }), READER)))
    const gone = { ...place, link: `${hub.url}?_getpages=forgotten` }
    expect(await worklist.page(gone, READER)).toMatchObject({ failure: { code: 'NOT_FOUND' } })
  })

  it('nobody is sent elsewhere by a place that names another server', async () => {
    const place = { ...firstPlace({ show: 'open', sort: 'newest' }), link: 'https://evil.example/fhir?page=2', page: 2 }
    expect(await worklist.page(place, READER)).toMatchObject({ failure: { code: 'GARBAGE' } })
  })
})

describe('a hub that fails', () => {
  it.each([
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [400, 'REFUSED'],
    [429, 'RATE_LIMITED'],
    [500, 'SERVER_ERROR'],
    [503, 'SERVER_ERROR'],
  ])('with %i: the list is never an empty one', async (status, code) => {
    hub.lie = () => status
    expect(await worklist.page(firstPlace({ show: 'open', sort: 'due' }), READER)).toMatchObject({ failure: { code } })
  })

  it.each([
    ['another kind of Bundle', { resourceType: 'Bundle', type: 'history' }],
    ['no Bundle', { resourceType: 'Patient' }],
    ['entries that are no resources', { resourceType: 'Bundle', type: 'searchset', entry: [{}] }],
  ])('with %s: likewise', async (_name, garbage) => {
    hub.lie = () => garbage
    expect(await worklist.page(firstPlace({ show: 'open', sort: 'due' }), READER)).toMatchObject({
      failure: { code: 'GARBAGE' },
    })
  })

  it('by silence: likewise', async () => {
    const hasty = createFhirClient({ baseUrl: 'http://127.0.0.1:9/fhir', timeoutMs: 200 })
    const page = await createWorklist(hasty, 'pack/north').page(firstPlace({ show: 'open', sort: 'due' }), READER)
    expect(page).toMatchObject({ failure: { code: 'UNREACHABLE' } })
  })

  it('to make sense of one Task: the others are shown, and it is said', async () => {
    hub.lie = (asked, truth) =>
      asked.has('_summary')
        ? undefined
        : {
            ...truth,
            entry: [...(truth.entry ?? []), { resource: { resourceType: 'Task', id: 'x', status: 'unheard-of' } }],
          }
    const page = unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'newest' }), READER))
    expect([page.items.length, page.unreadable]).toEqual([5, 1])
  })
})

describe('who the owners are now', () => {
  it('counts, whoever they were when the hub was asked', async () => {
    const desk = createWorklist(hub.client, 'pack/north')
    const before = unwrapped(await desk.page(firstPlace({ show: 'mine', sort: 'newest' }), READER))
    expect(before.items.length).toBeGreaterThan(0)
    const role = unwrapped(await hub.client.read('PractitionerRole', me.replace('PractitionerRole/', '')))
    unwrapped(await hub.client.update({ ...role, id: role.id ?? '', healthcareService: [] }))
    const after = unwrapped(await desk.page(firstPlace({ show: 'mine', sort: 'newest' }), READER))
    expect(after.items).toEqual([])
    unwrapped(await hub.client.update({ ...role, id: role.id ?? '' }))
  })
})

describe('referrers who wait for a talk too long (hazard H10)', () => {
  const firsts = async (asked: WorklistQuery) =>
    kindsOf([unwrapped(await worklist.page(firstPlace(asked), READER))])
      .slice(0, 2)
      .sort()

  it('stand first whatever the order and however far behind they are, said by the Task or by the answers', async () => {
    const owner = unwrapped(await worklist.service()) ?? ''
    const sent = { authoredOn: '2026-09-07T09:00:00Z', lastModified: '2026-09-01T09:00:00Z' }
    names.set(await hub.put(aTask('waits', owner, { ...sent, ...concern('phone-first') })), 'waits for a talk')
    const patient = await hub.put({ resourceType: 'Patient', name: [{ family: 'Quiet' }] })
    const response = await hub.put({
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      subject: { reference: patient },
      item: [{ linkId: 'concern', answer: [{ valueCoding: { system: CS.concern, code: 'phone-first' } }] }],
    })
    const silent: Partial<Task> = {
      ...sent,
      for: { reference: patient },
      input: [{ type: { text: 'answers' }, valueReference: { reference: response } }],
    }
    names.set(await hub.put({ ...aTask('silent', owner, silent), identifier: [] }), 'waits, as the answers say')
    for (const sort of SORTS)
      for (const show of ['open', 'new', 'concern'] as const)
        expect(await firsts({ show, sort })).toEqual(['waits for a talk', 'waits, as the answers say'])
    expect(await firsts({ show: 'mine', sort: 'due' })).not.toContain('waits for a talk')
  })

  it('are warned of where more are overdue than are looked through', async () => {
    const owner = unwrapped(await worklist.service()) ?? ''
    const moreOverdue = async () =>
      unwrapped(await worklist.page(firstPlace({ show: 'open', sort: 'newest' }), READER)).moreOverdue
    expect(await moreOverdue()).toBe(false)
    for (let count = 0; count < 50; count += 1) await hub.put(aTask(`late-${count}`, owner))
    expect(await moreOverdue()).toBe(true)
  })
})
