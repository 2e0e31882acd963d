import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nhsNumberVerification } from '../../src/fhir/nhs-number-verification.ts'
import { CS, EXT, ID } from '../../src/fhir/systems.ts'
import { NHS_NUMBER } from '../support/ehr-record.ts'

const claimed = (system: string, code: string, url: string = EXT.nhsNumberVerification) =>
  nhsNumberVerification({
    system: ID.nhsNumber,
    value: NHS_NUMBER,
    extension: [{ url, valueCodeableConcept: { coding: [{ system, code }] } }],
  })?.valueCodeableConcept?.coding

const CURRENT = [
  ['01', 'number-present-and-verified'],
  ['02', 'number-present-but-not-traced'],
  ['03', 'trace-required'],
  ['04', 'trace-attempted'],
  ['05', 'trace-needs-to-be-resolved'],
  ['06', 'trace-in-progress'],
  ['07', 'number-not-present-and-trace-not-required'],
  ['08', 'trace-postponed'],
] as const

describe('the EHR’s word on the NHS number', () => {
  it.each(CURRENT)('%s is passed on with the words of UK Core', code => {
    expect(claimed(CS.nhsNumberVerification, code)).toEqual([
      { system: CS.nhsNumberVerification, code, display: expect.stringMatching(/^(Number|Trace) /) },
    ])
  })

  it.each(CURRENT)('%s stands for the retired code %s, which is never emitted', (code, retired) => {
    expect(claimed(CS.retiredNhsNumberVerification, retired)).toEqual(claimed(CS.nhsNumberVerification, code))
  })

  it('is not made up where the record says nothing', () => {
    expect(nhsNumberVerification(undefined)).toBeUndefined()
    expect(nhsNumberVerification({ system: ID.nhsNumber, value: NHS_NUMBER })).toBeUndefined()
  })

  it('is not taken from another extension, nor from a retired code in the current system', () => {
    expect(claimed(CS.nhsNumberVerification, '01', 'https://ehr.example/verified')).toBeUndefined()
    expect(claimed(CS.nhsNumberVerification, 'number-present-and-verified')).toBeUndefined()
    expect(claimed(CS.retiredNhsNumberVerification, '01')).toBeUndefined()
    expect(claimed('https://ehr.example/codes', 'number-present-and-verified')).toBeUndefined()
  })

  it('is nothing for any other code', () => {
    const known = new Set<string>(CURRENT.flat())
    fc.assert(
      fc.property(
        fc.constantFrom(CS.nhsNumberVerification, CS.retiredNhsNumberVerification),
        fc.oneof(fc.string(), fc.constantFrom('toString', 'constructor', '__proto__')),
        (system, code) => {
          fc.pre(!known.has(code))
          expect(claimed(system, code)).toBeUndefined()
        },
      ),
    )
  })
})
