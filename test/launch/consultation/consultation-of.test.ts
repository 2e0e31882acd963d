import { describe, expect, it } from 'vitest'
import { ID } from '../../../src/fhir/systems.ts'
import { itemsOf, option } from '../../support/answers.ts'
import { ehrRecord, ISSUER, NHS_NUMBER, patientRecord, problem, workWellService } from '../../support/ehr-record.ts'
import { consultation, SESSION } from './one-consultation.ts'

const listed = (id: string, practiceCode: string, parts = {}) =>
  workWellService({
    id,
    area: { covers: 'listed', counts: 'either', pcns: [], practiceCodes: [practiceCode], postcodes: [] },
    ...parts,
  })

it('what a page works with: the record, the questions for it, the answers, the service, no stop', () => {
  const { context, questionnaire, answers, service, stops, today, session } = consultation({
    record: { conditions: [problem('c1')] },
  })
  expect(context.patient.name).toBe("Ms Zoë May O'Neill")
  expect(itemsOf(questionnaire).some(each => each.linkId === 'profession')).toBe(false)
  expect(answers).toMatchObject({ pathway: 'refer', sharing: 'standard', concern: 'none-known' })
  expect(service).toEqual(workWellService())
  expect(stops).toEqual([])
  expect(today).toBe('2026-09-03')
  expect(session).toBe(SESSION)
})

it('today is the day in London', () => {
  expect(consultation({ now: '2026-09-03T23:30:00Z' }).today).toBe('2026-09-04')
})

describe('the service', () => {
  const both = [listed('one', 'Y99901'), listed('two', 'Y99901', { minimumAge: 18 })]
  const young = { patient: patientRecord({ birthDate: '2009-09-03' }) }

  it('is the only one that covers the patient', () => {
    expect(consultation({ services: [listed('here', 'Y99901'), listed('there', 'Y99902')] }).service?.id).toBe('here')
  })

  it('is asked where several do, and is not guessed', () => {
    const asked = consultation({ services: both })
    expect(asked.candidates.map(each => each.service.id)).toEqual(['one', 'two'])
    expect(asked.service).toBeUndefined()
    expect(asked.stops).toEqual([])
  })

  it('is then the one that was picked, with its own rules', () => {
    expect(consultation({ services: both, serviceId: 'two' }).service?.id).toBe('two')
    expect(consultation({ services: both, serviceId: 'two', record: young }).eligibility?.verdict).toBe('not-here')
    expect(consultation({ services: both, serviceId: 'one', record: young }).eligibility?.verdict).toBe('may-refer')
  })

  it('is not one that does not cover the patient, even if it was picked', () => {
    const services = [...both, listed('elsewhere', 'Y99902')]
    expect(consultation({ services, serviceId: 'elsewhere' }).service).toBeUndefined()
  })

  it('is none where nobody covers the patient: a stop from the first page on', () => {
    const none = consultation({ services: [listed('there', 'Y99902')] })
    expect(none.service).toBeUndefined()
    expect(none.stops).toEqual(['NO_SERVICE'])
  })
})

it('an answer to a question that is not asked (any more) is not heard', () => {
  const { answers } = consultation({
    answers: {
      'note-advice': [option('note-advice', 'not-fit')],
      'concern-managed': [{ valueBoolean: true }],
    },
  })
  expect(answers).not.toHaveProperty('note')
  expect(answers.concernManaged).toBe(false)
})

describe('what is remembered of a patient', () => {
  const keyOf = (identifier: { system: string; value: string }[]) =>
    consultation({ record: ehrRecord({ patient: patientRecord({ identifier }) }) }).patientKey

  it('goes by the NHS number, through the keyed hash', () => {
    expect(keyOf([{ system: ID.nhsNumber, value: '999 054 8609' }])).toBe(`key of nhs-number|${NHS_NUMBER}`)
  })

  it('goes by the EHR’s own patient where the number is missing or wrong: nobody shares a key', () => {
    expect(keyOf([])).toBe(`key of ${ISSUER}|Patient/patient-1`)
    expect(keyOf([{ system: ID.nhsNumber, value: '9990548608' }])).toBe(`key of ${ISSUER}|Patient/patient-1`)
  })
})
