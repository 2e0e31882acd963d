import type { Adjustment, FitNote, FitNoteAdvice } from '../domain/fit-note.ts'

/** eMED3 and handwritten Med3 findings: GP systems record them as Observation.code without a value. */
export const ISSUE_CODES: Record<string, { advice: FitNoteAdvice; issue: FitNote['issue'] }> = {
  '751481000000104': { advice: 'not-fit', issue: 'issued' },
  '751601000000107': { advice: 'may-be-fit', issue: 'issued' },
  '751731000000106': { advice: 'not-fit', issue: 'issued' },
  '751751000000104': { advice: 'may-be-fit', issue: 'issued' },
  '751621000000103': { advice: 'not-fit', issue: 'duplicate' },
  '751641000000105': { advice: 'may-be-fit', issue: 'duplicate' },
}

export const ADJUSTMENT_CODES: Record<string, Adjustment> = {
  '775281000000100': 'phased-return',
  '775301000000104': 'altered-hours',
  '775321000000108': 'amended-duties',
  '775351000000103': 'workplace-adaptations',
}

/** Codes of a DocumentReference that is a Med3. */
export const MED3_DOCUMENTS = ['772786005', '1321000000100', '18381000000107']
