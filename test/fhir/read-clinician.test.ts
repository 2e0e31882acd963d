import { describe, expect, it } from 'vitest'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { readClinician } from '../../src/fhir/read-clinician.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { ehrRecord, GP, GP_ROLE } from '../support/ehr-record.ts'

type Coding = { system: string; code: string; display?: string }

/** The profession of someone with these registrations and one role with these codes. */
function professionOf(registrations: [system: string, value: string][], codes: Coding[] = [], text?: string) {
  const record: EhrRecord = ehrRecord({
    practitioner: { ...GP, identifier: registrations.map(([system, value]) => ({ system, value })) },
    practitionerRole: { ...GP_ROLE, code: [{ coding: codes, ...(text && { text }) }] },
  })
  const { profession } = readClinician(record)
  return profession === 'unknown' ? 'unknown' : profession.is
}
const jobRole = (code: string): Coding => ({ system: CS.sdsJobRole, code })
const retiredJobRole = (code: string): Coding => ({ system: CS.retiredSdsJobRole, code })

it('name, profession and identifiers, as the EHR says them', () => {
  expect(readClinician(ehrRecord())).toEqual({
    name: 'Dr Aisha Rahman',
    profession: { is: 'doctor', from: 'record' },
    identifiers: [{ system: ID.gmc, value: '9999001' }],
  })
})

it('nobody is known from a record that holds neither person nor role', () => {
  expect(readClinician(ehrRecord({ practitioner: undefined, practitionerRole: undefined }))).toEqual({
    name: 'unknown',
    profession: 'unknown',
    identifiers: [],
  })
})

describe('the register names the profession', () => {
  it.each([
    [ID.gmc, '9999001', 'doctor'],
    [ID.gmc, 'C9999001', 'doctor'],
    [ID.nmc, '99A9906E', 'nurse'],
    [ID.gphc, '2999904', 'pharmacist'],
    [ID.hcpc, 'PH999902', 'physiotherapist'],
    [ID.hcpc, 'ph999902', 'physiotherapist'],
    [ID.hcpc, 'OT999903', 'occupational-therapist'],
    [ID.hcpc, 'CH999905', 'podiatrist'],
    [ID.hcpc, 'DT999907', 'other'],
    [ID.hcpc, '999902', 'unknown'],
    // Not a doctor's number: the register also holds people who are no doctors (hazard H07).
    [ID.gmc, 'A9999001', 'unknown'],
    [ID.sdsUserId, '555500000101', 'unknown'],
  ])('%s %s: %s', (system, value, profession) => {
    expect(professionOf([[system, value]])).toBe(profession)
  })

  it('and does so before any job role', () => {
    expect(professionOf([[ID.hcpc, 'CH999905']], [jobRole('R0260')])).toBe('podiatrist')
  })

  it('wherever it stands among the identifiers', () => {
    expect(
      professionOf([
        [ID.sdsUserId, '555500000101'],
        [ID.hcpc, 'PH999902'],
      ]),
    ).toBe('physiotherapist')
  })
})

describe('without a register the job role does', () => {
  it.each([
    ['R0260', 'doctor'],
    ['R0270', 'doctor'],
    ['R0620', 'nurse'],
    ['R0950', 'occupational-therapist'],
    ['R1110', 'physiotherapist'],
    ['R1290', 'pharmacist'],
    ['S0010:G0020:R0260', 'doctor'],
  ])('%s: %s, in the current code system and in the retired one', (code, profession) => {
    expect(professionOf([], [jobRole(code)])).toBe(profession)
    expect(professionOf([], [retiredJobRole(code)])).toBe(profession)
  })

  it.each(['R8000', 'R8001', 'R8003', 'R8010', 'S8000:G8000:R8000', 'R1730', 'constructor'])(
    'access and clerical roles name no profession: %s (hazard H07)',
    code => {
      expect(professionOf([], [jobRole(code)])).toBe('unknown')
      expect(professionOf([], [retiredJobRole(code)])).toBe('unknown')
    },
  )

  it('a job role of another code system is no SDS job role', () => {
    expect(professionOf([], [{ system: 'https://ehr.example/roles', code: 'R0260' }])).toBe('unknown')
  })

  it('an access role before it does not hide it', () => {
    expect(professionOf([], [jobRole('R8000'), jobRole('R1110')])).toBe('physiotherapist')
    expect(professionOf([], [jobRole('R8000'), retiredJobRole('R1110')])).toBe('physiotherapist')
  })

  it.each([
    ['62247001', 'doctor'],
    ['36682004', 'physiotherapist'],
    ['80546007', 'occupational-therapist'],
    ['46255001', 'pharmacist'],
    ['43702002', 'nurse'],
    ['432100008', 'unknown'],
  ])('SNOMED CT occupation %s: %s', (code, profession) => {
    expect(professionOf([], [{ system: CS.snomed, code }])).toBe(profession)
  })

  it('a podiatrist is known by the word, for there is no code', () => {
    expect(professionOf([], [], 'Podiatrist')).toBe('podiatrist')
    expect(professionOf([], [jobRole('R9999')], 'Specialist podiatrist')).toBe('podiatrist')
    expect(professionOf([], [], 'General practitioner, says the text')).toBe('unknown')
  })
})
