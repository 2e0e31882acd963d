import type { Task } from 'fhir/r4.js'
import { describe, expect, it } from 'vitest'
import { isPhase, statesOf } from '../../../src/domain/referral-moves.ts'
import { CS } from '../../../src/fhir/systems.ts'
import { businessStatusOf } from '../../../src/fhir/task-standing.ts'
import { type Move, moveTask } from '../../../src/sandbox/hub/task-moves.ts'

const NOW = '2026-09-04T10:00:00.000Z'
const STATUSES: readonly Task['status'][] = [
  'draft',
  'requested',
  'received',
  'accepted',
  'rejected',
  'ready',
  'cancelled',
  'in-progress',
  'on-hold',
  'failed',
  'completed',
  'entered-in-error',
]
const taskIn = (status: Task['status']): Task => {
  const first = isPhase(status) ? statesOf(status)[0] : undefined
  return {
    resourceType: 'Task',
    id: 't',
    status,
    intent: 'order',
    ...(first && { businessStatus: businessStatusOf(first) }),
  }
}
const possibleFrom = (move: Move): string[] =>
  STATUSES.filter(status => {
    const moved = moveTask(taskIn(status), move, NOW)
    return moved.ok && moved.value.length > 0
  })

describe('moves of a referral’s Task', () => {
  it.each<[string, Move, string[]]>([
    ['acknowledged', { kind: 'acknowledge' }, ['requested', 'ready']],
    ['accepted', { kind: 'accept' }, ['requested', 'received', 'ready']],
    ['turned down', { kind: 'decline', reason: '40', words: '' }, ['requested', 'received', 'ready']],
    [
      'cancelled for the patient',
      { kind: 'decline', reason: '27', words: '' },
      ['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold'],
    ],
    ['closed', { kind: 'close', outcome: 'advice-only' }, ['received', 'accepted', 'in-progress', 'on-hold']],
  ])('can be %s only from the states of the table', (_name, move, from) => {
    expect(possibleFrom(move)).toEqual(from)
  })

  it('give the reason’s own words where the coach added none', () => {
    const moved = moveTask(taskIn('requested'), { kind: 'decline', reason: '22', words: '' }, NOW)
    expect(moved).toMatchObject({ ok: true, value: [{ statusReason: { text: 'The service has no capacity now' } }] })
  })

  it('drop the reason of an earlier state and keep earlier outputs', () => {
    const output = [{ type: { text: 'Plan' }, valueString: 'Half days' }]
    const before: Task = { ...taskIn('on-hold'), statusReason: { text: 'Ill' }, output }
    const moved = moveTask(before, { kind: 'close', outcome: 'stayed-in-work' }, NOW)
    expect(moved).toMatchObject({ ok: true, value: [{ output: [output[0], { type: { text: 'Outcome' } }] }] })
    expect(moved.ok && moved.value[0]?.statusReason).toBeUndefined()
  })

  it('settle a received referral in two steps, of which each is a move of the table', () => {
    const moved = moveTask(taskIn('received'), { kind: 'close', outcome: 'advice-only' }, NOW)
    expect(moved.ok && moved.value.map(each => each.status)).toEqual(['accepted', 'completed'])
  })

  it('take the same decision again as made, another one as not possible', () => {
    const closed: Task = {
      ...taskIn('completed'),
      businessStatus: { coding: [{ system: CS.businessStatus, code: 'closed-outcome' }] },
      output: [{ type: {}, valueCodeableConcept: { coding: [{ system: CS.outcome, code: 'left-work' }] } }],
    }
    expect(moveTask(closed, { kind: 'close', outcome: 'left-work' }, NOW)).toEqual({ ok: true, value: [] })
    expect(moveTask(closed, { kind: 'close', outcome: 'stayed-in-work' }, NOW)).toMatchObject({ ok: false })
  })
})
