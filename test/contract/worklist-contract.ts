import type { Task } from 'fhir/r4.js'
import { beforeAll, describe, expect, test } from 'vitest'
import type { WorklistQuery } from '../../src/domain/worklist-query.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { worklistSearches } from '../../src/fhir/worklist-searches.ts'
import { type ContractBundle, type ContractClient, matchedIds, unique } from './contract-client.ts'
import { patient, task } from './sample-resources.ts'

const TODAY = '2026-09-10'

/** The very searches of a coach's list, a small page at a time. */
export const worklistContract = (client: ContractClient): void => {
  const ids = new Map<string, string>()
  const number = unique()
  let service = ''
  let role = ''

  beforeAll(async () => {
    service = `HealthcareService/${(await client.made({ resourceType: 'HealthcareService' })).id}`
    role = `PractitionerRole/${(await client.made({ resourceType: 'PractitionerRole' })).id}`
    const name = [{ family: 'Ø’Listed', given: ['Zoë', 'Ann'] }]
    const nhs = [{ system: ID.nhsNumber, value: '9990548609' }]
    const person = await client.made(patient(unique(), { name, identifier: nhs, birthDate: '1961-02-03' }))
    const add = async (label: string, day: number, parts: Partial<Task>, state?: string) => {
      const instant = `2026-09-0${day}T09:00:00Z`
      const resource: Task = {
        ...task(unique()),
        code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
        owner: { reference: service },
        authoredOn: instant,
        lastModified: instant,
        ...(state && { businessStatus: { coding: [{ system: CS.businessStatus, code: state }] } }),
        ...parts,
      }
      ids.set((await client.made(resource)).id, label)
    }
    await add('new', 9, {}, 'sent')
    await add('plain', 3, { for: { reference: `Patient/${person.id}` } })
    await add('asked', 2, { status: 'received' }, 'awaiting-information')
    await add('reached', 1, { status: 'accepted', owner: { reference: role } }, 'contacted')
    await add('tried', 4, { status: 'accepted', owner: { reference: role } }, 'contact-attempted')
    await add('started', 5, { status: 'in-progress' }, 'support-started')
    await add('done', 6, { status: 'completed', identifier: [{ system: ID.referralTask, value: number }] })
    await add('refused', 7, { status: 'rejected' }, 'not-accepted')
    await add('error', 8, { status: 'entered-in-error' })
    const nobodys: Task = { ...task(unique()), code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] } }
    await client.made(nobodys)
  })

  const queryOf = (params: Readonly<Record<string, string | readonly string[]>>): string =>
    `Task?${new URLSearchParams(Object.entries(params).flatMap(([key, value]) => [value].flat().map(each => [key, each])))}`

  async function following(page: ContractBundle): Promise<string[]> {
    const found = [...matchedIds(page)]
    const next = page.link.find(link => link.relation === 'next')
    if (!next) return found
    // The server may know itself by another host name than we do.
    const { pathname, search } = new URL(next.url)
    const path = pathname.slice(new URL(client.base()).pathname.length)
    return [...found, ...(await following((await client.get(`${client.base()}${path}${search}`)).bundle()))]
  }

  const searchesFor = (asked: WorklistQuery) => worklistSearches(asked, { owners: [service, role], me: role }, TODAY)
  async function listed(asked: WorklistQuery): Promise<(string | undefined)[][]> {
    const lists: (string | undefined)[][] = []
    for (const { params } of searchesFor(asked).parts) {
      const page = await client.search(queryOf({ ...params, _count: '2' }))
      lists.push((await following(page)).map(id => ids.get(id)))
    }
    return lists
  }

  describe('the lists of a desk', () => {
    test.each<[string, WorklistQuery, string[][]]>([
      [
        'open, by due date',
        { show: 'open', sort: 'due' },
        [['asked', 'plain', 'tried', 'new'], ['reached'], ['started']],
      ],
      [
        'open, newest first',
        { show: 'open', sort: 'newest' },
        [['new', 'started', 'tried', 'plain', 'asked', 'reached']],
      ],
      [
        'open, last changed first',
        { show: 'open', sort: 'changed' },
        [['new', 'started', 'tried', 'plain', 'asked', 'reached']],
      ],
      ['new', { show: 'new', sort: 'due' }, [['plain', 'new']]],
      ['due', { show: 'due', sort: 'due' }, [['asked', 'plain', 'tried']]],
      ['waiting for the referrer', { show: 'question', sort: 'due' }, [['asked']]],
      ['mine', { show: 'mine', sort: 'due' }, [['tried'], ['reached'], []]],
      ['ended', { show: 'closed', sort: 'changed' }, [['error', 'refused', 'done']]],
    ])('%s', async (_name, asked, wanted) => {
      expect(await listed(asked)).toEqual(wanted)
    })

    const sought = { name: '', born: '', number: '', sent: '' }
    test.each([
      ['a part of the first name and of the last', { ...sought, name: 'zoe ø’list' }, ['plain']],
      ['a name that nobody has', { ...sought, name: 'zoe nobody' }, []],
      ['a day of birth', { ...sought, born: '1961-02-03' }, ['plain']],
      ['an NHS number', { ...sought, number: '999 054 8609' }, ['plain']],
      ['the number of one that has ended', { ...sought, number }, ['done']],
      ['the day on which it was sent', { ...sought, sent: '2026-09-07' }, ['refused']],
      ['a day and a name', { ...sought, sent: '2026-09-03', name: 'Ann' }, ['plain']],
    ])('found by %s', async (_name, by, wanted) => {
      expect(await listed({ show: 'found', sort: 'newest', sought: by })).toEqual([wanted])
    })

    test.each([
      ['open', { show: 'open', sort: 'due' }, 6],
      ['ended', { show: 'closed', sort: 'changed' }, 3],
    ] as const)('are counted: %s', async (_name, asked, wanted) => {
      const { count = {} } = searchesFor(asked)
      const page = await client.search(queryOf({ ...count, _summary: 'count' }))
      expect([page.total, page.entry]).toEqual([wanted, []])
    })
  })
}
