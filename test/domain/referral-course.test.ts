import { describe, expect, it } from 'vitest'
import { type Course, courseAfter, isEnded } from '../../src/domain/referral-course.ts'
import type { ReferralStage } from '../../src/domain/referral-status.ts'

const SEEN = '2026-09-10T12:00:00.000Z'
const at = (stage: ReferralStage, updatedAt: string | 'unknown' = '2026-09-10T10:00:00.000Z') => ({ stage, updatedAt })
const after = (stages: readonly (readonly [ReferralStage, string])[]): Course | undefined =>
  stages.reduce<Course | undefined>(
    (before, [stage, when], index) => courseAfter(before, at(stage, when), String(index + 1), SEEN),
    undefined,
  )

describe('what is known of a referral after each look (hazard H16)', () => {
  it('each milestone has the time at which it was first seen to be passed', () => {
    expect(
      after([
        ['sent', '2026-09-01T09:00:00.000Z'],
        ['received', '2026-09-02T09:00:00.000Z'],
        ['contact-attempted', '2026-09-03T09:00:00.000Z'],
        ['contacted', '2026-09-04T09:00:00.000Z'],
        ['assessment-booked', '2026-09-05T09:00:00.000Z'],
        ['started', '2026-09-06T09:00:00.000Z'],
        ['paused', '2026-09-07T09:00:00.000Z'],
        ['closed-outcome', '2026-09-08T09:00:00.000Z'],
      ]),
    ).toMatchObject({
      acknowledgedAt: '2026-09-02T09:00:00.000Z',
      firstContactAt: '2026-09-04T09:00:00.000Z',
      startedAt: '2026-09-06T09:00:00.000Z',
      endedAt: '2026-09-08T09:00:00.000Z',
    })
  })

  it.each<[ReferralStage, (keyof Course)[]]>([
    ['sent', []],
    ['unknown', []],
    ['waiting-list', ['acknowledgedAt']],
    ['started', ['acknowledgedAt', 'firstContactAt', 'startedAt']],
    ['not-accepted', ['acknowledgedAt', 'endedAt']],
    ['closed-no-contact', ['acknowledgedAt', 'endedAt']],
    ['withdrawn', ['endedAt']],
    ['failed', ['endedAt']],
    ['closed-outcome', ['acknowledgedAt', 'firstContactAt', 'endedAt']],
  ])('%s alone tells no more than it says', (stage, milestones) => {
    const course = courseAfter(undefined, at(stage), '1', SEEN)
    const all = ['acknowledgedAt', 'firstContactAt', 'startedAt', 'endedAt'] as const
    expect(all.filter(each => course[each] !== undefined)).toEqual(milestones)
  })

  it('an answer that is older than what was seen changes nothing but when it was asked', () => {
    const known = courseAfter(undefined, at('started'), '10', SEEN)
    const later = '2026-09-11T12:00:00.000Z'
    expect(courseAfter(known, at('received'), '9', later)).toEqual({ ...known, seenAt: later })
  })

  it('where the service says no time, the time of the look stands', () => {
    expect(courseAfter(undefined, at('received', 'unknown'), 'a', SEEN).acknowledgedAt).toBe(SEEN)
  })

  it('an unknown stage never ends a referral', () => {
    expect(isEnded('unknown')).toBe(false)
  })
})
