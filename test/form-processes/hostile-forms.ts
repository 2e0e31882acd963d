import type { QuestionnaireItem } from 'fhir/r4.js'
import { EXT } from '../../src/fhir/systems.ts'
import { questionnaireOf } from '../questionnaire/every-item-type.ts'
import { doubled, fhirPath } from '../questionnaire/expressions.ts'

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))
const filledBy = (...expressions: string[]) =>
  questionnaireOf(
    ...expressions.map((expression, at) => ({
      linkId: `${at}`,
      type: 'string' as const,
      extension: [fhirPath(EXT.initialExpression, expression)],
    })),
  )
const chained = (count: number): QuestionnaireItem[] =>
  many(count, at => {
    const before = `%resource.item.where(linkId = '${at - 1}').answer.value + 1`
    const extension = [fhirPath(EXT.calculatedExpression, at === 0 ? '1' : before)]
    return { linkId: `${at}`, type: 'integer', extension }
  })
const nested = (open: string, close: string, levels: number): string =>
  `{"resourceType":"Questionnaire","status":"active","item":${open.repeat(levels)}[]${close.repeat(levels)}}`
const withList = (items: number, codes: number) => ({
  ...questionnaireOf(
    ...many(items, at => ({ linkId: `${at}`, type: 'choice' as const, answerValueSet: '#list', required: true })),
  ),
  contained: [
    {
      resourceType: 'ValueSet',
      id: 'list',
      status: 'active',
      compose: { include: [{ concept: many(codes, at => ({ code: `${at}` })) }] },
    },
  ],
})

/** Forms that were made to stop the app (hazards H22, H23), by what they do: as text, since some are no JSON that could be made. */
export const HOSTILE_FORMS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    '27 doublings of a letter': filledBy(doubled(27)),
    '23 doublings, taken apart': filledBy(`${doubled(23)}.toChars().count().toString()`),
    'doublings of a list': filledBy(`(${many(28, String).join('|')}).aggregate($total.combine($total), 1).count()`),
    '1,000 lists without end': filledBy(...many(1_000, at => `${at}.repeat($this + 1)`)),
    'a pattern that backtracks': filledBy(`'${'a'.repeat(40)}!'.matches('^(a+)+$').toString()`),
    'replacements of replacements': filledBy(`${doubled(16)}.replaceMatches('a', ${doubled(16)}).length().toString()`),
    'a list of lists of lists': {
      ...filledBy('%list.select(%list.select(%list)).count().toString()'),
      extension: [fhirPath(EXT.variable, many(300, String).join(' | '), 'list')],
    },
    'a variable without end': { ...filledBy('%v'), extension: [fhirPath(EXT.variable, '1.repeat($this + 1)', 'v')] },
    '5,000 chained calculations': questionnaireOf(...chained(5_000)),
    '5,000 conditions in a row': questionnaireOf(
      ...many(5_000, at => ({
        linkId: `${at}`,
        type: 'string' as const,
        ...(at < 4_999 && {
          enableWhen: [{ question: `${at + 1}`, operator: 'exists' as const, answerBoolean: true }],
        }),
      })),
    ),
    '5,000 lists of 5,000 answers': withList(5_000, 5_000),
    '20,001 options': withList(1, 20_001),
    '5,001 items': questionnaireOf(...many(5_001, at => ({ linkId: `${at}`, type: 'string' as const }))),
    'a text of a million characters': questionnaireOf({ linkId: 'a', type: 'string', text: 'x'.repeat(1_000_000) }),
    'items without a bottom': nested('[{"linkId":"a","type":"group","item":', '}]', 20_000),
    'lists without a bottom': nested('[', ']', 500_000),
  }).map(([name, form]) => [name, typeof form === 'string' ? form : JSON.stringify(form)]),
)

/** What an honest form is: each of its questions has an answer. */
export const honestForm = (questions: number) =>
  filledBy(...many(questions, at => `iif(${at} > 0, '${at}' & ' of ' & ${questions}.toString(), 'none')`))
