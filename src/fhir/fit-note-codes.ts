import type { Adjustment, FitNote, FitNoteAdvice } from '../domain/fit-note.ts'

/** What a code says of a note: advice that it does not name stays unknown. */
export interface IssueMeaning {
  readonly advice: FitNoteAdvice | 'unknown'
  readonly issue: FitNote['issue']
}

/** eMED3 and handwritten Med3 findings: GP systems record them as Observation.code without a value. */
export const ISSUE_CODES: Record<string, IssueMeaning> = {
  '751481000000104': { advice: 'not-fit', issue: 'issued' },
  '751601000000107': { advice: 'may-be-fit', issue: 'issued' },
  '751731000000106': { advice: 'not-fit', issue: 'issued' },
  '751751000000104': { advice: 'may-be-fit', issue: 'issued' },
  '751621000000103': { advice: 'not-fit', issue: 'duplicate' },
  '751641000000105': { advice: 'may-be-fit', issue: 'duplicate' },
  // Issued to the patient, and a duplicate of one: beside the codes above in some systems, alone in others.
  '775241000000108': { advice: 'unknown', issue: 'issued' },
  '775261000000109': { advice: 'unknown', issue: 'duplicate' },
}

const SOME_NOTE: IssueMeaning = { advice: 'unknown', issue: 'issued' }
const SOME_DUPLICATE: IssueMeaning = { advice: 'unknown', issue: 'duplicate' }

/**
 * The same in Clinical Terms Version 3, as English practices record it (OpenSAFELY's list of sick notes, 57 codes). In it are no self-certificate,
 * no certificate of another scheme (private, forces, LOC 1/2/3), no status and no length: those are no fit note, or say nothing of one alone.
 */
export const CTV3_ISSUE_CODES: Record<string, IssueMeaning> = {
  XaX1E: { advice: 'not-fit', issue: 'issued' },
  XaX1K: { advice: 'may-be-fit', issue: 'issued' },
  XaX1L: { advice: 'not-fit', issue: 'duplicate' },
  XaX1M: { advice: 'may-be-fit', issue: 'duplicate' },
  XaX1R: { advice: 'not-fit', issue: 'issued' },
  XaX1S: { advice: 'may-be-fit', issue: 'issued' },
  XaXf1: SOME_NOTE,
  XaXf2: SOME_DUPLICATE,
  XaEF4: SOME_NOTE,
  XaK2J: SOME_NOTE,
  '9D1..': SOME_NOTE,
  '9D11.': SOME_NOTE,
  '9D12.': SOME_DUPLICATE,
  '9D1Z.': SOME_NOTE,
  '9D2..': SOME_NOTE,
  '9D21.': SOME_NOTE,
  '9D2Z.': SOME_NOTE,
  '9DF..': SOME_NOTE,
  '9DF0.': SOME_NOTE,
  '9DF1.': SOME_DUPLICATE,
  Y7613: SOME_NOTE,
  Y7614: SOME_NOTE,
}

export const CTV3_ADJUSTMENT_CODES: Record<string, Adjustment> = {
  XaXf3: 'phased-return',
  XaXf4: 'altered-hours',
  XaXf5: 'amended-duties',
  XaXf7: 'workplace-adaptations',
}

export const ADJUSTMENT_CODES: Record<string, Adjustment> = {
  '775281000000100': 'phased-return',
  '775301000000104': 'altered-hours',
  '775321000000108': 'amended-duties',
  '775351000000103': 'workplace-adaptations',
}

/** Codes of a DocumentReference that is a Med3. */
export const MED3_DOCUMENTS = ['772786005', '1321000000100', '18381000000107']
