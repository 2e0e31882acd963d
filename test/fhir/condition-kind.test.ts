import { describe, expect, it } from 'vitest'
import { prepareQuestionnaire } from '../../src/fhir/prepare-questionnaire.ts'
import { allAnswers, codingOf, readAnswers } from '../../src/fhir/read-answers.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { withoutDisabled } from '../../src/questionnaire/drop-disabled.ts'
import { type Answers, FIVE_TAPS, option, QUESTIONS, responseWith } from '../support/answers.ts'
import { ehrRecord, problem } from '../support/ehr-record.ts'
import { resourceIn, writtenReferral } from './written-referral.ts'

const context = readContext(ehrRecord({ conditions: [problem('one', { code: { text: 'Long Covid' } })] }))
const [condition] = context.conditions
const form = prepareQuestionnaire(QUESTIONS, context)
const picked: Answers = condition ? { 'main-condition': [{ valueCoding: codingOf(condition) }] } : {}
const kind: Answers = { 'condition-group': [option('condition-group', 'cancer')] }
const groupOf = (answers: Answers) =>
  readAnswers(withoutDisabled(form, responseWith({ ...FIVE_TAPS, ...answers }, form)), context.conditions).mainCondition
    ?.group

describe('a problem whose code does not say its kind', () => {
  it('would leave as "not categorised", and its kind can be picked', () => {
    expect(groupOf(picked)).toBe('not-categorised')
    expect(groupOf({ ...picked, ...kind })).toBe('cancer')
  })

  it('is asked of no other answer', () => {
    expect(groupOf({ 'main-condition': [option('main-condition', 'musculoskeletal')], ...kind })).toBe(
      'musculoskeletal',
    )
    const coded = readContext(ehrRecord({ conditions: [problem('two')] }))
    const asked = (prepareQuestionnaire(QUESTIONS, coded).item ?? []).map(each => each.linkId)
    expect(asked).not.toContain('condition-group')
  })

  // The sharing table of the design says it once more: the kind from Standard on, the words of the problem at Full.
  it.each([
    ['basic', [], false],
    ['standard', ['cancer'], false],
    ['full', ['cancer'], true],
  ] as const)('leaves from Standard on: %s', (level, kinds, saysTerm) => {
    const record = { conditions: [problem('one', { code: { text: 'Long Covid' } })] }
    const { bundle } = writtenReferral({ record, answers: { ...picked, ...kind, sharing: [option('sharing', level)] } })
    const answers = allAnswers(resourceIn(bundle, 'QuestionnaireResponse').item ?? [])
    expect((answers.get('condition-group') ?? []).map(each => each.valueCoding?.code)).toEqual(kinds)
    expect(JSON.stringify(bundle).includes('Long Covid')).toBe(saysTerm)
    expect(JSON.stringify(bundle)).not.toContain('not-categorised')
  })
})
