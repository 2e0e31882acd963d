import fc from 'fast-check'
import type { Task } from 'fhir/r4.js'
import { expect, test } from 'vitest'
import { createContractClient, matchedIds } from '../../contract/contract-client.ts'
import { serveFhir } from './served.ts'

const STATUSES = ['requested', 'accepted', 'completed'] as const
const OWNERS = ['Organization/north', 'Organization/south'] as const
const SYSTEMS = ['https://one.example', 'https://other.example'] as const

/** What is done to one of a few Tasks: stored as this, or deleted. */
const step = fc.record({
  id: fc.constantFrom('task-a', 'task-b', 'task-c', 'task-d'),
  status: fc.constantFrom(...STATUSES, 'deleted' as const),
  owner: fc.constantFrom(...OWNERS, undefined),
  system: fc.constantFrom(...SYSTEMS),
  value: fc.constantFrom('1', '2'),
})
type Stored = Pick<Task, 'id' | 'status' | 'owner' | 'identifier'>

/** A search, and the same question asked of each Task in the plainest way. */
const QUESTIONS: readonly (readonly [query: string, matches: (task: Stored) => boolean])[] = [
  ['status=requested', task => task.status === 'requested'],
  ['status=requested,completed', task => task.status !== 'accepted'],
  ['status:not=requested', task => task.status !== 'requested'],
  ['owner=Organization/north', task => task.owner?.reference === OWNERS[0]],
  ['owner=north', task => task.owner?.reference === OWNERS[0]],
  ['owner=Organization/north,Organization/south', task => task.owner !== undefined],
  ['owner:missing=true', task => task.owner === undefined],
  ['identifier=1', task => task.identifier?.[0]?.value === '1'],
  [
    'identifier=https://one.example|1',
    task => task.identifier?.[0]?.value === '1' && task.identifier[0].system === SYSTEMS[0],
  ],
  ['identifier=https://one.example|', task => task.identifier?.[0]?.system === SYSTEMS[0]],
  ['_id=task-a,task-c,nobody', task => task.id === 'task-a' || task.id === 'task-c'],
  ['owner.name=Nor', task => task.owner?.reference === OWNERS[0]],
  ['owner.identifier=south&status=accepted', task => task.owner?.reference === OWNERS[1] && task.status === 'accepted'],
]

test('whatever was written, changed and deleted, a search finds as if it had looked at each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      const served = await serveFhir({})
      try {
        const client = createContractClient(() => served.base)
        for (const name of ['north', 'south'])
          await client.put(`Organization/${name}`, {
            resourceType: 'Organization',
            id: name,
            name,
            identifier: [{ value: name }],
          })
        const tasks = new Map<string, Stored>()
        // Searched by before and after each change: an index that was made once has to follow.
        const ask = async () => {
          for (const [query, matches] of QUESTIONS)
            expect([query, [...matchedIds(await client.search(`Task?${query}&_count=20`))].sort()]).toEqual([
              query,
              [...tasks.values()]
                .filter(matches)
                .map(each => each.id)
                .sort(),
            ])
        }
        await ask()
        for (const { id, status, owner, system, value } of steps) {
          if (status === 'deleted') {
            await client.remove(`Task/${id}`)
            tasks.delete(id)
            continue
          }
          const stored = { id, status, identifier: [{ system, value }], ...(owner && { owner: { reference: owner } }) }
          await client.put(`Task/${id}`, { resourceType: 'Task', intent: 'order', ...stored })
          tasks.set(id, stored)
        }
        await ask()
      } finally {
        await served.stop()
      }
    }),
    { numRuns: 25 },
  )
})
