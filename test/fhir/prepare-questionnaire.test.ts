import { describe, expect, it } from 'vitest'
import type { ClinicalContext } from '../../src/domain/clinical-context.ts'
import { PROFESSIONS } from '../../src/domain/clinician.ts'
import { CONDITION_GROUPS } from '../../src/domain/referral.ts'
import { todaysNote } from '../../src/domain/todays-note.ts'
import { prepareQuestionnaire, sinceWords } from '../../src/fhir/prepare-questionnaire.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { CS } from '../../src/fhir/systems.ts'
import { itemsOf, QUESTIONS } from '../support/answers.ts'
import {
  codedNote,
  during,
  ehrRecord,
  MAY_BE_FIT,
  med3Document,
  NOT_FIT,
  ownNote,
  problem,
  TODAY,
} from '../support/ehr-record.ts'

const context = (parts: Partial<ClinicalContext> = {}): ClinicalContext => ({ ...readContext(ehrRecord()), ...parts })
const conditions = readContext(
  ehrRecord({
    conditions: [problem('c1'), problem('c2', { code: { text: 'Tiredness' }, onsetDateTime: undefined })],
  }),
).conditions
const question = (linkId: string, parts: Partial<ClinicalContext>) =>
  itemsOf(prepareQuestionnaire(QUESTIONS, context(parts))).find(each => each.linkId === linkId)
const codesOf = (linkId: string, parts: Partial<ClinicalContext>) =>
  question(linkId, parts)?.answerOption?.map(each => each.valueCoding?.code)

describe('the profession', () => {
  it.each(PROFESSIONS)('is not asked of a %s whom the record knows', is => {
    const clinician = { name: 'A', identifiers: [], profession: { is, from: 'record' } } as const
    expect(question('profession', { clinician })).toBeUndefined()
  })

  it('is asked where the record is silent (decision 13)', () => {
    const clinician = { name: 'A', identifiers: [], profession: 'unknown' } as const
    expect(codesOf('profession', { clinician })).toEqual([...PROFESSIONS])
  })
})

describe('the main condition', () => {
  const groups = CONDITION_GROUPS.filter(group => group !== 'not-categorised')

  it('may be a problem of the record, and after those a group', () => {
    expect(codesOf('main-condition', { conditions })).toEqual(['M54.5', 'Condition/c2', ...groups])
  })

  it('may be a group where the record has no problems', () => {
    expect(codesOf('main-condition', {})).toEqual(groups)
  })

  it('is pre-selected by nothing (hazard H14)', () => {
    const item = question('main-condition', { conditions })
    expect(item?.answerOption?.some(each => each.initialSelected)).toBe(false)
    expect(item?.initial).toBeUndefined()
  })

  it('shows since when a problem has been on the list', () => {
    expect(conditions.map(sinceWords)).toEqual(['Since 1 June 2026', 'In the record, without a date'])
  })
})

describe('other conditions', () => {
  it('are the problems of the record', () => {
    expect(codesOf('other-conditions', { conditions })).toEqual(['M54.5', 'Condition/c2'])
  })

  it('are not asked for where there is no other one', () => {
    expect(question('other-conditions', { conditions: conditions.slice(0, 1) })).toBeUndefined()
    expect(question('other-conditions', {})).toBeUndefined()
  })
})

describe('whom the service phones first', () => {
  const known = { name: 'Larch Lane Surgery', odsCode: 'A12345', phone: '01632 960001', from: 'record' as const }
  const ring = (parts: Partial<ClinicalContext>) => question('ring-phone', parts)?.required

  it('is on the practice’s number where the record says it, and that is said', () => {
    expect(ring({ practice: known })).toBe(false)
    expect(question('ring-why', { practice: known })?.text).toContain('They phone 01632 960001, your practice,')
  })

  it('has to be answered where no number is known', () => {
    expect(ring({ practice: { ...known, phone: 'unknown' } })).toBe(true)
  })

  it('is on the number of the practice that the clinician states', () => {
    expect(ring({ practice: 'unknown' })).toBe(false)
  })
})

const PICK = 'contact-address-temporary'

it('every other question stays as it is, and the Questionnaire itself is not touched', () => {
  const before = structuredClone(QUESTIONS)
  const prepared = prepareQuestionnaire(QUESTIONS, context({ conditions }))
  expect(QUESTIONS).toEqual(before)
  const asked = ['profession', 'main-condition', 'condition-group', 'other-conditions', 'more', 'contact', PICK]
  const ofTheClinician = /^(referrer|practice|ring)(-|$)/
  const rest = (items: ReturnType<typeof itemsOf>) =>
    items.filter(({ linkId }) => !asked.includes(linkId) && !ofTheClinician.test(linkId))
  expect(rest(itemsOf(prepared))).toEqual(rest(itemsOf(QUESTIONS)))
})

describe('today’s note', () => {
  const planned = ownNote(
    'planned',
    { coding: [{ system: CS.fitNoteAdvice, code: 'may-be-fit' }] },
    { effectiveDateTime: TODAY },
  )
  const sourceOf = (...parts: Parameters<typeof ehrRecord>) =>
    todaysNote(readContext(ehrRecord(...parts)), TODAY)?.source

  it('is the one that was recorded today', () => {
    const observations = [
      codedNote('n0', NOT_FIT, during('2026-08-20', '2026-09-03')),
      codedNote('n1', MAY_BE_FIT, { effectiveDateTime: TODAY }),
    ]
    expect(sourceOf({ observations })).toBe('Observation/n1')
  })

  it('is none where the last was of another day', () => {
    expect(sourceOf({ observations: [codedNote('n0', NOT_FIT, during('2026-08-20', '2026-09-03'))] })).toBeUndefined()
  })

  it('may be only planned, until one is issued', () => {
    expect(sourceOf({ observations: [planned] })).toBe('Observation/planned')
    expect(sourceOf({ observations: [planned, codedNote('n1', NOT_FIT, { effectiveDateTime: TODAY })] })).toBe(
      'Observation/n1',
    )
    expect(sourceOf({ observations: [planned], documents: [med3Document('d1', { date: TODAY })] })).toBe(
      'DocumentReference/d1',
    )
  })

  it('is the coded one before a document of the same day', () => {
    const documents = [med3Document('d1', { date: TODAY })]
    expect(sourceOf({ documents, observations: [codedNote('n1', NOT_FIT, { effectiveDateTime: TODAY })] })).toBe(
      'Observation/n1',
    )
  })
})
