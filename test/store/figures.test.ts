import { expect, test } from 'vitest'
import { readFigures } from '../../src/store/figures.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const referral = (referralId: string, serviceId: string): AcceptedReferral => ({
  referralId,
  serviceId,
  handle: 'handle-1',
  bundle: { resourceType: 'Bundle', type: 'transaction', entry: [] },
  actor: { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' },
  patientKey: 'patient-key',
})
const receipt = (receivedAt: string) => ({
  receivedAt,
  serviceRequest: 'ServiceRequest/12',
  task: 'Task/13',
  patient: 'Patient/11',
})

test('counts what stands where, what was tried again, how old the oldest is and how long receipts took', async () => {
  const clock = stoppedClock()
  const { outbox, database } = await openStore({ now: clock.now })
  expect(await readFigures(database)).toMatchObject({ standings: [], actions: [] })

  for (const [id, service] of [
    ['r1', 'north'],
    ['r2', 'north'],
    ['r3', 'south'],
  ] as const)
    await outbox.accept(referral(id, service))
  clock.advance(4)
  const first = await outbox.claim(60, { messageId: 'r1' })
  if (!first) throw new Error('nothing to claim')
  await outbox.delivered(first, receipt(clock.now().toISOString()))
  const second = await outbox.claim(60, { messageId: 'r2' })
  if (!second) throw new Error('nothing to claim')
  await outbox.waitAgain(second, { code: 'TIMEOUT' }, { inSeconds: 5, lookFirst: true })
  clock.advance(6)
  await outbox.claim(60, { messageId: 'r2' })

  const figures = await readFigures(database)
  expect(figures.standings.map(({ service, state, count, retries }) => [service, state, count, retries])).toEqual([
    ['north', 'delivered', 1, 0],
    ['north', 'delivering', 1, 1],
    ['south', 'waiting', 1, 0],
  ])
  const oldest = figures.standings.find(each => each.service === 'south')?.oldest ?? ''
  expect(figures.at.getTime() - Date.parse(oldest)).toBe(10_000)
  expect(Object.fromEntries(figures.secondsToReceipt)).toEqual({ north: [4] })
  expect(figures.actions).toContainEqual({ action: 'accepted', count: 3 })

  clock.advance(86_400)
  expect((await readFigures(database)).secondsToReceipt.size).toBe(0)
})
