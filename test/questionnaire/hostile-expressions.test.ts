import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { evaluateFhirPath } from '../../src/questionnaire/fhir-path.ts'
import { withinTime } from '../../src/questionnaire/time-limit.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { questionnaireOf, responseOf } from './every-item-type.ts'

const budget = () => ({ each: 500, left: 1_000 })

describe('an expression of a stranger', () => {
  it.each([
    '1.repeat($this + 1)',
    "('a' | 'b').repeat($this & 'a' | $this & 'b')",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
  ])('that would never end is ended: %s', expression => {
    expect(evaluateFhirPath(expression, {}, {}, budget())).toEqual({ ok: false, why: 'too-slow' })
    // What comes after it is worked out as before.
    expect(evaluateFhirPath('1 + 1', {}, {})).toMatchObject({ ok: true, values: [2] })
  })

  it('takes nothing from a budget that is spent', () => {
    expect(evaluateFhirPath('1', {}, {}, { each: 100, left: 0 })).toEqual({ ok: false, why: 'too-slow' })
  })

  it('that is longer than any form needs is not even parsed', () => {
    expect(evaluateFhirPath(`1${' + 1'.repeat(6_000)}`, {}, {})).toEqual({ ok: false, why: 'broken' })
  })

  it.each(["'https://elsewhere.example/Patient/1'.resolve()", "%x.memberOf('https://elsewhere.example/vs')"])(
    'cannot reach another host: %s',
    expression => {
      expect(evaluateFhirPath(expression, {}, { x: { code: 'a' } })).toEqual({ ok: false, why: 'broken' })
    },
  )
})

describe('a time limit', () => {
  it('gives the result, passes on what is thrown, and ends what takes longer', () => {
    expect(withinTime(1_000, () => 7)).toBe(7)
    expect(() =>
      withinTime(1_000, () => {
        throw new Error('inside')
      }),
    ).toThrow('inside')
    expect(
      withinTime(20, () => {
        for (;;);
      }),
    ).toBeUndefined()
  })

  it('holds for a regex of a Questionnaire: the answer is taken, and nobody waits', () => {
    const item = { linkId: 'a', type: 'string' as const, extension: [{ url: EXT.regex, valueString: '(a+)+' }] }
    const response = responseOf({ linkId: 'a', answer: [{ valueString: `${'a'.repeat(40)}!` }] })
    expect(validateAnswers(questionnaireOf(item), response)).toEqual([])
  })
})
