import { describe, expect, it } from 'vitest'
import { formExcess } from '../../src/questionnaire/form-limits.ts'
import { readQuestionnaire } from '../../src/questionnaire/questionnaire-schema.ts'
import { questionnaireOf } from './every-item-type.ts'

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const onItem = (parts: object) => ({ item: [{ linkId: 'a', type: 'choice', ...parts }] })
const nested = (levels: number): unknown => (levels === 0 ? 1 : { inner: nested(levels - 1) })

describe('a form may hold', () => {
  it.each<[string, number, (count: number) => unknown]>([
    ['items', 5_000, count => ({ item: many(count, at => ({ linkId: `${at}`, type: 'string' })) })],
    ['items', 5_000, count => ({ item: [{ linkId: 'g', item: many(count - 1, at => ({ linkId: `${at}` })) }] })],
    ['options and codes', 20_000, count => onItem({ answerOption: many(count, at => ({ valueString: `${at}` })) })],
    [
      'options and codes',
      20_000,
      count => ({ contained: [{ compose: { include: [{ concept: many(count, at => ({ code: `${at}` })) }] } }] }),
    ],
    ['options and codes', 20_000, count => ({ contained: [{ expansion: { contains: many(count, () => ({})) } }] })],
    ['conditions (enableWhen)', 10_000, count => onItem({ enableWhen: many(count, () => ({ question: 'b' })) })],
    ['initial answers', 10_000, count => onItem({ initial: many(count, () => ({ valueString: 'x' })) })],
    ['extensions', 50_000, count => onItem({ extension: many(count, () => ({ url: 'x' })) })],
  ])('%s: %i', (what, most, form) => {
    expect(formExcess(form(most))).toEqual([])
    const [found, can] = [most + 1, most].map(each => each.toLocaleString('en-GB'))
    expect(formExcess(form(most + 1))).toEqual([`The form has ${found} ${what}; ${can} can be used.`])
  })

  it.each(['text', 'display', 'valueMarkdown', 'linkId'])('words of 100,000 characters: %s', name => {
    expect(formExcess(onItem({ [name]: 'x'.repeat(100_000) }))).toEqual([])
    expect(formExcess(onItem({ [name]: 'x'.repeat(100_001) }))).toEqual([
      'The form has a text of 100,001 characters; 100,000 can be shown.',
    ])
  })

  it('60 levels', () => {
    expect(formExcess(nested(60))).toEqual([])
    expect(formExcess(nested(61))).toEqual(['The Questionnaire is nested too deeply: 60 levels can be read.'])
  })
})

it('lists that many questions offer: 100,000 options together', () => {
  const offering = (questions: number) =>
    readQuestionnaire({
      ...questionnaireOf(
        ...many(questions, at => ({
          linkId: `${at}`,
          type: 'choice' as const,
          answerValueSet: 'https://x.example/list',
        })),
      ),
      contained: [
        {
          resourceType: 'ValueSet',
          url: 'https://x.example/list',
          compose: { include: [{ concept: many(1_000, at => ({ code: `${at}` })) }] },
        },
      ],
    })
  expect(offering(100).ok).toBe(true)
  expect(offering(101)).toMatchObject({
    ok: false,
    failure: { isTooMuch: true, problems: ['The questions offer 101,000 options; 100,000 can be offered.'] },
  })
})

it('what is too much is told apart from what is wrong', () => {
  const form = questionnaireOf(...many(5_001, at => ({ linkId: `${at}`, type: 'string' as const })))
  expect(readQuestionnaire(form)).toMatchObject({ ok: false, failure: { isTooMuch: true } })
  const wrong = readQuestionnaire({ resourceType: 'Questionnaire', item: [{}] })
  expect(!wrong.ok && wrong.failure.isTooMuch).toBeUndefined()
})
