import type { QuestionnaireResponse, QuestionnaireResponseItem } from 'fhir/r4.js'
import { displayDate } from '../../src/domain/local-date.ts'
import { dayOf } from '../../src/fhir/elements.ts'
import { hasRestrictedContact, temporaryAddress } from '../../src/fhir/restricted-contact.ts'
import type { Draft } from '../../src/store/drafts.ts'

const CONTACT = ['contact-phone', 'contact-email', 'contact-address']

/** The ways to reach the patient in a response, by linkId. */
export const contactAnswers = ({ item = [] }: Pick<QuestionnaireResponse, 'item'>): Record<string, string> =>
  Object.fromEntries(
    item.flatMap(each => [...textOf(each), ...Object.entries(contactAnswers({ item: each.item ?? [] }))]),
  )

function textOf({ linkId, answer }: QuestionnaireResponseItem): [string, string][] {
  const text = answer?.[0]?.valueString
  return CONTACT.includes(linkId) && text ? [[linkId, text]] : []
}

/**
 * What stands beside a way to reach the patient: that it is the record's, and of what day; or, where another one is on the
 * page, what the record says (hazard H02). Nothing is exchanged behind the clinician's back.
 */
export function recordNotes(
  { response, recordSays = {}, record }: Draft,
  typed: Record<string, string | string[]>,
): Record<string, string> {
  const typedTexts = Object.entries(typed).flatMap(([name, texts]) => [[name, [texts].flat()[0] ?? '']] as const)
  const answers = { ...contactAnswers(response), ...Object.fromEntries(typedTexts) }
  const says = Object.fromEntries(
    Object.entries(recordSays).map(([linkId, text]) => [
      linkId,
      answers[linkId] === text ? fromRecord(record, text) : `The record says ${text}`,
    ]),
  )
  return { ...says, ...protectedNotes(record, says['contact-address']) }
}

/** What the record says and nobody may pass on without asking: shown to the clinician, and filled in nowhere (hazard H02). */
function protectedNotes({ patient, readAt }: Draft['record'], address: string | undefined): Record<string, string> {
  if (hasRestrictedContact(patient))
    return {
      'contact-phone':
        'The record marks contact details of this patient as restricted, so none is filled in. Ask the patient how they may be reached.',
    }
  const temporary = temporaryAddress(patient, new Date(readAt))
  if (temporary === undefined) return {}
  const warning = `The record also has a temporary address, ${temporary}: it may be a protected address, so ask before you use it`
  return { 'contact-address': [address, warning].filter(Boolean).join('. ') }
}

/** The day from which a number or an address holds, else the day on which the patient's details were last changed. */
function fromRecord({ patient }: Draft['record'], says: string): string {
  const since = dayOf(patient.telecom?.find(each => each.value === says)?.period?.start)
  if (since !== 'unknown') return `From the record, since ${displayDate(since)}`
  const changed = dayOf(patient.meta?.lastUpdated)
  return changed === 'unknown' ? 'From the record' : `From the record of ${displayDate(changed)}`
}
