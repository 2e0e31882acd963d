import fc from 'fast-check'
import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4.js'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { compileForm } from '../../../launch/form/compile-form.tsx'
import type { CompiledForm } from '../../../launch/form/compiled-form.ts'
import type { QuestionnaireFormProps } from '../../../launch/form/form-view.ts'
import { escaped } from '../../../launch/form/markup-template.ts'
import { QuestionnaireForm } from '../../../launch/form/questionnaire-form.tsx'
import { EXT } from '../../../src/fhir/systems.ts'
import { walkItems } from '../../../src/questionnaire/items.ts'
import { optionsOf } from '../../../src/questionnaire/options.ts'
import { base, control, everyItemType, questionnaireOf, responseOf } from '../../questionnaire/every-item-type.ts'
import { QUESTIONS } from '../../support/answers.ts'

const compiledOf = (questionnaire: Questionnaire) => compileForm({ questionnaire }, renderToStaticMarkup)

const drawn = (props: Omit<QuestionnaireFormProps, 'issues' | 'prefilled'> & Partial<QuestionnaireFormProps>) =>
  renderToStaticMarkup(<QuestionnaireForm issues={[]} prefilled={new Set()} {...props} />)

const without = (compiled: CompiledForm): CompiledForm => ({ ...compiled, of: () => undefined })

/** Markup, quotes, line breaks, and what looks like a part of a page or of a template. */
const hard = fc.constantFrom(
  '',
  ' ',
  '\n',
  '"',
  "'",
  '<b>',
  '&amp;',
  ' checked=""',
  'value=""',
  '\u{F0000}',
  '\u{F0001}',
)
const text = fc.array(fc.oneof(fc.string({ maxLength: 12 }), hard), { maxLength: 4 }).map(parts => parts.join(''))
const day = fc.constantFrom('2026-09-03', '1980-02-29', '2026', 'no day')
const some = <T,>(answer: fc.Arbitrary<T>) => fc.array(answer, { maxLength: 2 })

function answersTo(
  questionnaire: Questionnaire,
  item: QuestionnaireItem,
): fc.Arbitrary<QuestionnaireResponseItemAnswer[]> {
  switch (item.type) {
    case 'boolean':
      return some(fc.boolean().map(valueBoolean => ({ valueBoolean })))
    case 'integer':
      return some(fc.integer().map(valueInteger => ({ valueInteger })))
    case 'decimal':
      return some(fc.integer().map(number => ({ valueDecimal: number / 8 })))
    case 'date':
      return some(day.map(valueDate => ({ valueDate })))
    case 'dateTime':
      return some(day.map(valueDateTime => ({ valueDateTime })))
    case 'time':
      return some(fc.constant({ valueTime: '09:30:00' }))
    case 'url':
      return some(text.map(valueUri => ({ valueUri })))
    case 'quantity':
      return some(fc.record({ value: fc.nat(), unit: text }).map(valueQuantity => ({ valueQuantity })))
    case 'choice':
    case 'open-choice': {
      const offered = optionsOf(questionnaire, item).map(option => option.answer)
      return fc.tuple(fc.subarray(offered), some(text.map(valueString => ({ valueString })))).map(each => each.flat())
    }
    default:
      return some(text.map(valueString => ({ valueString })))
  }
}

function itemsOf(
  questionnaire: Questionnaire,
  items: readonly QuestionnaireItem[] = [],
): fc.Arbitrary<QuestionnaireResponseItem[]> {
  return fc.tuple(
    ...items.map(item => {
      const below = itemsOf(questionnaire, item.item)
      const { linkId } = item
      if (item.type === 'group') return below.map(inside => ({ linkId, item: inside }))
      return fc
        .option(answersTo(questionnaire, item))
        .map(answer => (answer === null ? { linkId } : { linkId, answer }))
    }),
  )
}

function pageOf(questionnaire: Questionnaire) {
  const linkIds = [...walkItems(questionnaire.item)].map(({ item }) => item.linkId)
  const few = fc.subarray(linkIds, { maxLength: 4 })
  const byLinkId = fc.tuple(few, fc.array(text, { minLength: 4, maxLength: 4 }))
  const texts = byLinkId.map(([names, said]) => Object.fromEntries(names.map((name, at) => [name, said[at] ?? ''])))
  const problems = texts.map(said => Object.entries(said).map(([linkId, words]) => ({ linkId, text: words })))
  return fc.record({
    response: itemsOf(questionnaire, questionnaire.item).map(
      (item): QuestionnaireResponse => ({ ...responseOf(), item }),
    ),
    prefilled: fc.subarray(linkIds).map(names => new Set(names)),
    recordNotes: texts,
    typed: fc.tuple(texts, texts).map(([one, many]) => ({
      ...one,
      ...Object.fromEntries(Object.entries(many).map(([name, said]) => [name, ['true', said]])),
    })),
    issues: fc.oneof(fc.constant([]), problems),
    problems: fc.oneof(fc.constant([]), problems),
    notes: fc.oneof(fc.constant({}), texts),
  })
}

const forms: [string, Questionnaire][] = [
  ['our questions', QUESTIONS],
  ['every type of item', everyItemType],
  [
    'hints, drop-downs and conditions',
    questionnaireOf(
      { linkId: 'a', type: 'boolean', text: 'A & "B"?', required: true },
      {
        linkId: 'c',
        type: 'text',
        text: '<C>',
        enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
        item: [{ linkId: 'help', type: 'display', text: 'It’s help', extension: [control('help')] }],
      },
      {
        linkId: 'd',
        type: 'group',
        text: 'Optional',
        item: [
          {
            linkId: 'e',
            type: 'choice',
            text: 'E',
            extension: [control('drop-down')],
            answerOption: [{ valueString: 'x' }],
          },
          { linkId: 'f', type: 'string', text: 'F \u{F0000}g\u{F0001}', readOnly: true },
          { linkId: 'h', type: 'string', text: 'H \u{F0000}i\u{F0001} checked=""' },
        ],
      },
    ),
  ],
]

describe('a form that was compiled', () => {
  it.each(forms)('is drawn like one that was not, whatever is said in it: %s', (_, questionnaire) => {
    const compiled = compiledOf(questionnaire)
    fc.assert(
      fc.property(pageOf(questionnaire), page => {
        const asItIs = drawn({ questionnaire, ...page, compiled: without(compiled) })
        expect(drawn({ questionnaire, ...page, compiled })).toBe(asItIs)
      }),
      { numRuns: 60 },
    )
  })

  it('has its questions drawn, with a place for each answer', () => {
    const compiled = compiledOf(QUESTIONS)
    const placesOf = (linkId: string) => {
      const found = [...walkItems(QUESTIONS.item)].find(({ item }) => item.linkId === linkId)
      return found && compiled.of(found.item)?.question?.plain.places.length
    }
    expect(['contact-phone', 'note-from', 'concern'].map(placesOf)).toEqual([1, 3, 4])
  })

  it('is no help where an item was changed for a patient, though its linkId is the same', () => {
    const compiled = compiledOf(QUESTIONS)
    const changed = (item: QuestionnaireItem): QuestionnaireItem => ({
      ...item,
      ...(item.text === undefined ? {} : { text: `${item.text} (changed)` }),
      ...(item.item && { item: item.item.map(changed) }),
    })
    const questionnaire = { ...QUESTIONS, item: (QUESTIONS.item ?? []).map(changed) }
    const page = { questionnaire, response: responseOf() }
    expect(drawn({ ...page, compiled })).toBe(drawn(page))
    expect(drawn({ ...page, compiled })).toContain('(changed)')
  })

  it('says "Optional" only in a form that requires something, whichever it was compiled for', () => {
    const [asked, other] = [
      { linkId: 'a', type: 'string', text: 'A' },
      { linkId: 'b', type: 'string', required: true },
    ] as const
    const [alone, both] = [questionnaireOf(asked), questionnaireOf(asked, other)]
    const page = { questionnaire: both, response: responseOf() }
    expect(drawn({ ...page, compiled: compiledOf(alone) })).toBe(drawn(page))
    expect(drawn(page)).toContain('Optional.')
  })

  it('has no conditions for the script on a question that cannot be answered on this page', () => {
    const asked: QuestionnaireItem = {
      linkId: 'b',
      type: 'string',
      enableWhen: [{ question: 'a', operator: '=', answerBoolean: true }],
    }
    const form = (readOnly: boolean) => questionnaireOf({ linkId: 'a', type: 'boolean', readOnly }, asked)
    const answered = { ...responseOf(), item: [{ linkId: 'a', answer: [{ valueBoolean: true }] }] }
    const page = { questionnaire: form(true), response: answered }
    expect(drawn({ ...page, compiled: compiledOf(form(false)) })).toBe(drawn(page))
    expect(drawn({ ...page, questionnaire: form(false) })).toContain('data-enable-when')
  })

  it('does not say "Optional" where the group above says so for this patient', () => {
    const [asked, other] = [
      { linkId: 'a', type: 'string' },
      { linkId: 'b', type: 'string', required: true },
    ] as const
    const more = (text: string) => questionnaireOf({ linkId: 'more', type: 'group', text, item: [asked] }, other)
    const page = { questionnaire: more('More, if you like (optional)'), response: responseOf() }
    expect(drawn({ ...page, compiled: compiledOf(more('More')) })).toBe(drawn(page))
  })

  it('leaves out options that an expression takes away', () => {
    const [option] = [{ valueString: 'x' }]
    const questionnaire = questionnaireOf({
      linkId: 'q',
      type: 'choice',
      answerOption: [option, { valueString: 'y' }],
      extension: [
        {
          url: EXT.answerOptionsToggleExpression,
          extension: [
            { url: 'option', valueString: 'x' },
            { url: 'expression', valueExpression: { language: 'text/fhirpath', expression: '%shown' } },
          ],
        },
      ],
    })
    const response = { ...responseOf(), ...base }
    const compiled = compiledOf(questionnaire)
    expect(drawn({ questionnaire, response, compiled, known: { shown: true } })).toContain('value="text|x"')
    expect(drawn({ questionnaire, response, compiled, known: { shown: false } })).not.toContain('value="text|x"')
  })
})

it('what is filled in is escaped as React does it, in text and in attributes', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), words => {
      fc.pre(!words.startsWith('\n'))
      expect(`<i title="${escaped(words)}">${escaped(words)}</i>`).toBe(
        renderToStaticMarkup(<i title={words}>{words}</i>),
      )
    }),
  )
})
