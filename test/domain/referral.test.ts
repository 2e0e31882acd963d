import { describe, expect, it } from 'vitest'
import type { ClinicalContext, PatientSummary } from '../../src/domain/clinical-context.ts'
import { PATHWAYS } from '../../src/domain/consultation-words.ts'
import type { FitNote } from '../../src/domain/fit-note.ts'
import {
  completeReferral,
  isReferring,
  type Missing,
  type ReferralAnswers,
  type SendStop,
  sendStops,
} from '../../src/domain/referral.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { ehrRecord, TODAY, workWellService } from '../support/ehr-record.ts'

const context = readContext(ehrRecord())
const service = workWellService()
/** The worked example of the NHS Data Dictionary, outside the test range: nobody's, but it could be somebody's. */
const LIKE_A_REAL_NUMBER = '4010232137'
const makeBelieve = workWellService({ makeBelieve: true, hub: { kind: 'sandbox' } })

describe('what stops a referral', () => {
  const stopsOf = (patient: Partial<PatientSummary>, of: WorkWellService | undefined = service) =>
    sendStops({ ...context.patient, ...patient }, of, TODAY)

  it('nothing, for a patient whose record is in order', () => {
    expect(stopsOf({})).toEqual([])
    expect(stopsOf({}, makeBelieve)).toEqual([])
  })

  it.each<[SendStop, Partial<PatientSummary>, WorkWellService?]>([
    ['DECEASED', { deceased: true }],
    ['RESTRICTED', { restricted: true }],
    ['SUPERSEDED', { superseded: true }],
    ['AGE_UNKNOWN', { birthDate: 'unknown' }],
    ['UNDER_AGE', { birthDate: '2010-09-04' }],
    ['REAL_PATIENT_IN_SANDBOX', { nhsNumber: LIKE_A_REAL_NUMBER }, makeBelieve],
  ])('%s alone', (stop, patient, of) => {
    expect(stopsOf(patient, of)).toEqual([stop])
  })

  it('NO_SERVICE alone, where none covers the patient', () => {
    expect(sendStops(context.patient, undefined, TODAY)).toEqual(['NO_SERVICE'])
    expect(sendStops({ ...context.patient, birthDate: '2010-09-04' }, undefined, TODAY)).toEqual([
      'UNDER_AGE',
      'NO_SERVICE',
    ])
  })

  it('all that hold are told at once', () => {
    expect(stopsOf({ deceased: true, restricted: true, superseded: true })).toEqual([
      'DECEASED',
      'RESTRICTED',
      'SUPERSEDED',
    ])
  })

  it('nobody is under age on their sixteenth birthday: a higher limit of a service is a rule, not a stop', () => {
    expect(stopsOf({ birthDate: '2010-09-03' })).toEqual([])
    expect(stopsOf({ birthDate: '2010-09-03' }, workWellService({ minimumAge: 18 }))).toEqual([])
  })

  it('a number outside the test range may go to a real service, and one from it to a make-believe one', () => {
    expect(stopsOf({ nhsNumber: LIKE_A_REAL_NUMBER })).toEqual([])
    expect(stopsOf({ nhsNumber: 'missing' }, makeBelieve)).toEqual([])
    expect(stopsOf({ nhsNumber: 'invalid' }, makeBelieve)).toEqual([])
  })
})

const answers: ReferralAnswers = {
  pathway: 'note-and-refer',
  sharing: 'standard',
  concern: 'none-known',
  concernManaged: false,
  ring: {},
  mainCondition: { group: 'musculoskeletal' },
  note: { advice: 'not-fit', from: TODAY, to: '2026-09-16', adjustments: [] },
  reachable: true,
}
const complete = (
  parts: { context?: Partial<ClinicalContext>; answers?: Partial<ReferralAnswers>; issuedToday?: FitNote } = {},
) =>
  completeReferral(
    'r1',
    { ...context, ...parts.context },
    { ...answers, ...parts.answers },
    service,
    '2026-09-03T09:00:00.000Z',
    parts.issuedToday,
  )

const ISSUED: FitNote = {
  source: 'Observation/today',
  recordedOn: TODAY,
  advice: 'not-fit',
  period: 'unknown',
  adjustments: [],
  issue: 'issued',
}

describe('a whole referral', () => {
  it('holds what the rules and the mapping need', () => {
    expect(complete()).toEqual({
      ok: true,
      value: {
        id: 'r1',
        authoredOn: '2026-09-03T09:00:00.000Z',
        pathway: 'note-and-refer',
        sharing: 'standard',
        concern: 'none-known',
        mainCondition: { group: 'musculoskeletal' },
        note: { advice: 'not-fit', from: TODAY, to: '2026-09-16', adjustments: [], state: 'planned' },
        requester: { ...context.clinician, profession: { is: 'doctor', from: 'record' } },
        practice: { name: 'Larch Lane Surgery', odsCode: 'Y99901', phone: '01632 960001', from: 'record' },
        service,
      },
    })
  })

  it('a note that the record holds is issued, any other is only planned', () => {
    expect(complete({ issuedToday: ISSUED })).toMatchObject({ value: { note: { state: 'issued' } } })
    expect(complete({ issuedToday: { ...ISSUED, advice: 'may-be-fit' } })).toMatchObject({
      value: { note: { state: 'planned' } },
    })
    expect(complete()).toMatchObject({ value: { note: { state: 'planned' } } })
  })

  it('no note goes with a referral that was to go without', () => {
    expect(complete({ answers: { pathway: 'refer' } })).not.toHaveProperty('value.note')
  })

  it('but for the one that the record shows to have been issued today: its own advice and days, none of the form', () => {
    const period = { from: TODAY, to: '2026-09-30' }
    const refer = { pathway: 'refer' } as const
    expect(complete({ answers: refer, issuedToday: { ...ISSUED, period } })).toMatchObject({
      value: { note: { advice: 'not-fit', ...period, state: 'issued' } },
    })
    expect(complete({ answers: refer, issuedToday: { ...ISSUED, advice: 'unknown' } })).not.toHaveProperty('value.note')
  })

  const named = { name: 'Dr A', identifiers: [] }
  it.each<[Missing, Parameters<typeof complete>[0]]>([
    ['REQUESTER', { context: { clinician: { ...context.clinician, name: 'unknown' } } }],
    ['PROFESSION', { context: { clinician: { ...named, profession: 'unknown' } } }],
    ['PRACTICE', { context: { practice: 'unknown' } }],
    ['CONTACT_DETAILS', { answers: { reachable: false } }],
    ['AGREEMENT', { answers: { sharing: 'none' } }],
    ['AGREEMENT', { answers: { sharing: 'unanswered' } }],
  ])('lacks %s, and says so', (missing, parts) => {
    expect(complete(parts)).toEqual({ ok: false, failure: [missing] })
  })

  it('names every lack at once', () => {
    const nobody = { name: 'unknown', identifiers: [], profession: 'unknown' } as const
    expect(complete({ context: { clinician: nobody, practice: 'unknown' } })).toEqual({
      ok: false,
      failure: ['REQUESTER', 'PROFESSION', 'PRACTICE'],
    })
  })

  it.each<Partial<ReferralAnswers>>([
    { pathway: 'note-only' },
    { pathway: 'neither' },
    { pathway: 'note-refer-later' },
    { concern: 'unanswered' },
  ])('is never made of answers that do not refer: %o', parts => {
    expect(complete({ answers: parts }).ok).toBe(false)
  })

  it('is never made without a main condition', () => {
    const { mainCondition: _without, ...others } = answers
    expect(completeReferral('r1', context, others, service, '2026-09-03T09:00:00.000Z', undefined).ok).toBe(false)
  })

  it('a profession that the record does not say is taken from the clinician, and marked so (decision 13)', () => {
    const silent = { clinician: { ...named, profession: 'unknown' } } as const
    expect(complete({ context: silent, answers: { profession: 'podiatrist' } })).toMatchObject({
      value: { requester: { profession: { is: 'podiatrist', from: 'self-declared' } } },
    })
  })

  it('what the record says of the profession is not overruled by an answer', () => {
    expect(complete({ answers: { profession: 'podiatrist' } })).toMatchObject({
      value: { requester: { profession: { is: 'doctor', from: 'record' } } },
    })
  })
})

it('only two of the five ways refer', () => {
  expect(PATHWAYS.filter(isReferring)).toEqual(['refer', 'note-and-refer'])
})
