import { mayCertify, PROFESSION_NAMES } from '../clinician.ts'
import type { NoteRule } from '../fit-note-draft.ts'

/** Only five professions may issue a fit note; an access role proves none of them (hazard H07). */
export const whoMayCertify: NoteRule = (_draft, { profession }) => {
  const source =
    'Social Security (Medical Evidence) and Statutory Sick Pay (Medical Evidence) (Amendment) (No. 2) Regulations 2022, SI 2022/630'
  if (profession === 'unknown') {
    return {
      weight: 'warning',
      text: 'Your record system does not say your profession. Say it once, so that it is known who may issue this note.',
      source,
    }
  }
  if (mayCertify(profession.is)) return undefined
  return {
    weight: 'soft-stop',
    text: `${PROFESSION_NAMES[profession.is]}: this profession may not issue a fit note. Write an AHP Health and Work Report, or send a written report to a certifying colleague.`,
    source,
  }
}
