import { describe, expect, it } from 'vitest'
import { isReportFor, type Profession } from '../../src/domain/clinician.ts'
import { settingWarning } from '../../src/domain/work-setting.ts'
import { readSetting } from '../../src/fhir/read-setting.ts'
import { ID } from '../../src/fhir/systems.ts'
import { ehrRecord } from '../support/ehr-record.ts'

const by = (is: Profession) => ({ is, from: 'record' }) as const
const at = (name: string, code?: string, type?: string) =>
  readSetting(
    ehrRecord({
      organization: {
        resourceType: 'Organization',
        id: 'o1',
        name,
        ...(code ? { identifier: [{ system: ID.odsOrganisation, value: code }] } : {}),
        ...(type ? { type: [{ text: type }] } : {}),
      },
    }),
  )

describe('where a clinician works, as far as the record says it', () => {
  it.each([
    ['High Street', 'FX123', undefined, 'community-pharmacy'],
    ['High Street Pharmacy', undefined, undefined, 'community-pharmacy'],
    ['High Street', undefined, 'Community pharmacy', 'community-pharmacy'],
    ['Elm Surgery', 'F81999', undefined, 'general-practice'],
    ['City Hospital Pharmacy', 'RX1AB', undefined, 'hospital'],
    ['Elm House', undefined, undefined, 'unknown'],
  ] as const)('%s %s %s: %s', (name, code, type, setting) => {
    expect(at(name, code, type)).toBe(setting)
  })
})

describe('the warning of the setting', () => {
  it('is for a pharmacist in a community pharmacy, and conditional where nobody knows', () => {
    expect(settingWarning(by('pharmacist'), 'community-pharmacy')).toContain('You work in a community pharmacy')
    expect(settingWarning(by('pharmacist'), 'unknown')).toContain('If you work in a community pharmacy')
  })

  it('is for nobody else', () => {
    expect(settingWarning(by('pharmacist'), 'general-practice')).toBeUndefined()
    expect(settingWarning(by('doctor'), 'community-pharmacy')).toBeUndefined()
    expect(settingWarning('unknown', 'community-pharmacy')).toBeUndefined()
  })
})

describe('the AHP Health and Work Report', () => {
  it('is for allied health professionals, and nobody is refused whose profession is not known', () => {
    const all = [
      'doctor',
      'nurse',
      'occupational-therapist',
      'physiotherapist',
      'pharmacist',
      'podiatrist',
      'other',
    ] as const
    expect(all.filter(each => isReportFor(by(each)))).toEqual([
      'occupational-therapist',
      'physiotherapist',
      'podiatrist',
      'other',
    ])
    expect(isReportFor('unknown')).toBe(true)
  })
})
