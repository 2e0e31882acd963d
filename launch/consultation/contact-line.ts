import { addMonths, displayDate, type LocalDate } from '../../src/domain/local-date.ts'
import { dayOf } from '../../src/fhir/elements.ts'
import { temporaryAddress } from '../../src/fhir/restricted-contact.ts'
import type { Draft } from '../../src/store/drafts.ts'
import { contactAnswers } from './record-notes.ts'

const NEEDED = ['contact-phone', 'contact-address']
const SAID = ['contact-phone', 'contact-email', 'contact-address']

/**
 * How the patient is reached, in one line, while that is complete, what the record says, and not older than a year; else what has to be looked at
 * stands open (hazard H02).
 */
export function contactLine(
  draft: Draft,
  typed: Record<string, string | string[]>,
  today: LocalDate,
): { says: string; isOpen: boolean } {
  const { recordSays = {}, record, response } = draft
  const answers: Record<string, string> = contactAnswers(response)
  for (const linkId of SAID) if (typed[linkId] !== undefined) answers[linkId] = [typed[linkId]].flat()[0] ?? ''
  // An email address is the second way to somebody who has a phone.
  const said = (answers['contact-phone'] ? NEEDED : SAID).flatMap(linkId => answers[linkId] || [])
  const { answered, isTyped } = besides(response, typed)
  const differs = SAID.some(linkId => (answers[linkId] ?? '') !== (recordSays[linkId] ?? ''))
  const changed = dayOf(record.patient.meta?.lastUpdated)
  const isOld = changed !== 'unknown' && changed < addMonths(today, -12)
  return {
    says: [`${said.join(', ')}: ${differs ? 'as you entered it' : fromRecord(changed, today)}`, ...answered].join('. '),
    isOpen:
      differs ||
      isTyped ||
      isOld ||
      NEEDED.some(each => !answers[each]) ||
      temporaryAddress(record.patient, new Date(record.readAt)) !== undefined,
  }
}

function fromRecord(changed: LocalDate | 'unknown', today: LocalDate): string {
  if (changed === 'unknown') return 'from the record'
  return changed === today ? 'from the record of today' : `from the record of ${displayDate(changed)}`
}

/** What else is answered of how to reach the patient: it stays in sight while the line is shut. */
function besides(
  response: Draft['response'],
  typed: Record<string, unknown>,
): { answered: string[]; isTyped: boolean } {
  const { item = [] } = response.item?.find(each => each.linkId === 'contact') ?? {}
  const answered = item
    .filter(({ linkId }) => !SAID.includes(linkId))
    .flatMap(({ answer }) => answer?.[0]?.valueCoding?.display ?? answer?.[0]?.valueString ?? [])
  return { answered, isTyped: Object.keys(typed).some(name => name.startsWith('contact-') && !SAID.includes(name)) }
}
