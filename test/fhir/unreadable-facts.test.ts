import { describe, expect, it } from 'vitest'
import { sendStops } from '../../src/domain/referral.ts'
import { patientSchema } from '../../src/fhir/ehr-record.ts'
import { readPatient } from '../../src/fhir/read-patient.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { understood } from '../../src/fhir/understood.ts'
import { NHS_NUMBER, patientRecord, READ_AT, TODAY, workWellService } from '../support/ehr-record.ts'

function summaryOf(parts: object) {
  const found = understood(patientSchema, { ...patientRecord(), ...parts })
  if (!found) throw new Error('not a patient any more')
  return readPatient(found.value, undefined, new Date(READ_AT), found.leftOut)
}
const unreadable = (parts: object) => summaryOf(parts).unreadable
const stops = (parts: object) => sendStops(summaryOf(parts), workWellService(), TODAY)

describe('what decides whether a referral may be made, and cannot be read (hazard H01)', () => {
  it.each([
    ['death', { deceasedBoolean: 'true' }],
    ['death', { deceasedDateTime: 2026 }],
    ['death', { _deceasedDateTime: { extension: [{ url: 'x', valueCode: 'unknown' }] } }],
    ['merge', { active: 'no' }],
    ['merge', { link: 'Patient/2' }],
    ['merge', { link: [{ type: 7 }] }],
    ['restriction', { meta: 'R' }],
    ['restriction', { meta: { security: 'R' } }],
    ['restriction', { meta: { security: [{ system: CS.confidentiality }] } }],
    ['restriction', { meta: { security: [{ system: CS.confidentiality, code: 7 }] } }],
    ['birth-date', { birthDate: 19840311 }],
    ['name', { name: 'Zoë' }],
    ['name', { name: [null] }],
    ['nhs-number', { identifier: 'none' }],
    ['nhs-number', { identifier: [{ system: ID.nhsNumber, value: 9990548609 }] }],
  ])('stops, by name: %s in %o', (fact, parts) => {
    expect(unreadable(parts)).toEqual([fact])
    expect(stops(parts)).toContain('UNREADABLE')
  })

  it.each([
    ['nothing odd', {}],
    ['an odd line of an address', { address: [{ line: [null, '1 High St'] }] }],
    ['an odd gender', { gender: 3 }],
    ['an odd day of change', { meta: { lastUpdated: 5, security: [] } }],
    ['an odd word beside a label', { meta: { security: [{ code: 'N', display: 5 }] } }],
    ['an odd name beside a good one', { name: [null, { family: 'Ward' }] }],
    ['an odd given name', { name: [{ given: [null, 'Zoë'], family: 'Ward' }] }],
    ['an odd number beside the NHS number', { identifier: [null, { system: ID.nhsNumber, value: NHS_NUMBER }] }],
    ['an odd phone number', { telecom: [{ system: 'phone', value: 7 }] }],
  ])('stops nothing for %s', (_what, parts) => {
    expect(unreadable(parts)).toEqual([])
    expect(stops(parts)).toEqual([])
  })

  it('a restriction that stands beside something odd still stops as such', () => {
    expect(stops({ meta: { security: [{ code: 'R', display: 5 }] } })).toEqual(['RESTRICTED'])
  })
})
