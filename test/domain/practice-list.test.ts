import { expect, it } from 'vitest'
import { type Attention, attentionOf } from '../../src/domain/practice-list.ts'
import type { ReferralStage } from '../../src/domain/referral-status.ts'

// Friday 28 August 2026; Monday 31 August is the summer bank holiday.
const SENT = '2026-08-28T15:00:00.000Z'

it.each<[string, Attention | undefined]>([
  ['2026-08-28', undefined],
  ['2026-08-31', undefined],
  ['2026-09-02', undefined],
  ['2026-09-03', 'not-acknowledged'],
])('a referral that nobody has opened: on %s, two working days later or not, %s', (today, attention) => {
  expect(attentionOf('delivered', 'sent', SENT, today)).toBe(attention)
})

it.each<[ReferralStage | 'not-read', Attention | undefined]>([
  ['received', undefined],
  ['accepted', undefined],
  ['started', undefined],
  ['closed-outcome', undefined],
  ['withdrawn', undefined],
  ['awaiting-information', 'question'],
  ['contact-attempted', 'no-contact'],
  ['closed-no-contact', 'no-contact'],
  ['not-accepted', 'declined'],
  ['failed', 'failed'],
  ['entered-in-error', 'failed'],
  ['unknown', 'not-readable'],
  ['not-read', 'not-readable'],
])('a referral that is %s at its service: %s', (stage, attention) => {
  expect(attentionOf('delivered', stage, SENT, '2026-08-28')).toBe(attention)
})

it.each<['waiting' | 'dead' | 'cancelled', Attention | undefined]>([
  ['waiting', 'not-sent'],
  ['dead', 'refused'],
  ['cancelled', undefined],
])('a referral that is %s here: %s', (state, attention) => {
  expect(attentionOf(state, 'not-read', SENT, '2026-08-28')).toBe(attention)
})
