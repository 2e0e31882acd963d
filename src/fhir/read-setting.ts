import type { Setting } from '../domain/fit-note-draft.ts'
import type { EhrRecord } from './ehr-record.ts'
import { conceptText, identifierIn } from './elements.ts'
import { ID } from './systems.ts'

/** ODS: a pharmacy has five characters that begin with F (Community Pharmacy England), a GP practice a letter and five digits (NHS England, ODS). */
const PHARMACY_CODE = /^F[A-Z0-9]{4}$/
const PRACTICE_CODE = /^[A-Z]\d{5}$/
const HOSPITAL_WORDS = /\bhospital\b/i
const PHARMACY_WORDS = /\b(pharmacy|pharmacies|chemists?)\b/i

/** Where the clinician works, as far as their role and organisation say it; asked nowhere, and unknown otherwise. */
export function readSetting({ practitionerRole, organization }: EhrRecord): Setting | 'unknown' {
  const roles = (practitionerRole?.code ?? []).flatMap(each => conceptText(each) ?? [])
  if (roles.some(each => /\bcommunity pharmac/i.test(each))) return 'community-pharmacy'
  if (organization === undefined) return 'unknown'
  const code = identifierIn(organization.identifier, ID.odsOrganisation)?.value?.toUpperCase() ?? ''
  const words = [organization.name ?? '', ...(organization.type ?? []).flatMap(each => conceptText(each) ?? [])].join(
    ' ',
  )
  if (HOSPITAL_WORDS.test(words)) return 'hospital'
  if (PHARMACY_CODE.test(code) || PHARMACY_WORDS.test(words)) return 'community-pharmacy'
  return PRACTICE_CODE.test(code) ? 'general-practice' : 'unknown'
}
