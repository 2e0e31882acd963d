import { describe, expect, it } from 'vitest'
import type { PatientRecord } from '../../src/fhir/ehr-record.ts'
import { readPatient } from '../../src/fhir/read-patient.ts'
import { CS, ID } from '../../src/fhir/systems.ts'
import { NHS_NUMBER, OTHER_NHS_NUMBER, patientRecord, READ_AT } from '../support/ehr-record.ts'

const read = (parts: Partial<PatientRecord> = {}) => readPatient(patientRecord(parts), 'Y99901', new Date(READ_AT))

it('a plain record in the clinician’s words', () => {
  expect(read()).toEqual({
    id: 'patient-1',
    name: "Ms Zoë May O'Neill",
    birthDate: '1984-03-11',
    nhsNumber: NHS_NUMBER,
    gender: 'female',
    postcode: 'LS1 1AA',
    practiceCode: 'Y99901',
    deceased: false,
    restricted: false,
    superseded: false,
    unreadable: [],
  })
})

it('what the record does not say is unknown or missing, never made up', () => {
  expect(readPatient({ resourceType: 'Patient', id: 'p' }, undefined, new Date(READ_AT))).toEqual({
    id: 'p',
    name: 'Name missing from the record',
    birthDate: 'unknown',
    nhsNumber: 'missing',
    gender: 'unknown',
    postcode: 'unknown',
    practiceCode: 'unknown',
    deceased: false,
    restricted: false,
    superseded: false,
    unreadable: [],
  })
})

describe('the name in use', () => {
  it.each<[string, PatientRecord['name'], string]>([
    ['is the official one', [{ family: 'A' }, { use: 'usual', family: 'B' }, { use: 'official', family: 'C' }], 'C'],
    [
      'else the usual one',
      [
        { use: 'nickname', family: 'A' },
        { use: 'usual', family: 'B' },
      ],
      'B',
    ],
    ['else any', [{ use: 'nickname', family: 'A' }], 'A'],
    ['is not an old one', [{ use: 'old', family: 'A' }, { family: 'B' }], 'B'],
    ['is not a maiden name', [{ use: 'maiden', family: 'A' }, { family: 'B' }], 'B'],
    [
      'is not one that has ended',
      [{ use: 'official', family: 'A', period: { end: '2026-09-02' } }, { family: 'B' }],
      'B',
    ],
    ['is one that ends today', [{ use: 'official', family: 'A', period: { end: '2026-09-03' } }, { family: 'B' }], 'A'],
    [
      'is not one from tomorrow',
      [{ use: 'official', family: 'A', period: { start: '2026-09-04' } }, { family: 'B' }],
      'B',
    ],
    ['is missing where only old ones stand', [{ use: 'old', family: 'A' }], 'Name missing from the record'],
    ['is the text where there are no parts', [{ use: 'official', text: 'Suryani' }], 'Suryani'],
    ['keeps letters of any script', [{ use: 'official', given: ['Оксана'], family: 'Шевченко' }], 'Оксана Шевченко'],
  ])('%s', (_which, name, shown) => {
    expect(read({ name }).name).toBe(shown)
  })
})

describe('the home that routing goes by', () => {
  const at = (postalCode: string, parts: object = {}) => ({ postalCode, ...parts })
  it.each<[string, PatientRecord['address'], string]>([
    ['is the home, not an old one', [at('OLD', { use: 'old' }), at('HOME', { use: 'home' })], 'HOME'],
    ['is the home before a temporary one', [at('TEMP', { use: 'temp' }), at('HOME', { use: 'home' })], 'HOME'],
    ['is not a home that has ended', [at('A', { use: 'home', period: { end: '2026-08-31' } }), at('B')], 'B'],
    ['is not one that ended last month', [at('A', { use: 'home', period: { end: '2026-08' } }), at('B')], 'B'],
    ['is one that ends within this month', [at('A', { use: 'home', period: { end: '2026-09' } }), at('B')], 'A'],
    ['is not next month’s', [at('A', { use: 'home', period: { start: '2026-10-01' } }), at('B', { use: 'home' })], 'B'],
    [
      'is not one that ended before midnight in London',
      [at('A', { use: 'home', period: { end: '2026-09-02T22:59:00Z' } }), at('B')],
      'B',
    ],
    [
      'is one that ends this side of midnight in London',
      [at('A', { use: 'home', period: { end: '2026-09-02T23:30:00Z' } }), at('B')],
      'A',
    ],
    ['is unknown where all are old', [at('A', { use: 'old' })], 'unknown'],
  ])('%s', (_which, address, postcode) => {
    expect(read({ address }).postcode).toBe(postcode)
  })
})

describe('the NHS number', () => {
  const number = (value: string, parts: object = {}) => ({ system: ID.nhsNumber, value, ...parts })
  it.each<[string, PatientRecord['identifier'], string]>([
    [
      'is found among other identifiers',
      [{ system: 'https://ehr.example/mrn', value: '1' }, number(NHS_NUMBER)],
      NHS_NUMBER,
    ],
    ['may hold spaces', [number('999 054 8609')], NHS_NUMBER],
    [
      'is found where the record writes its system in an older way',
      [{ system: 'http://fhir.nhs.uk/Id/nhs-number', value: NHS_NUMBER }],
      NHS_NUMBER,
    ],
    [
      'is found by its object identifier',
      [{ system: 'urn:oid:2.16.840.1.113883.2.1.4.1', value: NHS_NUMBER }],
      NHS_NUMBER,
    ],
    [
      'is the one under today’s system where there are two',
      [{ system: 'http://fhir.nhs.net/Id/nhs-number', value: OTHER_NHS_NUMBER }, number(NHS_NUMBER)],
      NHS_NUMBER,
    ],
    [
      'is missing where the system only resembles it',
      [{ system: `${ID.nhsNumber}-old`, value: NHS_NUMBER }],
      'missing',
    ],
    ['with a wrong check digit is invalid, never shown as one', [number('9990548608')], 'invalid'],
    ['is missing where there is no value', [{ system: ID.nhsNumber }], 'missing'],
    [
      'is missing where another system holds ten digits',
      [{ system: 'https://ehr.example/mrn', value: NHS_NUMBER }],
      'missing',
    ],
    ['is not the one that it replaced', [number(OTHER_NHS_NUMBER, { use: 'old' }), number(NHS_NUMBER)], NHS_NUMBER],
    [
      'is not one that ended',
      [number(OTHER_NHS_NUMBER, { period: { end: '2020-01-01' } }), number(NHS_NUMBER)],
      NHS_NUMBER,
    ],
    ['is missing where only a replaced one stands', [number(OTHER_NHS_NUMBER, { use: 'old' })], 'missing'],
  ])('%s', (_what, identifier, expected) => {
    expect(read({ identifier }).nhsNumber).toBe(expected)
  })
})

describe('records that nobody may be referred from', () => {
  it('someone is deceased by a flag or by a date', () => {
    expect(read({ deceasedBoolean: true }).deceased).toBe(true)
    expect(read({ deceasedDateTime: '2026-08-01' }).deceased).toBe(true)
    expect(read({ deceasedBoolean: false }).deceased).toBe(false)
  })

  it.each([
    ['R', CS.confidentiality, true],
    ['V', CS.confidentiality, true],
    ['R', 'http://hl7.org/fhir/v3/Confidentiality', true],
    ['V', undefined, true],
    ['N', CS.confidentiality, false],
    ['U', CS.confidentiality, false],
    ['ETH', CS.actCode, false],
  ])('label %s of %s: restricted is %s', (code, system, restricted) => {
    const other = { system: CS.confidentiality, code: 'N' }
    expect(read({ meta: { security: [other, { code, ...(system && { system }) }] } }).restricted).toBe(restricted)
  })

  it('a record is superseded when it is inactive or was merged into another', () => {
    expect(read({ active: false }).superseded).toBe(true)
    expect(read({ link: [{ type: 'seealso' }, { type: 'replaced-by' }] }).superseded).toBe(true)
    expect(read({ link: [{ type: 'replaces' }, { type: 'seealso' }] }).superseded).toBe(false)
  })

  it.each(['1984', '1984-03', 'about 1984'])('a date of birth of %s is not a day', birthDate => {
    expect(read({ birthDate }).birthDate).toBe('unknown')
  })
})
