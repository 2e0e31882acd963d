import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountedReferral, countsOf, shown } from '../../src/domain/referral-counts.ts'

const NONE = {
  sentAt: undefined,
  acknowledgedAt: undefined,
  firstContactAt: undefined,
  startedAt: undefined,
  endedAt: undefined,
  outcome: undefined,
  isFinished: false,
}
const referral = (parts: Partial<CountedReferral> = {}): CountedReferral => ({ pathway: 'refer', ...NONE, ...parts })
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_each, index) => make(index))

describe('counts from which nobody can be told', () => {
  it('no count from 1 to 4 is shown, and every other is a multiple of five', () => {
    fc.assert(
      fc.property(fc.nat(5000), count => {
        const seen = shown(count)
        if (count > 0 && count < 5) expect(seen).toBe('fewer than 5')
        else expect([Number(seen) % 5, Math.abs(Number(seen) - count) <= 2]).toEqual([0, true])
      }),
    )
  })

  it('counts how far referrals came', () => {
    const counts = countsOf([
      ...times(10, () => referral()),
      ...times(12, () => referral({ sentAt: '2026-09-01T09:00:00Z' })),
      ...times(7, () =>
        referral({
          sentAt: '2026-09-01T09:00:00Z',
          acknowledgedAt: '2026-09-02T09:00:00Z',
          outcome: 'stayed-in-work',
          endedAt: '2026-10-01T09:00:00Z',
        }),
      ),
    ])
    expect(counts.steps).toEqual({ accepted: 30, sent: 20, acknowledged: 5, contacted: 0, started: 0, ended: 5 })
    expect(counts.outcomes['stayed-in-work']).toBe(5)
    expect(counts.outcomes['left-work']).toBe(0)
    expect(counts.finished).toBe(0)
  })

  it('the days to the first contact are calendar days in London, and not said of fewer than five', () => {
    const contacted = (day: number) =>
      referral({
        sentAt: '2026-09-01T22:30:00.000Z',
        firstContactAt: `2026-09-${String(day).padStart(2, '0')}T23:30:00.000Z`,
      })
    expect(countsOf([2, 3, 4, 5].map(contacted)).daysToFirstContact).toBeUndefined()
    // 23:30 UTC in September is the next day in London.
    expect(countsOf([2, 3, 4, 5, 20].map(contacted)).daysToFirstContact).toBe(4)
  })
})
