import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readShortReference, shortReference } from '../../src/domain/short-reference.ts'

describe('the short reference of a referral', () => {
  it('stays what it is: a paper of last month and a hub of another version say the same', () => {
    expect(shortReference('00000000-0000-4000-8000-000000000000')).toBe('8339-RGVJ')
    expect(shortReference('6f1c0a52-7d3b-4e21-9c46-2b8a90d3e175')).toBe('CGM5-FH27')
    expect(shortReference('6F1C0A52-7D3B-4E21-9C46-2B8A90D3E175')).toBe('CGM5-FH27')
  })

  it('has two groups of four signs that nobody mistakes, and comes back however it is typed', () => {
    fc.assert(
      fc.property(fc.uuid(), id => {
        const said = shortReference(id)
        expect(said).toMatch(/^[2-9CFGHJMPQRVWX]{4}-[2-9CFGHJMPQRVWX]{4}$/)
        for (const typed of [said, said.toLowerCase(), ` ${said.replace('-', ' ')} `, said.replace('-', '–')])
          expect(readShortReference(typed)).toBe(said)
      }),
    )
  })

  it('hangs on every part of the number, so that numbers that only count up differ too', () => {
    const id = '6f1c0a52-7d3b-4e21-9c46-2b8a90d3e175'
    const others = [...id].flatMap((sign, at) =>
      sign === '-' ? [] : [`${id.slice(0, at)}${sign === '0' ? '1' : '0'}${id.slice(at + 1)}`],
    )
    expect(new Set([id, ...others].map(shortReference)).size).toBe(33)
  })

  it("says another maker's number as it is", () => expect(shortReference('REF/2026/17')).toBe('REF/2026/17'))

  it.each(['', '7C3Q', '7C3Q-R2M0', '7C3Q-R2MX-2', '6f1c0a52-7d3b-4e21-9c46-2b8a90d3e175', 'Ann Placeholder'])(
    'is none when it is %j',
    typed => expect(readShortReference(typed)).toBeUndefined(),
  )
})
