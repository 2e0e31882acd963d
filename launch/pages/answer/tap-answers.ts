import type { Consultation } from '../../consultation/consultation-of.ts'

/** An answer that is given with one press, in the words that the coach will read. */
export interface TapAnswer {
  readonly key: string
  readonly words: string
}

/**
 * What answers most questions without typing. Of the record only the ways to reach patient and practice are offered: they leave at every
 * sharing level (hazard H09).
 */
export function tapAnswers({ context, draft }: Pick<Consultation, 'context' | 'draft'>): TapAnswer[] {
  const practice = context.practice === 'unknown' ? 'unknown' : context.practice.phone
  const ring =
    practice === 'unknown' ? 'Please ring me at the practice.' : `Please ring me at the practice, on ${practice}.`
  // As the form chose it from the record: numbers that are over, or of somebody else, are not offered (hazard H02).
  const phone = draft.recordSays?.['contact-phone']
  return [
    { key: 'yes', words: 'Yes.' },
    { key: 'no', words: 'No.' },
    { key: 'ring', words: ring },
    ...(phone ? [{ key: 'phone', words: `The patient’s record has the number ${phone}.` }] : []),
  ]
}
