import { describe, expect, it } from 'vitest'
import { EXT } from '../../src/fhir/systems.ts'
import { type Asking, answering, type Found, underOneLimit } from '../../src/questionnaire/asking.ts'
import { callersBudget, evaluateFhirPath, timeBudget } from '../../src/questionnaire/fhir-path.ts'
import { inOneLimit, processorTime, withinTime } from '../../src/questionnaire/time-limit.ts'
import { validateAnswers } from '../../src/questionnaire/validate-answers.ts'
import { questionnaireOf, responseOf } from './every-item-type.ts'
import { doubled } from './expressions.ts'

const budget = () => ({ each: 500, left: 1_000 })

describe('an expression of a stranger', () => {
  it.each([
    "('a' | 'b').repeat($this & 'a' | $this & 'b')",
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
  ])('that would never end is ended: %s', expression => {
    expect(evaluateFhirPath(expression, {}, {}, budget())).toMatchObject({ ok: false })
    // What comes after it is worked out as before.
    expect(evaluateFhirPath('1 + 1', {}, {})).toMatchObject({ ok: true, values: [2] })
  })

  const letters = doubled(16)
  it.each([
    doubled(27),
    `${doubled(27)}.toChars().count()`,
    `${doubled(27)}.length()`,
    `(1|2|3).select(${doubled(27)}.encode('hex')).count()`,
    `(${Array.from({ length: 28 }, (_, index) => index).join('|')}).aggregate($total.combine($total), 1).count()`,
    `(${Array.from({ length: 60 }, (_, index) => index).join('|')}).aggregate($total * $total, 3L).toString().length()`,
    `${letters}.replace('', '$\`').length()`,
    `${letters}.replace('a', ${letters}).length()`,
    `${letters}.replaceMatches('a', ${letters}).length()`,
    `(${Array.from({ length: 100 }, (_, index) => `'${index}'`).join('|')}).join(${letters}).length()`,
  ])('that makes too much is stopped before it has: %.120s', expression => {
    const given = budget()
    const before = process.memoryUsage.rss()
    expect(evaluateFhirPath(expression, {}, {}, given)).toEqual({ ok: false, why: 'too-large' })
    expect(process.memoryUsage.rss() - before).toBeLessThan(150_000_000)
    expect(given).toMatchObject({ stopped: { expression } })
  })

  it.each<[string, unknown]>([
    ["('b' | 'a').join('-')", 'b-a'],
    ["('b' | 'a').join()", 'ba'],
    ["{}.join(',').empty()", true],
    ["'abc'.replace('b', 'X')", 'aXc'],
    ["'abc'.replace('', '-')", '-a-b-c-'],
    ["'a.c'.replace('.', 'b')", 'abc'],
    ["'abc'.replace('x', 'y')", 'abc'],
    ["'abc'.replace({}, 'y').empty()", true],
    ["'11/30/1972'.replaceMatches('(\\\\d+)/(\\\\d+)/(\\\\d+)', '$3-$1-$2')".replaceAll('\\\\', '\\\\'), '1972-11-30'],
  ])('is worked out as FHIRPath says, counted or not: %s', (expression, value) => {
    expect(evaluateFhirPath(expression, {}, {})).toMatchObject({ ok: true, values: [value] })
  })

  it.each<[string, string, boolean]>([
    ['a text of 100,000 characters', 'x'.repeat(100_000), true],
    ['one more', 'x'.repeat(100_001), false],
  ])('may find %s', (_, text, ok) => {
    expect(evaluateFhirPath('%text', {}, { text }).ok).toBe(ok)
  })

  it('may give 1,000 values, and no more', () => {
    const list = Array.from({ length: 1_001 }, (_, index) => index)
    expect(evaluateFhirPath('%list.take(1000)', {}, { list }).ok).toBe(true)
    expect(evaluateFhirPath('%list', {}, { list })).toEqual({ ok: false, why: 'too-large' })
  })

  it('may give 100,000 values together with the others of its form, and no more', () => {
    const list = Array.from({ length: 1_000 }, (_, index) => index)
    const given = { each: 500, left: 60_000 }
    for (let times = 0; times < 100; times += 1) expect(evaluateFhirPath('%list', {}, { list }, given).ok).toBe(true)
    expect(evaluateFhirPath('1', {}, {}, given)).toEqual({ ok: false, why: 'too-large' })
  })

  it('of a caller is the last that is begun, once one was stopped', () => {
    const given = callersBudget()
    evaluateFhirPath(doubled(27), {}, {}, given)
    expect(evaluateFhirPath('1', {}, {}, given).ok).toBe(false)
    const ofSite = timeBudget()
    evaluateFhirPath(doubled(27), {}, {}, ofSite)
    expect(evaluateFhirPath('1', {}, {}, ofSite).ok).toBe(true)
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

  it('is one of processor time: who had to wait for the processor begins again with more of the clock', () => {
    let begun = 0
    const waited = withinTime(20, () => {
      begun += 1
      // Asleep, as on a machine that gives its time to others.
      if (begun < 3) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25 * 4 ** (begun - 1))
      return 7
    })
    expect(waited).toBe(7)
  })

  it('counts what this process has worked, not what it has waited', () => {
    const before = processorTime()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
    expect(processorTime() - before).toBeLessThan(150)
  })

  it('holds for a regex of a Questionnaire: the answer is taken, and nobody waits', () => {
    const item = { linkId: 'a', type: 'string' as const, extension: [{ url: EXT.regex, valueString: '(a+)+' }] }
    const response = responseOf({ linkId: 'a', answer: [{ valueString: `${'a'.repeat(40)}!` }] })
    expect(validateAnswers(questionnaireOf(item), response)).toEqual([])
  })
})

describe('many time limits under one', () => {
  /** As on a machine that gives its time to others. */
  const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  const forEver = (): never => {
    for (;;);
  }

  it('give the result of work that passes none of them', () => {
    expect(inOneLimit(1_000, () => withinTime(500, () => 7))).toEqual({ result: 7 })
  })

  it('say that nothing is known where the work was stopped, or one limit inside was passed', () => {
    expect(inOneLimit(20, forEver)).toBeUndefined()
    expect(inOneLimit(1_000, () => withinTime(10, () => sleep(30)))).toBeUndefined()
  })

  it('leave no trace: what comes after has its own limit again', () => {
    expect(inOneLimit(20, forEver)).toBeUndefined()
    expect(withinTime(20, forEver)).toBeUndefined()
    expect(() => inOneLimit(20, () => expect.fail('inside'))).toThrow('inside')
    expect(withinTime(20, forEver)).toBeUndefined()
  })

  it('ask a query once, though the work is begun again, and count only what was not in vain', async () => {
    const asked: string[] = []
    let begun = 0
    function* work(): Asking<unknown> {
      begun += 1
      const found = yield 'Condition'
      if (begun === 1) withinTime(10, () => sleep(30))
      budget.left -= 100
      return [found, yield 'Observation']
    }
    const budget = timeBudget()
    const ask = async (query: string): Promise<Found> => {
      asked.push(query)
      return { resourceType: 'Basic', id: query, code: {} }
    }
    expect(await answering(budget, work, ask)).toMatchObject([{ id: 'Condition' }, { id: 'Observation' }])
    expect([begun, asked]).toEqual([2, ['Condition', 'Observation']])
    expect(budget).toEqual({ ...timeBudget(), left: timeBudget().left - 100 })
  })

  it('end no expression because the machine was busy: then processor time is counted', () => {
    const little = { each: 500, left: 100 }
    let looked = 0
    const environment = {
      get waited() {
        looked += 1
        return looked === 1 ? sleep(150) : 'x'
      },
    }
    const evaluate = () => evaluateFhirPath('%waited & %waited', {}, environment, little)
    expect(underOneLimit(little, () => [evaluate(), evaluate()])).toMatchObject([{ ok: true }, { ok: true }])
    expect(little).not.toHaveProperty('stopped')
  })
})
