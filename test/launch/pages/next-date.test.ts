import { expect, it } from 'vitest'
import { nextDate, otherDates } from '../../../launch/pages/status/next-date.ts'
import type { ReferralStatus } from '../../../src/domain/referral-status.ts'

const TODAY = '2026-12-01'
const status = (parts: Partial<ReferralStatus>): ReferralStatus => ({
  stage: 'assessment-booked',
  updatedAt: 'unknown',
  ...parts,
})

it.each<[string, Partial<ReferralStatus>, string | undefined]>([
  ['an appointment', { appointment: '2026-12-04 10:30' }, 'First appointment 4 December 2026 at 10:30'],
  ['one of today', { appointment: '2026-12-01 08:00' }, 'First appointment 1 December 2026 at 08:00'],
  ['one that is over', { appointment: '2026-11-30 10:30' }, undefined],
  ['the end of a pause', { stage: 'paused', pausedUntil: '2027-02-01' }, 'Paused until 1 February 2027'],
  ['a pause that is over by its stage', { stage: 'started', pausedUntil: '2027-02-01' }, undefined],
  [
    'the start, for who waits',
    { stage: 'waiting-list', expectedStart: '2027-01-11' },
    'Expected start 11 January 2027',
  ],
  ['words in place of a date', { stage: 'waiting-list', expectedStart: 'in spring' }, 'Expected start in spring'],
  ['none', {}, undefined],
  ['none for what has ended', { stage: 'not-accepted', appointment: '2026-12-04 10:30' }, undefined],
])('the next date is %s', (_name, parts, said) => {
  const next = nextDate(status(parts), TODAY)
  expect(next && `${next.label} ${next.says}`).toBe(said)
})

it('an appointment that is over, or that nobody keeps any more, can still be read', () => {
  expect(otherDates(status({ stage: 'started', appointment: '2026-11-30 10:30' }), TODAY)).toMatchObject([
    { label: 'First appointment', says: '30 November 2026 at 10:30' },
  ])
  expect(otherDates(status({ appointment: '2026-12-04 10:30' }), TODAY)).toEqual([])
})
