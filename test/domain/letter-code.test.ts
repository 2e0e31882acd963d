import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeInGroups, readCode, tenSigns } from '../../src/domain/letter-code.ts'

const bytes = fc.uint8Array({ minLength: 7, maxLength: 7 })

describe('the code on a letter', () => {
  it('comes back from paper however it is typed', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const [id, signature] = [tenSigns(one), tenSigns(other)]
        const printed = codeInGroups(id + signature)
        expect(printed).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/)
        for (const typed of [printed, printed.toLowerCase(), ` ${printed.replaceAll('-', ' ')} `])
          expect(readCode(typed)).toEqual({ id, signature })
        // What the eye takes for another sign.
        expect(readCode(printed.replaceAll('0', 'O').replaceAll('1', 'l'))).toEqual({ id, signature })
      }),
    )
  })

  it('tells apart what differs in any of its fifty bits', () => {
    const none = new Uint8Array(7)
    const signs = Array.from({ length: 50 }, (_, bit) => {
      const one = new Uint8Array(7)
      one[6 - Math.floor(bit / 8)] = 1 << (bit % 8)
      return tenSigns(one)
    })
    expect(new Set([...signs, tenSigns(none)]).size).toBe(51)
  })

  it.each([
    '',
    'x',
    'ABCD-EFGH-JKMN-PQRS-TVW',
    'ABCD-EFGH-JKMN-PQRS-TVWXY',
    'ABCD-EFGH-JKMN-PQRS-TVW!',
    'U'.repeat(20),
  ])('is none when it is %j', typed => expect(readCode(typed)).toBeUndefined())
})
