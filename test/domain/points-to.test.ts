import { describe, expect, it } from 'vitest'
import type { PatientSummary } from '../../src/domain/clinical-context.ts'
import type { Eligibility } from '../../src/domain/eligibility.ts'
import { isGone, isPointedTo } from '../../src/domain/points-to.ts'

const patient: PatientSummary = {
  id: 'p1',
  name: 'Ms Ada Synthetic',
  birthDate: '1980-01-10',
  nhsNumber: 'missing',
  gender: 'female',
  postcode: 'unknown',
  practiceCode: 'unknown',
  deceased: false,
  restricted: false,
  superseded: false,
  unreadable: [],
}
const verdict = (is: Eligibility['verdict']): Eligibility => ({ verdict: is, findings: [] })
const asked = { patient, stops: [], eligibility: verdict('may-refer'), againstRules: undefined } as const

describe('who is told how to turn to the service (hazards H12, H14)', () => {
  it('is everybody whom its rules do not refuse, and whom nobody knows them to refuse', () => {
    expect(isPointedTo(asked)).toBe(true)
    expect(isPointedTo({ ...asked, eligibility: verdict('ask-first') })).toBe(true)
    expect(isPointedTo({ ...asked, eligibility: undefined })).toBe(true)
    expect(isPointedTo({ ...asked, stops: ['RESTRICTED'] })).toBe(true)
  })

  it('is nobody whom they refuse, unless the clinician refers all the same', () => {
    const refused = { ...asked, eligibility: verdict('not-here') }
    expect(isPointedTo(refused)).toBe(false)
    expect(isPointedTo({ ...refused, againstRules: 'Turns 18 next week' })).toBe(true)
  })

  it('is nobody under 16', () => {
    expect(isPointedTo({ ...asked, stops: ['UNDER_AGE'], againstRules: 'Asked for it' })).toBe(false)
  })

  it.each<Partial<PatientSummary>>([
    { deceased: true },
    { superseded: true },
    { unreadable: ['death'] },
    { unreadable: ['merge'] },
  ])('is nobody who has died or was merged, or may have: %o', parts => {
    expect(isGone({ ...patient, ...parts })).toBe(true)
    expect(isPointedTo({ ...asked, patient: { ...patient, ...parts } })).toBe(false)
  })
})
