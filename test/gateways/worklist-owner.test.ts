import express from 'express'
import type { FhirResource, Task } from 'fhir/r4.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CS, ID } from '../../src/fhir/systems.ts'
import { createFhirClient, type FhirClient } from '../../src/gateways/fhir-client.ts'
import { firstPlace } from '../../src/gateways/list-place.ts'
import { createWorklist } from '../../src/gateways/worklist.ts'
import { createFhirServer } from '../../src/sandbox/fhir-server/fhir-server.ts'
import { listen } from '../../src/sandbox/listen.ts'

/**
 * Every owner that a Task may have, on hubs that know the service, another one, both or none, seen by each service: what is not surely a
 * service's is neither listed, shown nor opened, and so cannot be written either.
 */
const OWNERS = [
  'none',
  'north',
  'south',
  'coach of north',
  'coach of south',
  'coach of nobody',
  'coach of both',
  'somebody unknown',
] as const
const HUBS = {
  'knows none': [],
  'knows north': ['north'],
  'knows south': ['south'],
  'knows both': ['north', 'south'],
} as const

for (const [name, services] of Object.entries(HUBS))
  describe(`a hub that ${name}`, () => {
    const fhir = createFhirServer()
    let client: FhirClient
    let stop: () => Promise<void>
    const tasks = new Map<string, string>()
    const put = async (resource: FhirResource) => {
      const written = await client.create(resource)
      if (!written.ok) throw new Error(written.failure.diagnostics)
      return written.value.reference
    }

    beforeAll(async () => {
      const server = await listen(express().use('/fhir', fhir.router), 0, '127.0.0.1')
      stop = async () => {
        await server.close()
        await fhir.close()
      }
      client = createFhirClient({ baseUrl: `http://127.0.0.1:${server.port}/fhir`, timeoutMs: 30_000 })
      const places: Record<string, string | undefined> = {}
      for (const service of services)
        places[service] = await put({
          resourceType: 'HealthcareService',
          identifier: [{ system: ID.service, value: `pack/${service}` }],
          name: service,
        })
      const roleAt = (key: string, at: string | undefined) =>
        put({
          resourceType: 'PractitionerRole',
          identifier: [{ system: ID.coach, value: `${key}/rosa` }],
          ...(at && { healthcareService: [{ reference: at }] }),
        })
      const owners: Record<(typeof OWNERS)[number], string | undefined> = {
        none: undefined,
        north: places.north,
        south: places.south,
        'coach of north': await roleAt('north', places.north),
        'coach of south': await roleAt('south', places.south),
        'coach of nobody': await roleAt('nobody', undefined),
        // Their key is of the south: no referral of theirs opens for the north.
        'coach of both': await roleAt('south', places.north),
        'somebody unknown': await put({ resourceType: 'Organization', name: 'Somebody' }),
      }
      for (const owner of OWNERS) {
        const task: Task = {
          resourceType: 'Task',
          status: 'requested',
          intent: 'order',
          code: { coding: [{ system: CS.taskCode, code: 'fulfill' }] },
          ...(owners[owner] && { owner: { reference: owners[owner] } }),
        }
        tasks.set(owner, (await put(task)).replace('Task/', ''))
      }
    })
    afterAll(() => stop())

    it.each(['north', 'south', 'west'])('shows the coaches of %s their own referrals and no other', async service => {
      const worklist = createWorklist(client, `pack/${service}`)
      const isKnown = services.some(each => each === service)
      const own: string[] = OWNERS.filter(owner => isKnown && (owner === service || owner === `coach of ${service}`))
      const reader = { coachKey: `${service}/rosa`, today: '2026-09-10' }
      const wanted = own.map(owner => tasks.get(owner) ?? '').sort()
      // The second time the hub is asked before it is known who they are now.
      for (const _time of ['first', 'again']) {
        const listed = await worklist.page(firstPlace({ show: 'open', sort: 'due' }), reader)
        expect(listed.ok && listed.value.items.map(each => each.taskId).sort()).toEqual(wanted)
        expect(listed.ok && [...listed.value.views.keys()].sort()).toEqual(wanted)
      }
      for (const [owner, taskId] of tasks)
        expect([owner, (await worklist.open(taskId)).ok]).toEqual([owner, own.includes(owner)])
    })
  })
