import { describe, expect, it } from 'vitest'
import { referralToShow, type StandingReferral } from '../../src/domain/referral-to-show.ts'

const TODAY = '2026-12-01'
const open = (referralId: string, sentOn: string, acceptedAt?: string): StandingReferral => ({
  referralId,
  sentOn,
  acceptedAt,
  standing: 'open',
})
const ended = (referralId: string, endedOn: string, sentOn = '2026-06-01'): StandingReferral => ({
  referralId,
  sentOn,
  standing: { endedOn },
})
const shown = (...referrals: StandingReferral[]) => referralToShow(referrals, TODAY)?.referralId

describe('the referral that a launch leads to', () => {
  it('is none where there is none', () => {
    expect(shown()).toBeUndefined()
  })

  it.each([
    ['27 days ago', '2026-11-04', 'r1'],
    ['28 days ago', '2026-11-03', 'r1'],
    ['29 days ago', '2026-11-02', undefined],
  ])('that ended %s', (_name, endedOn, found) => {
    expect(shown(ended('r1', endedOn))).toBe(found)
  })

  it('is the newest open one, before any that ended since', () => {
    const two = [open('older', '2026-01-01'), open('newer', '2026-02-01')]
    expect(shown(...two, ended('just-ended', '2026-12-01', '2026-11-30'))).toBe('newer')
    expect(shown(...two.toReversed())).toBe('newer')
  })

  it('of one day is the one that was accepted last, and one without a day comes last', () => {
    const morning = open('morning', '2026-11-01', '2026-11-01T08:00:00.000Z')
    const noon = open('noon', '2026-11-01', '2026-11-01T12:00:00.000Z')
    expect(shown(noon, morning)).toBe('noon')
    expect(shown(open('no-day', 'unknown'), morning)).toBe('morning')
    expect(shown(open('no-day', 'unknown'))).toBe('no-day')
  })

  it('with an end that has no day counts by its sending, which was before', () => {
    expect(shown(ended('r1', 'unknown', '2026-11-03'))).toBe('r1')
    expect(shown(ended('r1', 'unknown', '2026-11-02'))).toBeUndefined()
    expect(shown(ended('r1', 'unknown', 'unknown'))).toBeUndefined()
  })
})
