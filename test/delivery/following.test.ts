import type { Task } from 'fhir/r4.js'
import { expect, it, vi } from 'vitest'
import { createFollowing } from '../../src/delivery/following.ts'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import type { Course } from '../../src/domain/referral-course.ts'
import { fail, ok } from '../../src/domain/result.ts'
import { CS } from '../../src/fhir/systems.ts'
import { fakeHub, receiptOf } from './fake-hub.ts'

const task = (status: Task['status'], business: string, versionId: string): Task => ({
  resourceType: 'Task',
  status,
  intent: 'order',
  id: 'a',
  meta: { versionId },
  lastModified: '2026-09-02T09:00:00.000Z',
  businessStatus: { coding: [{ system: CS.businessStatus, code: business }] },
})

/** Hubs as they answer, by referral, in turns; after the last turn it is answered again. */
function following(answers: Record<string, readonly (Task | GatewayFailure | 'gone')[]>) {
  const courses = new Map<string, Course>()
  const missing: string[] = []
  const { hub } = fakeHub()
  const asked: string[] = []
  const turns = new Map<string, number>()
  const errors: unknown[] = []
  const follow = createFollowing({
    courses: {
      due: async () => Object.keys(answers).filter(id => !courses.get(id)?.endedAt),
      read: async id => courses.get(id),
      save: async (id, course) => {
        if (id === 'broken') throw new Error('the store refuses it')
        courses.set(id, course)
      },
      missing: async id => missing.push(id),
    },
    outbox: {
      read: async id => ({
        messageId: id,
        referralId: id,
        kind: 'referral',
        serviceId: id.startsWith('letter') ? 'no-hub' : 'demo',
        handle: '',
        state: 'delivered',
        attempts: 1,
        nextAttemptAt: '',
        acceptedAt: '',
        receipt: receiptOf(id),
      }),
    },
    hubFor: serviceId =>
      serviceId === 'no-hub'
        ? undefined
        : {
            ...hub,
            looksUp: {
              workStatusAtReferral: async () => fail({ code: 'NOT_FOUND' }),
              readTask: async ({ referralId: id }) => {
                asked.push(id)
                const turn = turns.get(id) ?? 0
                turns.set(id, turn + 1)
                const answer = answers[id]?.[Math.min(turn, answers[id].length - 1)]
                if (answer === 'gone') return ok(undefined)
                return answer && 'resourceType' in answer ? ok(answer) : fail(answer ?? { code: 'NOT_FOUND' })
              },
            },
          },
    now: () => new Date('2026-09-03T09:00:00.000Z'),
    log: { error: (...said: unknown[]) => void errors.push(said) },
    everyMinutes: 15,
  })
  return { follow, courses, asked, errors, missing }
}

it('keeps what each hub says, and asks no more about what has ended', async () => {
  const { follow, courses, asked } = following({
    a: [task('accepted', 'accepted', '2'), task('in-progress', 'support-started', '5')],
    b: [task('rejected', 'not-accepted', '3')],
  })
  await follow.look()
  expect([courses.get('a')?.stage, courses.get('b')?.stage]).toEqual(['accepted', 'not-accepted'])
  await follow.look()
  expect(courses.get('a')?.stage).toBe('started')
  expect(asked).toEqual(['a', 'b', 'a'])
})

it.each<[string, GatewayFailure]>([
  ['is down', { code: 'UNREACHABLE' }],
  ['is slow', { code: 'TIMEOUT' }],
  ['answers with rubbish', { code: 'GARBAGE' }],
  ['says that it has no such Task', { code: 'NOT_FOUND' }],
])('a hub that %s leaves what was seen last, with its time', async (_name, failure) => {
  const { follow, courses } = following({ a: [task('accepted', 'contacted', '4'), failure] })
  await follow.look()
  const before = courses.get('a')
  await follow.look()
  expect(courses.get('a')).toEqual(before)
})

it('an older answer, as of a copy that lags behind, does not take a referral back', async () => {
  const { follow, courses } = following({
    a: [task('in-progress', 'plan-agreed', '6'), task('received', 'received', '2')],
  })
  await follow.look()
  await follow.look()
  expect(courses.get('a')).toMatchObject({ stage: 'started', version: '6' })
})

it('one that cannot be looked up holds up no other, and is logged', async () => {
  const { follow, courses, errors } = following({
    broken: [task('accepted', 'accepted', '1')],
    sound: [task('accepted', 'accepted', '1')],
  })
  await follow.look()
  expect([courses.get('sound')?.stage, errors.length]).toEqual(['accepted', 1])
})

it('a service without a hub is nobody to ask', async () => {
  const { follow, courses } = following({ 'letter-1': [task('accepted', 'accepted', '1')] })
  await follow.look()
  expect(courses.size).toBe(0)
})

it('a nudge looks at once, and during a round once more after it', async () => {
  const { follow, courses, asked } = following({
    a: [task('accepted', 'accepted', '2'), task('accepted', 'contacted', '3')],
  })
  follow.nudge()
  follow.nudge()
  follow.nudge()
  await vi.waitFor(() => expect(courses.get('a')?.stage).toBe('contacted'))
  expect(asked).toEqual(['a', 'a'])
  await follow.stop()
})

it('a hub that has not got a referral at two looks: nothing is counted of it, and an operator is told once', async () => {
  const { follow, courses, missing, errors } = following({
    a: [task('accepted', 'contacted', '4'), 'gone', 'gone', 'gone'],
  })
  await follow.look()
  const before = courses.get('a')
  await follow.look()
  // Once may be a hub that is still sorting itself.
  expect([courses.get('a'), errors.length]).toEqual([before, 0])
  await follow.look()
  await follow.look()
  expect([courses.get('a'), missing.length, errors.length]).toEqual([before, 3, 1])
})
