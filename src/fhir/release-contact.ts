import type { Annotation, Bundle, FhirResource, Questionnaire, Task, TaskOutput } from 'fhir/r4.js'
import { type ContactDetails, isSameContact, NO_CONTACT } from '../domain/contact-details.ts'
import { displayInstant, type Instant } from '../domain/local-date.ts'
import { ok, type Result } from '../domain/result.ts'
import { NO_TALK_REASONS, type Release } from '../domain/ring-first.ts'
import type { ActingClinician } from './acting-clinician.ts'
import { contactOver, readContact, type StoredContact } from './amend-contact.ts'
import { linkedTransaction, putOver } from './linked-entries.ts'
import { type ChangeProblem, decideChange } from './task-change.ts'
import { outputType } from './task-move.ts'
import { isReleased } from './task-talk.ts'
import { writeTaskProvenance } from './write-task-provenance.ts'

/** Who lets the contact details go: somebody of the referrer's side, a coach, or whoever answers a letter. */
export type Releasing = ActingClinician

export interface ContactRelease {
  /** What was held back; undefined where nothing is kept (any more): then the talk alone is recorded. */
  readonly contact: ContactDetails | undefined
  readonly release: Release
  readonly by: Releasing
  /** The form that asks for the details: their words in the answers are its own. */
  readonly questionnaire: Questionnaire
}

/**
 * Contact details that were held back follow to the service, once; the work says who let them go, when, and after which talk (hazard H10).
 * `unchanged` where that was done before.
 */
export function releaseTransaction(
  stored: StoredContact,
  { contact, release, by, questionnaire }: ContactRelease,
  now: Instant,
): Result<Bundle<FhirResource> | 'unchanged', ChangeProblem[]> {
  if (isReleased(stored.task) && (contact === undefined || hasContact(stored))) return ok('unchanged')
  const wanted = { ...releasedTask(stored.task, release, by.name, now, contact !== undefined), id: stored.task.id }
  if (contact !== undefined) return contactOver(stored, { wanted, contact, by, questionnaire }, now)
  const decided = decideChange(stored.task, wanted, ['referrer'], now)
  if (!decided.ok) return decided
  const task = { ...(decided.value === 'unchanged' ? wanted : decided.value), id: stored.task.id }
  return ok(
    linkedTransaction('AmendmentMessage', [
      putOver(TASK, task),
      {
        fullUrl: PROVENANCE,
        resource: writeTaskProvenance(task.id, by.agent, now),
        request: { method: 'POST', url: 'Provenance' },
      },
      ...by.entries,
    ]),
  )
}

/** What was corrected by hand meanwhile is not put back. */
const hasContact = (stored: StoredContact): boolean => !isSameContact(readContact(stored), NO_CONTACT)

/** The work with the talk recorded on it; also for a letter, whose work stands in no server. */
export function releasedTask(task: Task, release: Release, by: string, now: Instant, goes: boolean): Task {
  const output: TaskOutput = { type: outputType('contact-released'), valueDateTime: now }
  const note: Annotation = {
    authorString: by,
    time: now,
    text: `${releaseWords(release)} ${GOES[goes ? 'yes' : 'no']}`,
  }
  return { ...task, note: [...(task.note ?? []), note], output: [...(task.output ?? []), output] }
}

const GOES = {
  yes: 'The contact details were released.',
  no: 'No contact details were held back any more.',
} as const

const releaseWords = (release: Release): string =>
  release.how === 'talk'
    ? `Spoke with ${release.with} on ${displayInstant(release.at)}.`
    : `Opened without a talk with the referrer. ${NO_TALK_REASONS[release.why]}.${release.words && ` ${release.words}`}`

const TASK = 'urn:uuid:00000000-0000-4000-8000-00000000e001'
const PROVENANCE = 'urn:uuid:00000000-0000-4000-8000-00000000e002'
