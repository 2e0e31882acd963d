import { it } from 'vitest'
import { notAReasonForANote } from '../../../src/domain/fit-note-rules/not-a-reason-for-a-note.ts'
import { judged, type Row } from './a-draft.ts'

it.each<Row>([
  ['nothing ticked', {}, undefined],
  ['to show that the patient is fit', { purposes: ['fit-to-return'] }, 'No note says that somebody is fit'],
  ['knee replacement, the GP is asked', { purposes: ['hospital-team'] }, 'from the discharge letter'],
  ['an exam', { purposes: ['school-or-exam'] }, 'for work only'],
  ['isolation', { purposes: ['isolation'] }, 'without illness'],
  ['a dispute', { purposes: ['not-medical'] }, 'not the patient’s health'],
  ['the employer cannot adapt', { purposes: ['cannot-adapt'] }, 'counts as “not fit”'],
  ['37 weeks pregnant', { purposes: ['late-pregnancy'] }, 'maternity leave'],
  ['a lost note', { purposes: ['lost-note'] }, 'as a duplicate'],
  ['two of them', { purposes: ['isolation', 'lost-note'] }, 'as a duplicate'],
])('what is no reason for a note is said with what helps instead: %s', (...row) => judged(notAReasonForANote, row))
