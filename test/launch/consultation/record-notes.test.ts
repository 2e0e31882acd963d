import { describe, expect, it } from 'vitest'
import { recordNotes } from '../../../launch/consultation/record-notes.ts'
import { patientRecord } from '../../support/ehr-record.ts'
import { consultation } from './one-consultation.ts'

const notesOf = (parts: object, recordSays?: Record<string, string>) => {
  const { draft } = consultation({ record: { patient: patientRecord(parts) } })
  return recordNotes({ ...draft, ...(recordSays ? { recordSays } : {}) }, {})
}
const REFUGE = { use: 'temp', line: ['Refuge House'], city: 'Anytown', postalCode: 'LS1 1AB' }

describe('what the record says and nobody may pass on without asking (hazard H02)', () => {
  it('a temporary address of now is shown to the clinician, with why', () => {
    const [said] = Object.values(notesOf({ address: [REFUGE] }))
    expect(said).toContain('a temporary address, Refuge House, Anytown, LS1 1AB')
    expect(said).toContain('may be a protected address')
    expect(notesOf({ address: [{ ...REFUGE, period: { end: '2020-01-01' } }] })).toEqual({})
  })

  it('it stands beside what is said of the home', () => {
    const home = { use: 'home', line: ['1 Larch Lane'] }
    const notes = notesOf({ address: [home, REFUGE] }, { 'contact-address': '1 Larch Lane' })
    expect(notes['contact-address']).toMatch(/^The record says 1 Larch Lane\. The record also has a temporary address/)
  })

  it('where contact details are marked as restricted, it is said that none is filled in', () => {
    const extension = [{ url: 'https://x.example/label', valueCoding: { code: 'R' } }]
    const notes = notesOf({ address: [{ ...REFUGE, extension }] })
    expect(notes['contact-phone']).toContain('restricted')
    expect(JSON.stringify(notes)).not.toContain('Refuge')
  })
})
