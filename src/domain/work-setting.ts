import type { Clinician } from './clinician.ts'
import type { Setting } from './fit-note-draft.ts'

const NOT_PART = 'fit notes are not part of the NHS service of a community pharmacy'
const WHO_ISSUES = 'The patient’s practice or hospital team should issue the note.'

/**
 * What a pharmacist is told of fit notes before anything is opened. By law pharmacists may certify; NHS policy leaves community pharmacies
 * out (GPhC on SI 2022/630; DWP, Evaluation of the 2022 fit note reforms). It only warns: no pathway is taken away.
 */
export function settingWarning(profession: Clinician['profession'], setting: Setting | 'unknown'): string | undefined {
  if (profession === 'unknown' || profession.is !== 'pharmacist') return undefined
  if (setting === 'community-pharmacy') return `You work in a community pharmacy: ${NOT_PART}. ${WHO_ISSUES}`
  return setting === 'unknown' ? `If you work in a community pharmacy: ${NOT_PART}. ${WHO_ISSUES}` : undefined
}
