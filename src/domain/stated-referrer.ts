import type { ClinicalContext } from './clinical-context.ts'

/** The practice that the clinician named because their record system does not (decision 13). */
export interface StatedPractice {
  readonly name: string
  /** In capitals, 3 to 10 letters and digits; nobody has looked it up. */
  readonly odsCode: string
  readonly phone: string
}

/** What the clinician said of themselves because their record system does not. */
export interface StatedReferrer {
  readonly name?: string
  readonly practice?: StatedPractice
}

/** Wherever words of the clinician's own stand in the place of the record's, they say so themselves: no page or system can leave it out. */
export const asStated = (words: string): string => `${words} (as stated by the clinician)`

/**
 * The context with what the clinician stated, where the record is silent; the record's word wins. A stated practice is only where the
 * service replies: it is no place of the patient's, so no service is chosen by it (hazard H12), and no list is opened by it (H01).
 */
export function withStated(context: ClinicalContext, stated: StatedReferrer = {}): ClinicalContext {
  const { clinician, practice } = context
  return {
    ...context,
    clinician:
      clinician.name === 'unknown' && stated.name
        ? { ...clinician, name: asStated(stated.name), nameFrom: 'self-declared' }
        : clinician,
    practice: practice === 'unknown' && stated.practice ? asPractice(stated.practice) : practice,
  }
}

/** The code stands beside the name, for whoever reads it: it is nobody's identifier until somebody has proven it. */
const asPractice = ({ name, odsCode, phone }: StatedPractice): ClinicalContext['practice'] => ({
  name: asStated(`${name}, ODS code ${odsCode}`),
  odsCode,
  phone,
  from: 'self-declared',
})
