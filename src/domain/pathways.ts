import { type Clinician, mayCertify, PROFESSION_NAMES, PROFESSIONS, type Profession } from './clinician.ts'
import { PATHWAYS, type Pathway } from './consultation-words.ts'

/** The ways of a consultation in which whoever is signed in issues a fit note today. */
const ISSUES_NOTE: ReadonlySet<Pathway> = new Set(['note-and-refer', 'note-refer-later', 'note-only'])

export const NOTE_PATHWAYS: readonly Pathway[] = PATHWAYS.filter(each => ISSUES_NOTE.has(each))

/** The professions that are offered no pathway with a fit note of their own. */
export const WITHOUT_NOTES: readonly Profession[] = PROFESSIONS.filter(each => !mayCertify(each))

/**
 * Whether somebody of this profession may choose the pathway. The law says who may issue a fit note (`mayCertify`, SI 2022/630, hazard H07);
 * an unknown profession is asked, and takes nothing away meanwhile (decision 13).
 */
export const mayChoose = (pathway: Pathway, profession: Clinician['profession']): boolean =>
  profession === 'unknown' || mayCertify(profession.is) || !ISSUES_NOTE.has(pathway)

/** Why a pathway was not taken, for whoever chose it; undefined where it may be chosen. */
export function pathwayRefusal(pathway: string | undefined, profession: Clinician['profession']): string | undefined {
  const chosen = PATHWAYS.find(each => each === pathway)
  if (chosen === undefined || profession === 'unknown' || mayChoose(chosen, profession)) return undefined
  return `${PROFESSION_NAMES[profession.is]}: this profession may not issue a fit note. Select another option for: What is this consultation for?`
}
