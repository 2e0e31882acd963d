import { describe, expect, it } from 'vitest'
import { isNhsNumber } from '../../../src/domain/nhs-number.ts'
import { digits, mistyped, seededNumbers, testNhsNumber } from '../../../src/sandbox/patients/seeded-numbers.ts'

describe('seeded numbers', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(digits(seededNumbers('one'), 30)).toBe(digits(seededNumbers('one'), 30))
    expect(digits(seededNumbers('one'), 30)).not.toBe(digits(seededNumbers('two'), 30))
  })

  it('stay below their limit and reach all of it', () => {
    const draw = seededNumbers('range')
    const drawn = new Set(Array.from({ length: 500 }, () => draw(7)))
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('make valid NHS numbers of the 999 range, and a wrong one on purpose', () => {
    const draw = seededNumbers('numbers')
    for (let made = 0; made < 200; made += 1) {
      const number = testNhsNumber(draw)
      expect(number.startsWith('999') && isNhsNumber(number)).toBe(true)
      expect(isNhsNumber(mistyped(number))).toBe(false)
    }
  })
})
