import type { Adjustment, FitNote, FitNoteAdvice } from '../domain/fit-note.ts'

/** What a code says of a note: advice that it does not name stays unknown. */
export interface IssueMeaning {
  readonly advice: FitNoteAdvice | 'unknown'
  readonly issue: FitNote['issue']
}

export const SOME_NOTE: IssueMeaning = { advice: 'unknown', issue: 'issued' }
export const SOME_DUPLICATE: IssueMeaning = { advice: 'unknown', issue: 'duplicate' }

/** eMED3 and handwritten Med3 findings: GP systems record them as Observation.code without a value. */
export const ISSUE_CODES: Record<string, IssueMeaning> = {
  '751481000000104': { advice: 'not-fit', issue: 'issued' },
  '751601000000107': { advice: 'may-be-fit', issue: 'issued' },
  '751731000000106': { advice: 'not-fit', issue: 'issued' },
  '751751000000104': { advice: 'may-be-fit', issue: 'issued' },
  '751621000000103': { advice: 'not-fit', issue: 'duplicate' },
  '751641000000105': { advice: 'may-be-fit', issue: 'duplicate' },
  // Issued to the patient, and a duplicate of one: beside the codes above in some systems, alone in others.
  '775241000000108': SOME_NOTE,
  '775261000000109': SOME_DUPLICATE,
  // The form before 2010, still in use by its code.
  '1321000000100': SOME_NOTE,
  '1331000000103': SOME_NOTE,
  '1341000000107': SOME_DUPLICATE,
  '14241000000101': SOME_NOTE,
  '165801000000106': SOME_NOTE,
}

export const ADJUSTMENT_CODES: Record<string, Adjustment> = {
  '775281000000100': 'phased-return',
  '775301000000104': 'altered-hours',
  '775321000000108': 'amended-duties',
  '775351000000103': 'workplace-adaptations',
}

/** Codes of a DocumentReference that is a Med3. */
export const MED3_DOCUMENTS = ['772786005', '1321000000100', '18381000000107']
