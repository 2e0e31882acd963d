import { describe, expect, it } from 'vitest'
import type { HealthCondition } from '../../src/domain/clinical-context.ts'
import { allAnswers, codingOf, readAnswers } from '../../src/fhir/read-answers.ts'
import { CS } from '../../src/fhir/systems.ts'
import { type Answers, FIVE_TAPS, option, responseWith } from '../support/answers.ts'

const backPain: HealthCondition = {
  source: 'Condition/c1',
  term: 'Low back pain',
  coding: { system: CS.icd10, code: 'M54.5' },
  since: '2026-06-01',
}
const tiredness: HealthCondition = { source: 'Condition/c2', term: 'Tiredness', coding: 'uncoded', since: 'unknown' }
const read = (answers: Answers) => readAnswers(responseWith(answers), [backPain, tiredness])

describe('the answers in the words of the rules', () => {
  it('the five taps', () => {
    expect(read(FIVE_TAPS)).toEqual({
      pathway: 'refer',
      sharing: 'standard',
      concern: 'none-known',
      concernManaged: false,
      mainCondition: { group: 'musculoskeletal' },
      workStatus: 'employed-off-sick',
      reachable: true,
      ring: {},
    })
  })

  it('nothing answered reads as nothing, and refers nobody', () => {
    expect(read({})).toEqual({
      pathway: 'neither',
      sharing: 'unanswered',
      concern: 'unanswered',
      concernManaged: false,
      reachable: false,
      ring: {},
    })
  })

  it('a code that this version does not know counts as unanswered', () => {
    const unknown = [{ valueCoding: { system: CS.pathway, code: 'refer-everyone' } }]
    expect(read({ pathway: unknown, sharing: unknown, concern: unknown, 'main-condition': unknown })).toEqual(read({}))
  })

  it('does not agree', () => {
    expect(read({ sharing: [option('sharing', 'none')] }).sharing).toBe('none')
  })

  it('a concern that is managed says so only when it does', () => {
    expect(read({ 'concern-managed': [{ valueBoolean: true }] }).concernManaged).toBe(true)
    expect(read({ 'concern-managed': [{ valueBoolean: false }] }).concernManaged).toBe(false)
  })

  it.each(['contact-phone', 'contact-email', 'contact-address'])('%s alone makes a patient reachable', linkId => {
    expect(read({ [linkId]: [{ valueString: 'x' }] }).reachable).toBe(true)
    expect(read({ [linkId]: [{ valueString: '  ' }] }).reachable).toBe(false)
  })

  it('a way to be reached is no address to be reached at', () => {
    expect(read({ 'contact-best-way': [option('contact-best-way', 'phone')] }).reachable).toBe(false)
  })

  it('the profession that the clinician names', () => {
    expect(read({ profession: [option('profession', 'podiatrist')] }).profession).toBe('podiatrist')
  })

  it('today’s note, as far as it is answered', () => {
    expect(read({ 'note-advice': [option('note-advice', 'not-fit')] }).note).toEqual({
      advice: 'not-fit',
      adjustments: [],
    })
    expect(
      read({
        'note-advice': [option('note-advice', 'may-be-fit')],
        'note-from': [{ valueDate: '2026-09-03' }],
        'note-to': [{ valueDate: '2026-09-16' }],
        'note-adjustments': [option('note-adjustments', 'phased-return'), option('note-adjustments', 'altered-hours')],
      }).note,
    ).toEqual({
      advice: 'may-be-fit',
      from: '2026-09-03',
      to: '2026-09-16',
      adjustments: ['phased-return', 'altered-hours'],
    })
  })

  it('dates without advice are no note', () => {
    expect(read({ 'note-from': [{ valueDate: '2026-09-03' }] })).not.toHaveProperty('note')
  })
})

describe('the main condition', () => {
  it.each([
    [backPain, 'musculoskeletal'],
    [tiredness, 'not-categorised'],
  ])('that is a problem of the record keeps its words, and gets its group', (condition, group) => {
    expect(read({ 'main-condition': [{ valueCoding: codingOf(condition) }] }).mainCondition).toEqual({
      group,
      recorded: { source: condition.source, term: condition.term, coding: condition.coding },
    })
  })

  it('that is a group stands for itself', () => {
    expect(read({ 'main-condition': [option('main-condition', 'cancer')] }).mainCondition).toEqual({ group: 'cancer' })
  })

  it('that the record does not hold (any more) is none', () => {
    const gone = { valueCoding: { system: CS.icd10, code: 'F32.1', display: 'Depression' } }
    expect(read({ 'main-condition': [gone] })).not.toHaveProperty('mainCondition')
  })
})

it('answers are found at whatever depth, also below another answer', () => {
  const found = allAnswers([
    {
      linkId: 'a',
      item: [{ linkId: 'b', answer: [{ valueString: 'x', item: [{ linkId: 'c', answer: [{ valueString: 'y' }] }] }] }],
    },
  ])
  expect([...found.keys()]).toEqual(['b', 'c'])
})
