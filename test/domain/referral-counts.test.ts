import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountedGroup, countsOf, shown } from '../../src/domain/referral-counts.ts'

const NO_STEPS = { accepted: 0, sent: 0, acknowledged: 0, contacted: 0, started: 0, ended: 0 }
const group = (parts: Partial<CountedGroup>): CountedGroup => ({
  pathway: 'refer',
  steps: NO_STEPS,
  outcomes: {},
  finished: 0,
  contacts: [],
  ...parts,
})

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

  it('counts how far referrals came, of all pathways together, before anything is rounded', () => {
    const counts = countsOf([
      group({ steps: { ...NO_STEPS, accepted: 17, sent: 13, acknowledged: 3 }, outcomes: { 'stayed-in-work': 3 } }),
      group({
        pathway: 'unknown',
        steps: { ...NO_STEPS, accepted: 12, sent: 6, acknowledged: 4, ended: 7 },
        outcomes: { 'stayed-in-work': 4 },
      }),
    ])
    expect(counts.steps).toEqual({ accepted: 30, sent: 20, acknowledged: 5, contacted: 0, started: 0, ended: 5 })
    expect(counts.outcomes['stayed-in-work']).toBe(5)
    expect(counts.outcomes['left-work']).toBe(0)
    expect(counts.finished).toBe(0)
  })

  it('the days to the first contact are calendar days in London, and not said of fewer than five', () => {
    const contacts = (days: number[], times = 1) => [
      group({
        contacts: days.map(day => ({
          sent: '2026-09-01T22:30:00.000Z',
          contacted: `2026-09-${String(day).padStart(2, '0')}T23:30:00.000Z`,
          times,
        })),
      }),
    ]
    expect(countsOf(contacts([2, 3, 4, 5])).daysToFirstContact).toBeUndefined()
    // 23:30 UTC in September is the next day in London.
    expect(countsOf(contacts([2, 3, 4, 5, 20])).daysToFirstContact).toBe(4)
    expect(countsOf(contacts([20, 2, 5], 2)).daysToFirstContact).toBe(5)
    const days = [{ sent: '2026-09-01', contacted: '2026-09-03', times: 5 }]
    expect(countsOf([group({ contacts: days })]).daysToFirstContact).toBe(2)
  })
})
