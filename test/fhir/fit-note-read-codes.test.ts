import { describe, expect, it } from 'vitest'
import type { FitNote } from '../../src/domain/fit-note.ts'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { readFitNotes } from '../../src/fhir/read-fit-notes.ts'
import { readOtherCertificates } from '../../src/fhir/read-other-certificates.ts'
import { recordSearches } from '../../src/fhir/record-queries.ts'
import { codedNote, ehrRecord, NOT_FIT } from '../support/ehr-record.ts'

const CTV3 = 'http://read.info/ctv3'
const READ_V2 = 'http://read.info/readv2'
const ON = { effectiveDateTime: '2026-07-01' }

const coded = (id: string, code: string, parts: object = {}, system = CTV3): EhrRecord['observations'][number] =>
  codedNote(id, NOT_FIT, { code: { coding: [{ system, code }] }, ...ON, ...parts })
const notesOf = (...observations: EhrRecord['observations']): FitNote[] => readFitNotes(ehrRecord({ observations }))

/** Said a second time, on purpose: what the words of each code say (OpenSAFELY's list of sick notes, 57 codes). */
const MEANING: Readonly<Record<string, string>> = {
  XaX1E: 'note not-fit issued', // eMED3 (2010) new statement issued, not fit for work
  XaX1K: 'note may-be-fit issued',
  XaX1L: 'note not-fit duplicate',
  XaX1M: 'note may-be-fit duplicate',
  XaX1R: 'note not-fit issued', // by hand
  XaX1S: 'note may-be-fit issued',
  XaXf1: 'note unknown issued', // MED3 (2010) issued to patient
  XaXf2: 'note unknown duplicate',
  XaXf3: 'adjustment',
  XaXf4: 'adjustment',
  XaXf5: 'adjustment',
  XaXf7: 'adjustment',
  XaEF4: 'note unknown issued', // MED3 issued - back to work
  XaK2J: 'note unknown issued', // Sick note generated from secondary care done by practice
  '9D1..': 'note unknown issued', // MED3
  '9D11.': 'note unknown issued',
  '9D12.': 'note unknown duplicate',
  '9D1Z.': 'note unknown issued',
  '9D2..': 'note unknown issued', // MED5
  '9D21.': 'note unknown issued',
  '9D2Z.': 'note unknown issued',
  '9DF..': 'note unknown issued', // MED4
  '9DF0.': 'note unknown issued',
  '9DF1.': 'note unknown duplicate',
  Y7613: 'note unknown issued',
  Y7614: 'note unknown issued',
  Y1712: 'length day',
  Y08c1: 'length week',
  Y08c2: 'length month',
  XaCF3: 'other self-certificate',
  '9D5..': 'other private',
  '9D7..': 'other armed-forces',
  '9D71.': 'other armed-forces',
  '9D72.': 'other armed-forces',
  '9D7Z.': 'other armed-forces',
  Y6858: 'other armed-forces',
  '9D3..': 'other med6',
  ZV680: 'other medical-certificate',
  '9C8..': 'nothing',
  '9C82.': 'nothing',
  '9C83.': 'nothing',
  '9C8Z.': 'nothing',
  Ua0Ur: 'nothing',
  XE2by: 'nothing',
  XaBHC: 'nothing',
  XaBHd: 'nothing',
  XaBHe: 'nothing',
  XaBHf: 'nothing',
  XaBHg: 'nothing',
  XaBHi: 'nothing',
  XaBIc: 'nothing',
  XaBQ8: 'nothing',
  XaBu9: 'nothing',
  XaCFk: 'nothing',
  Y0898: 'nothing',
  Y0d09: 'nothing',
  Y2854: 'nothing',
}

function meaningOf(code: string): string {
  const observation = coded('o1', code, { valueQuantity: { value: 4 } })
  const [note] = notesOf(observation)
  if (note?.lasts) return `length ${note.lasts.unit}`
  if (note) return `note ${note.advice} ${note.issue}`
  const [other] = readOtherCertificates(ehrRecord({ observations: [observation] }))
  if (other) return `other ${other.kind}`
  const beside = notesOf(coded('n1', 'XaX1K'), observation)
  return beside[0]?.adjustments.length === 1 ? 'adjustment' : 'nothing'
}

describe('a code of CTV3 about sickness certification (hazard H06)', () => {
  it('is one of 57', () => expect(Object.keys(MEANING)).toHaveLength(57))

  it.each(Object.entries(MEANING))('%s means: %s', (code, meaning) => {
    expect(meaningOf(code)).toBe(meaning)
  })

  it.each(Object.entries(MEANING))('%s is searched for unless it says nothing: %s', (code, meaning) => {
    const [, { code: asked }] = recordSearches('p1', 'Practitioner/1').observationsReadCoded
    expect(asked.split(',').includes(`${CTV3}|${code}`)).toBe(meaning !== 'nothing')
  })
})

describe('a code of Read v2', () => {
  it.each(['9D11.', '9D15.'])('%s is a note whose advice is not known, and is searched for', code => {
    expect(notesOf(coded('n1', code, {}, READ_V2))).toMatchObject([{ advice: 'unknown', issue: 'issued' }])
    expect(recordSearches('p1', 'x').observationsReadCoded[1].code).toContain(`${READ_V2}|${code}`)
  })

  it('means nothing where it stands in another system', () => {
    expect(notesOf(coded('n1', '9D15.'))).toEqual([])
  })
})

describe('how long a certificate is for', () => {
  const weeks = (value: object, parts: object = {}) => coded('l1', 'Y08c1', { ...value, ...parts })

  it('joins the note of its day, and gives it no days', () => {
    expect(notesOf(coded('n1', 'XaX1E'), weeks({ valueQuantity: { value: 4 } }))).toEqual([
      expect.objectContaining({
        source: 'Observation/n1',
        advice: 'not-fit',
        period: 'unknown',
        lasts: { value: 4, unit: 'week' },
      }),
    ])
  })

  it('is a note of its own on a day without one', () => {
    const notes = notesOf(coded('n1', 'XaX1E', { effectiveDateTime: '2026-05-01' }), weeks({ valueInteger: 2 }))
    expect(notes).toMatchObject([
      { source: 'Observation/l1', advice: 'unknown', lasts: { value: 2, unit: 'week' } },
      { source: 'Observation/n1' },
    ])
  })

  it('says nothing beside days that are known', () => {
    const dated = { effectivePeriod: { start: '2026-07-01', end: '2026-07-14' } }
    const [note, ...others] = notesOf(coded('n1', 'XaX1E', dated), weeks({ valueQuantity: { value: 4 } }))
    expect([note?.lasts, others]).toEqual([undefined, []])
  })

  it.each([0, -1, 2.5, 20_260_701, Number.NaN])('is not %s: the certificate stays, without it', value => {
    expect(notesOf(weeks({ valueQuantity: { value } }))).toMatchObject([{ period: 'unknown' }])
    expect(notesOf(weeks({ valueQuantity: { value } }))[0]).not.toHaveProperty('lasts')
  })
})

it('each search fits into an address that a careful server takes', () => {
  for (const [type, query] of Object.values(recordSearches('a'.repeat(64), `Practitioner/${'b'.repeat(64)}`)))
    expect(`${type}?${new URLSearchParams(query)}`.length).toBeLessThan(2048)
})
