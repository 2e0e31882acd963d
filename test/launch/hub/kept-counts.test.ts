import { describe, expect, it } from 'vitest'
import { createKeptCounts } from '../../../launch/hub/counts/kept-counts.ts'

/** A service with so many referrals, one more each time that they are counted. */
function serviceWith(referrals: number) {
  let [time, counted] = [Date.parse('2026-09-03T09:00:00Z'), 0]
  const NO_STEPS = { sent: 0, acknowledged: 0, contacted: 0, started: 0, ended: 0 }
  const countsOf = createKeptCounts({
    countedOf: async () => {
      counted += 1
      return [
        { pathway: 'refer', steps: { ...NO_STEPS, accepted: referrals }, outcomes: {}, finished: 0, contacts: [] },
      ]
    },
    askedOf: async () => ({ offered: 12, declined: 6 }),
    now: () => new Date(time),
  })
  return {
    async look(afterSeconds: number) {
      time += afterSeconds * 1000
      const { countedAt } = await countsOf('demo')
      return [counted, countedAt]
    },
  }
}

describe('counts of a service', () => {
  it('with few referrals are counted anew each time', async () => {
    const service = serviceWith(4999)
    expect(await service.look(0)).toEqual([1, '2026-09-03T09:00:00.000Z'])
    expect(await service.look(1)).toEqual([2, '2026-09-03T09:00:01.000Z'])
  })

  it('with many are as they were within the last minute, and say when', async () => {
    const service = serviceWith(5000)
    expect(await service.look(0)).toEqual([1, '2026-09-03T09:00:00.000Z'])
    expect(await service.look(59)).toEqual([1, '2026-09-03T09:00:00.000Z'])
    expect(await service.look(1)).toEqual([2, '2026-09-03T09:01:00.000Z'])
  })

  it('are counted anew where the clock was set back', async () => {
    const service = serviceWith(5000)
    await service.look(0)
    expect((await service.look(-3600))[0]).toBe(2)
  })
})
