import { expect, test } from 'vitest'
import { createCircuitBreaker } from '../../src/delivery/circuit-breaker.ts'

function setUp() {
  let seconds = 0
  const breaker = createCircuitBreaker(() => seconds)
  return {
    breaker,
    advance: (by: number) => {
      seconds += by
    },
    fail: (times: number, service = 'a') => {
      for (let count = 0; count < times; count += 1) breaker.ended(service, { code: 'TIMEOUT', kind: 'passing' })
    },
  }
}

test('five failures in a row, and the hub rests for half a minute; the others go on', () => {
  const { breaker, advance, fail } = setUp()
  fail(4)
  expect(breaker.resting()).toEqual([])
  fail(1)
  expect(breaker.resting()).toEqual(['a'])
  advance(29)
  expect(breaker.resting()).toEqual(['a'])
  advance(1)
  expect(breaker.resting()).toEqual([])
})

test('after the rest one attempt finds out: while it is under way the hub rests, and its failure is another rest', () => {
  const { breaker, advance, fail } = setUp()
  fail(5)
  advance(30)
  breaker.began('a')
  expect(breaker.resting()).toEqual(['a'])
  fail(1)
  expect(breaker.resting()).toEqual(['a'])
  advance(30)
  expect(breaker.resting()).toEqual([])
})

test('an answer, also a refusal, closes it at once', () => {
  const { breaker, fail } = setUp()
  fail(5)
  breaker.ended('a', { code: 'REFUSED', kind: 'declined' })
  expect(breaker.resting()).toEqual([])
  fail(4)
  breaker.ended('a')
  fail(4)
  expect(breaker.resting()).toEqual([])
})

test('a hub that says how long is left alone for as long, up to five minutes', () => {
  const { breaker, advance, fail } = setUp()
  fail(4)
  breaker.ended('a', { code: 'RATE_LIMITED', kind: 'passing', retryAfter: 3600 })
  advance(299)
  expect(breaker.resting()).toEqual(['a'])
  advance(1)
  expect(breaker.resting()).toEqual([])
})

test('an attempt that never came to the hub leaves the finding out to the next', () => {
  const { breaker, advance, fail } = setUp()
  fail(5)
  advance(30)
  breaker.began('a')
  breaker.left('a')
  expect(breaker.resting()).toEqual([])
})

test('a hub that turns everybody away at once rests, and still may be knocked at by a person', () => {
  const { breaker, fail } = setUp()
  for (let count = 0; count < 5; count += 1) breaker.ended('a', { code: 'FORBIDDEN', kind: 'to-mend' })
  fail(5, 'b')
  expect(breaker.resting()).toEqual(['a', 'b'])
  expect(breaker.silent()).toEqual(['b'])
})

test('it is said when a trouble ends, once', () => {
  const { breaker, fail } = setUp()
  expect(breaker.ended('a')).toBe(false)
  fail(1)
  expect([breaker.ended('a'), breaker.ended('a')]).toEqual([true, false])
})
