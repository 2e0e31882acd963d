import { describe, expect, it } from 'vitest'
import { contactLine } from '../../../launch/consultation/contact-line.ts'
import { patientRecord } from '../../support/ehr-record.ts'
import { consultation } from './one-consultation.ts'

const TODAY = '2026-09-03'
const SAYS = { 'contact-phone': '07700 900439', 'contact-address': '53 Placeholder Lane' }

function lineOf(
  contact: Record<string, string>,
  parts: { patient?: object; recordSays?: Record<string, string>; typed?: Record<string, string> } = {},
) {
  const { draft } = consultation({ record: { patient: patientRecord(parts.patient ?? {}) } })
  const item = Object.entries(contact).map(([linkId, valueString]) => ({ linkId, answer: [{ valueString }] }))
  const response = { ...draft.response, item: [{ linkId: 'contact', item }] }
  return contactLine({ ...draft, response, recordSays: parts.recordSays ?? SAYS }, parts.typed ?? {}, TODAY)
}
const changed = (lastUpdated: string) => ({ patient: { meta: { lastUpdated } } })

describe('how the patient is reached, in one line (hazard H02)', () => {
  it('is shut where the record has it all, and says of when that is', () => {
    expect(lineOf(SAYS, changed('2026-09-03T08:00:00Z'))).toEqual({
      says: '07700 900439, 53 Placeholder Lane: from the record of today',
      isOpen: false,
    })
    expect(lineOf(SAYS, changed('2025-09-03T08:00:00Z')).says).toContain('from the record of 3 September 2025')
    expect(lineOf(SAYS, { patient: { meta: undefined } })).toMatchObject({
      says: expect.stringMatching(/: from the record$/),
      isOpen: false,
    })
  })

  it('is open where the record is older than a year', () => {
    expect(lineOf(SAYS, changed('2025-09-03T08:00:00Z')).isOpen).toBe(false)
    expect(lineOf(SAYS, changed('2025-09-02T08:00:00Z')).isOpen).toBe(true)
  })

  it.each(['contact-phone', 'contact-address'])('is open where %s is missing', missing => {
    const rest = Object.fromEntries(Object.entries(SAYS).filter(([linkId]) => linkId !== missing))
    expect(lineOf(rest, { recordSays: rest }).isOpen).toBe(true)
  })

  it('is open, and does not claim the record, where another number or address was entered', () => {
    expect(lineOf({ ...SAYS, 'contact-phone': '07700 900111' })).toEqual({
      says: '07700 900111, 53 Placeholder Lane: as you entered it',
      isOpen: true,
    })
    expect(lineOf(SAYS, { typed: { 'contact-phone': '07700 900111' } }).isOpen).toBe(true)
    expect(lineOf(SAYS, { typed: { 'contact-phone': '' } }).isOpen).toBe(true)
  })

  it('is open where the record has a temporary address, and never says it', () => {
    const address = [{ use: 'temp', line: ['Refuge House'] }]
    const line = lineOf(SAYS, { patient: { address } })
    expect(line.isOpen).toBe(true)
    expect(line.says).not.toContain('Refuge')
  })

  it('keeps what else was answered in sight', () => {
    expect(lineOf({ ...SAYS, 'contact-safety': 'Not before 9' }).says).toMatch(/\. Not before 9$/)
  })
})
