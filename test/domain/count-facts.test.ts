import { describe, expect, it } from 'vitest'
import { ageBandOf, countFacts } from '../../src/domain/count-facts.ts'
import { readContext } from '../../src/fhir/read-context.ts'
import { writtenReferral } from '../fhir/written-referral.ts'
import { option } from '../support/answers.ts'
import { ehrRecord, patientRecord } from '../support/ehr-record.ts'

const known = (parts: Partial<Parameters<typeof countFacts>[1]> = {}) => ({
  patient: readContext(ehrRecord()).patient,
  practice: 'Y99901',
  workStatus: 'employed-off-sick' as const,
  today: '2026-09-03',
  decileOf: () => 3 as const,
  ...parts,
})
const sharing = (level: string) => writtenReferral({ answers: { sharing: [option('sharing', level)] } }).referral

describe('the coarse facts of a referral', () => {
  it('are a few, and none is an answer as it was given', () => {
    expect(countFacts(sharing('standard'), known())).toEqual({
      source: 'launch',
      profession: 'doctor',
      practice: 'Y99901',
      group: 'musculoskeletal',
      ageBand: '35-44',
      workStatus: 'employed-off-sick',
      deprivationDecile: 3,
    })
  })

  it('hold no kind of condition that the service itself may not know (hazard H09)', () => {
    expect(['basic', 'standard', 'full'].map(level => countFacts(sharing(level), known()).group)).toEqual([
      'not-shared',
      'musculoskeletal',
      'musculoskeletal',
    ])
  })

  it('say what is not known', () => {
    const { patient } = readContext(ehrRecord({ patient: patientRecord({ address: [] }) }))
    const silent = { ...patient, birthDate: 'unknown' as const }
    expect(
      countFacts(sharing('full'), known({ patient: silent, practice: 'unknown', workStatus: undefined })),
    ).toMatchObject({ practice: 'unknown', ageBand: 'unknown', workStatus: 'unknown', deprivationDecile: 'unknown' })
    expect(countFacts(sharing('full'), known({ decileOf: () => undefined })).deprivationDecile).toBe('unknown')
  })
})

it.each([
  [16, '16-24'],
  [24, '16-24'],
  [25, '25-34'],
  [64, '55-64'],
  [65, '65-and-over'],
  [101, '65-and-over'],
])('the age of %i is in the band %s', (age, band) => {
  expect(ageBandOf(age)).toBe(band)
})
