import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { displayNhsNumber, isNhsNumber, isTestNhsNumber } from '../../src/domain/nhs-number.ts'

describe('an NHS number by Modulus 11', () => {
  it.each(['9990548609', '9449305552', '9990000018', '9990000131'])('%s has the right check digit', number => {
    expect(isNhsNumber(number)).toBe(true)
  })

  it('a check of 11 is written as 0', () => {
    expect(isNhsNumber('9990000050')).toBe(true)
    expect(isNhsNumber('9990000051')).toBe(false)
  })

  it('a check of 10 makes no number, whatever the last digit', () => {
    for (let digit = 0; digit < 10; digit += 1) expect(isNhsNumber(`999000000${digit}`)).toBe(false)
  })

  it.each([
    ['spaces', '999 054 8609'],
    ['nine digits', '999054860'],
    ['eleven digits', '99905486090'],
    ['a letter', '999054860X'],
    ['other digits than 0 to 9', '٩٩٩٠٥٤٨٦٠٩'],
    ['a line end', '9990548609\n'],
    ['nothing', ''],
  ])('%s: not a number', (_what, text) => {
    expect(isNhsNumber(text)).toBe(false)
  })

  it('one wrong digit, or two neighbours swapped, is always found', () => {
    const place = fc.nat({ max: 9 })
    fc.assert(
      fc.property(place, fc.nat({ max: 9 }), fc.nat({ max: 8 }), (at, digit, swap) => {
        const number = '9990548609'
        const wrong = number.slice(0, at) + digit + number.slice(at + 1)
        expect(isNhsNumber(wrong)).toBe(wrong === number)
        const swapped = number.slice(0, swap) + number[swap + 1] + number[swap] + number.slice(swap + 2)
        expect(isNhsNumber(swapped)).toBe(swapped === number)
      }),
    )
  })
})

test('is shown 3-3-4', () => {
  expect(displayNhsNumber('9990548609')).toBe('999 054 8609')
})

test('numbers that start with 9 are for tests, others may be of real people', () => {
  expect(isTestNhsNumber('9990548609')).toBe(true)
  expect(isTestNhsNumber('4990548608')).toBe(false)
})
