import { expect, it } from 'vitest'
import { ATTENTIONS, type Attention, attentionOf } from '../../src/domain/practice-list.ts'
import type { ReferralStage } from '../../src/domain/referral-status.ts'

// Friday 28 August 2026; Monday 31 August is the summer bank holiday.
const SENT = '2026-08-28T15:00:00.000Z'

it.each<[string, Attention | undefined]>([
  ['2026-08-28', undefined],
  ['2026-08-31', undefined],
  ['2026-09-02', undefined],
  ['2026-09-03', 'not-acknowledged'],
])('a referral that nobody has opened: on %s, two working days later or not, %s', (today, attention) => {
  expect(attentionOf({ state: 'delivered' }, 'sent', SENT, today)).toBe(attention)
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
  expect(attentionOf({ state: 'delivered' }, stage, SENT, '2026-08-28')).toBe(attention)
})

it.each<[Parameters<typeof attentionOf>[0], Attention | undefined]>([
  [{ state: 'waiting' }, 'not-sent'],
  [{ state: 'waiting', failure: { code: 'TIMEOUT' } }, 'not-sent'],
  [{ state: 'waiting', failure: { code: 'REFUSED', status: 408 } }, 'not-sent'],
  [{ state: 'waiting', failure: { code: 'FORBIDDEN', status: 400 } }, 'held'],
  [{ state: 'waiting', failure: { code: 'SERVER_ERROR', status: 501 } }, 'held'],
  // Given up by the version before this one.
  [{ state: 'dead', failure: { code: 'REFUSED', status: 405 } }, 'held'],
  [{ state: 'dead', failure: { code: 'REFUSED', status: 422 } }, 'refused'],
  [{ state: 'dead' }, 'refused'],
  [{ state: 'cancelled' }, undefined],
])('a referral that stands here at %j: %s', (delivery, attention) => {
  expect(attentionOf(delivery, 'not-read', SENT, '2026-08-28')).toBe(attention)
})

it.each<[string, 'waiting' | 'recorded' | undefined, ReferralStage, Attention | undefined]>([
  ['2026-09-01', 'waiting', 'received', undefined],
  ['2026-09-02', 'waiting', 'received', 'no-talk'],
  ['2026-09-02', 'waiting', 'sent', 'no-talk'],
  ['2026-09-02', 'recorded', 'received', undefined],
  ['2026-09-02', undefined, 'received', undefined],
  ['2026-09-02', 'waiting', 'contacted', undefined],
  ['2026-09-02', 'waiting', 'withdrawn', undefined],
])('a talk that the referrer asked for: on %s, %s, %s', (today, talk, stage, attention) => {
  expect(attentionOf({ state: 'delivered' }, stage, SENT, today, talk)).toBe(attention)
})

it('a talk that nobody has is the first thing to look at', () => {
  expect(ATTENTIONS[0]).toBe('no-talk')
})
