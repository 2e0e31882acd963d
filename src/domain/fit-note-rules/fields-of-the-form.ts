import type { NoteRule } from '../fit-note-draft.ts'

/** What the printed form needs besides: the advice, and whether the patient will be assessed again. */
export const fieldsOfTheForm: NoteRule = ({ advice, reassess }) => {
  const missing = [
    ...(advice ? [] : ['whether the patient is not fit or may be fit']),
    ...(reassess ? [] : ['whether you will need to assess the patient again']),
  ]
  if (missing.length === 0) return undefined
  return { weight: 'warning', text: `The form still asks: ${missing.join(', and ')}.`, source: 'Form Med3 04/22' }
}
