import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayHaveArrived, retryDelay } from '../../src/delivery/retry.ts'

test('the first retry comes within 5 seconds, and not at once', () => {
  expect([retryDelay(1, 0), retryDelay(1, 1)]).toEqual([2.5, 5])
})

test('each wait is twice the one before, up to 5 minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 50, 5000].map(attempts => retryDelay(attempts, 1))).toEqual([
    5, 10, 20, 40, 80, 160, 300, 300, 300, 300,
  ])
})

test('what the hub asked for is honoured, up to 5 minutes', () => {
  expect(retryDelay(1, 0, 60)).toBe(60)
  expect(retryDelay(1, 0, 86_400)).toBe(300)
  expect(retryDelay(7, 1, 1)).toBe(300)
})

test('no wait is ever outside 2.5 seconds and 5 minutes', () => {
  const attempts = fc.integer({ min: 1, max: 100_000 })
  const random = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(attempts, random, fc.nat(), (count, chance, retryAfter) => {
      const delay = retryDelay(count, chance, retryAfter)
      return delay >= 2.5 && delay <= 300
    }),
  )
})

test('only a hub that turned us away at the door cannot have stored the referral', () => {
  expect(mayHaveArrived({ code: 'RATE_LIMITED' })).toBe(false)
  expect(mayHaveArrived({ code: 'UNAUTHORIZED' })).toBe(false)
  expect(mayHaveArrived({ code: 'NO_HUB' })).toBe(false)
  for (const code of ['TIMEOUT', 'UNREACHABLE', 'CONFLICT', 'GARBAGE', 'SERVER_ERROR', 'INTERNAL'] as const) {
    expect(mayHaveArrived({ code })).toBe(true)
  }
})
