import { expect, test } from 'vitest'
import type { Course } from '../../src/domain/referral-course.ts'
import { createCourses } from '../../src/store/courses.ts'
import type { AcceptedReferral } from '../../src/store/outbox.ts'
import { openStore, stoppedClock } from './temporary-store.ts'

const receipt = {
  receivedAt: '2026-09-01T09:00:01.000Z',
  serviceRequest: 'ServiceRequest/12',
  task: 'Task/13',
  patient: 'Patient/11',
}
const referral = (referralId: string): AcceptedReferral => ({
  referralId,
  serviceId: 'demo',
  handle: 'handle-1',
  bundle: { resourceType: 'Bundle', type: 'transaction', entry: [] },
  actor: { fhirUser: 'Practitioner/gp-1', issuer: 'https://ehr.example/fhir' },
  patientKey: 'patient-key',
  pathway: 'refer',
})
const course: Course = {
  stage: 'contacted',
  version: '4',
  seenAt: '2026-09-03T09:00:00.000Z',
  acknowledgedAt: '2026-09-02T09:00:00.000Z',
  firstContactAt: '2026-09-03T08:00:00.000Z',
}

/** Two instances on one store, with so many referrals that their hub has, and one that it has not. */
async function twoInstances(count: number) {
  const clock = stoppedClock()
  const one = await openStore({ now: clock.now })
  const two = await openStore({ dataDir: one.dataDir, dataKey: one.dataKey, now: clock.now })
  for (let index = 0; index <= count; index += 1) await one.outbox.accept(referral(`r${index}`))
  for (let index = 0; index < count; index += 1) {
    const claim = await one.outbox.claim(60, { messageId: `r${index}` })
    if (!claim) throw new Error('nothing to claim')
    await one.outbox.delivered(claim, receipt)
  }
  return { clock, one: createCourses(one.database), two: createCourses(two.database), database: one.database }
}

test('each referral that arrived is looked up by one instance, again after its time, and no more once it has ended', async () => {
  const { clock, one, two } = await twoInstances(12)
  const taken = await Promise.all([one.due(4, 15), two.due(4, 15), one.due(4, 15), two.due(4, 15)])
  expect(taken.flat().toSorted()).toEqual(Array.from({ length: 12 }, (_each, index) => `r${index}`).toSorted())
  clock.advance(14 * 60)
  expect(await one.due(20, 15)).toEqual([])
  await one.save('r3', { ...course, endedAt: '2026-09-05T09:00:00.000Z' })
  clock.advance(61)
  const again = await two.due(20, 15)
  expect([again.length, again.includes('r3')]).toEqual([11, false])
})

test('what was seen is read back as it was, by the other instance too', async () => {
  const { one, two } = await twoInstances(1)
  expect(await two.read('r0')).toBeUndefined()
  await one.due(5, 15)
  expect(await two.read('r0')).toBeUndefined()
  await one.save('r0', course)
  expect(await two.read('r0')).toEqual(course)
})

test('every referral to a service is counted, also one that has not arrived', async () => {
  const { one } = await twoInstances(2)
  await one.due(5, 15)
  await one.save('r1', course)
  const [counted, ...others] = await one.counted('demo')
  expect([counted?.pathway, others]).toEqual(['refer', []])
  expect(counted?.steps).toEqual({ accepted: 3, sent: 2, acknowledged: 1, contacted: 1, started: 0, ended: 0 })
  expect(await one.counted('another')).toEqual([])
})

test('a referral that a hub speaks of is due at once; another hub’s, one that ended, and a guess are not', async () => {
  const { one: courses, clock } = await twoInstances(1)
  expect(await courses.due(10, 15)).toEqual(['r0'])
  await courses.save('r0', course)
  clock.advance(60)
  expect(await courses.due(10, 15)).toEqual([])
  expect(await courses.lookSoon('other', 'Task/13')).toBe(false)
  expect(await courses.lookSoon('demo', 'Task/1')).toBe(false)
  expect(await courses.lookSoon('demo', 'Task/%')).toBe(false)
  expect(await courses.due(10, 15)).toEqual([])
  expect(await courses.lookSoon('demo', 'Task/13')).toBe(true)
  expect(await courses.due(10, 15)).toEqual(['r0'])
  await courses.save('r0', { ...course, endedAt: '2026-09-04T09:00:00.000Z' })
  expect(await courses.lookSoon('demo', 'Task/13')).toBe(false)
})

test('an end without words is kept so that an instance of the version before can read it too', async () => {
  const { one, two, database } = await twoInstances(3)
  expect(await one.due(10, 15)).toHaveLength(3)
  const endedAt = '2026-09-03T09:00:00.000Z'
  await one.save('r0', { ...course, stage: 'finished', endedAt })
  await one.save('r1', { ...course, stage: 'ended', endedAt })
  await one.save('r2', { ...course, stage: 'not-started' })
  const rows = await database.select('select stage from referral_course order by referral_id')
  expect(rows.map(each => each.stage)).toEqual(['closed-outcome', 'unknown', 'sent'])
  expect([await two.read('r0'), await two.read('r1')].map(each => each?.stage)).toEqual(['finished', 'ended'])
  expect((await two.counted('demo'))[0]?.finished).toBe(1)
})

test('a referral that its hub has not got at two looks is missing until it is seen again, also one that was never seen', async () => {
  const { one } = await twoInstances(2)
  await one.due(2, 15)
  await one.save('r0', course)
  expect([await one.missing('r0'), await one.missing('r1')]).toEqual([1, 1])
  expect([(await one.read('r0'))?.missingSince, await one.read('r1'), await one.allMissing()]).toEqual([
    undefined,
    undefined,
    [],
  ])
  expect([await one.missing('r0'), await one.missing('r1')]).toEqual([2, 2])
  expect(await one.read('r0')).toMatchObject({ stage: 'contacted', missingSince: expect.any(String) })
  expect(await one.read('r1')).toMatchObject({ stage: 'unknown', missingSince: expect.any(String) })
  expect((await one.allMissing()).map(each => [each.referralId, each.serviceId])).toEqual([
    ['r0', 'demo'],
    ['r1', 'demo'],
  ])
  await one.save('r0', course)
  expect([(await one.read('r0'))?.missingSince, (await one.allMissing()).length, await one.missing('r0')]).toEqual([
    undefined,
    1,
    1,
  ])
})

test('a receipt follows a referral to its new place, where versions are counted anew; an older reader does not bring it back', async () => {
  const store = await openStore({ now: stoppedClock().now })
  const courses = createCourses(store.database)
  await store.outbox.accept(referral('r0'))
  const claim = await store.outbox.claim(60, { messageId: 'r0' })
  if (!claim) throw new Error('nothing to claim')
  await store.outbox.delivered(claim, receipt)
  await courses.due(1, 15)
  await courses.save('r0', course)
  const there = { ...receipt, task: 'Task/99' }
  expect(await store.outbox.moved('r0', receipt, there)).toBe(true)
  expect([(await store.outbox.read('r0'))?.receipt, (await courses.read('r0'))?.version]).toEqual([there, ''])
  expect(await store.outbox.moved('r0', receipt, { ...receipt, task: 'Task/7' })).toBe(false)
  expect((await store.outbox.read('r0'))?.receipt).toEqual(there)
})

test('what was withdrawn from here is kept, whether it was ever looked up or not, and is looked up no more', async () => {
  const { clock, one, two } = await twoInstances(2)
  await one.withdrawn('r0')
  expect(await two.due(5, 15)).toEqual(['r1'])
  await one.withdrawn('r1')
  clock.advance(16 * 60)
  expect(await two.due(5, 15)).toEqual([])
  expect(await Promise.all(['r0', 'r1'].map(two.read))).toMatchObject([
    { stage: 'withdrawn', endedAt: expect.any(String) },
    { stage: 'withdrawn', endedAt: expect.any(String) },
  ])
})
