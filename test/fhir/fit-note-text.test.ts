import { describe, expect, it } from 'vitest'
import type { EhrRecord } from '../../src/fhir/ehr-record.ts'
import { FIT_NOTE_TEXTS, namesFitNote } from '../../src/fhir/fit-note-text.ts'
import { readFitNotes } from '../../src/fhir/read-fit-notes.ts'
import { ehrRecord, med3Document } from '../support/ehr-record.ts'

const FIT_NOTES = [
  'Med3',
  'MED 3',
  'eMed3',
  'Med3 certificate',
  'Fit note',
  'Fitnote',
  'Fit Note (Med3)',
  'Statement of fitness for work',
  'Statement of Fitness for Work - Med3 (2022)',
  'Sick note',
  'Sickness certificate',
  "Doctor's statement (Med3)",
]
const SOMETHING_ELSE = [
  'Request for fit note',
  'Fit note request form',
  'Private sick note',
  'Not a fit note',
  'Fit note refused',
  'Self certificate SC2',
  'Letter about fit note',
  'Medical report',
  'Fit for surgery note',
  'Note',
  '',
  undefined,
]

describe('the type of a document in words alone (hazard H06)', () => {
  it.each(FIT_NOTES)('%s: a fit note', text => expect(namesFitNote(text)).toBe(true))
  it.each(SOMETHING_ELSE)('%s: something else', text => expect(namesFitNote(text)).toBe(false))

  it.each(FIT_NOTES.filter(text => !text.startsWith('Doctor')))('%s is found by its first words', text => {
    expect(FIT_NOTE_TEXTS.some(asked => text.toLowerCase().startsWith(asked.toLowerCase()))).toBe(true)
  })

  const notesOf = (type: EhrRecord['documents'][number]['type']) =>
    readFitNotes(ehrRecord({ documents: [med3Document('d1', { type, date: '2026-07-01' })] }))

  it('makes a note of it, whose advice and days are not known', () => {
    expect(notesOf({ text: 'Fit note' })).toMatchObject([
      { advice: 'unknown', period: 'unknown', recordedOn: '2026-07-01' },
    ])
  })

  it('or the words of a code that nobody else knows', () => {
    expect(notesOf({ coding: [{ system: 'urn:x-local', code: '17', display: 'Med3' }] })).toHaveLength(1)
    expect(notesOf({ coding: [{ system: 'urn:x-local', code: '17', display: 'Fit note request' }] })).toEqual([])
  })
})
