import { describe, expect, it } from 'vitest'
import { PatientBanner } from '../../../launch/web/patient-banner.tsx'
import { renderPage } from '../../../launch/web/render.ts'
import type { PatientSummary } from '../../../src/domain/clinical-context.ts'

const PATIENT: PatientSummary = {
  id: 'p1',
  name: "Zoë O'Brien-Łukasz",
  birthDate: '1984-09-03',
  nhsNumber: '9990000018',
  gender: 'female',
  postcode: 'ZZ99 3VZ',
  practiceCode: 'Y00001',
  deceased: false,
  restricted: false,
  superseded: false,
  unreadable: [],
}

const text = (patient: Partial<PatientSummary> = {}, today = '2026-11-22'): string =>
  renderPage(<PatientBanner patient={{ ...PATIENT, ...patient }} today={today} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/\s+/g, ' ')

describe('PatientBanner', () => {
  it('shows name, date of birth with age, and the NHS number in the groups in which it is read out', () => {
    expect(text()).toContain("Zoë O'Brien-Łukasz Born 3 September 1984 (42 years) NHS number: 999 000 0018")
  })

  it('is a region named Patient', () => {
    expect(renderPage(<PatientBanner patient={PATIENT} today="2026-11-22" />)).toContain('aria-label="Patient"')
  })

  it.each([
    ['2026-09-02', '(41 years)'],
    ['2026-09-03', '(42 years)'],
    ['1985-09-03', '(1 year)'],
    ['1985-01-01', '(under 1 year)'],
  ])('counts completed years: on %s it says %s', (today, age) => {
    expect(text({}, today)).toContain(age)
  })

  it('says that the NHS number is missing from the record', () => {
    expect(text({ nhsNumber: 'missing' })).toContain('NHS number: missing from the record')
  })

  it('says that the NHS number is not valid, and does not show it', () => {
    expect(text({ nhsNumber: 'invalid' })).toContain('NHS number: not valid in the record')
  })

  it('says that the date of birth is missing', () => {
    expect(text({ birthDate: 'unknown' })).toContain('Date of birth: missing from the record')
  })

  it('says that the name is missing', () => {
    expect(text({ name: ' ' })).toContain('Name: missing from the record')
  })

  it('shows no age for a date of birth that lies ahead', () => {
    expect(text({ birthDate: '2030-01-01' })).toContain('Born 1 January 2030 (in the future: check the record)')
  })

  it('says in words that the patient is recorded as deceased, and stops counting the age', () => {
    expect(text({ deceased: true })).toContain('Recorded as deceased')
    expect(text({ deceased: true })).not.toContain('years')
  })

  it('says in words that the record is restricted, or was merged', () => {
    expect(text({ restricted: true })).toContain('Restricted record')
    expect(text({ superseded: true })).toContain('Record merged or no longer in use')
  })

  it('shows no flag for a patient without one', () => {
    expect(text()).not.toMatch(/deceased|Restricted|merged/)
  })
})
