import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import type { Instant } from '../domain/local-date.ts'
import type { ActingClinician } from './acting-clinician.ts'
import { own } from './codes.ts'
import { linkedTransaction } from './linked-entries.ts'
import { CS } from './systems.ts'
import { writeTaskProvenance } from './write-task-provenance.ts'

/** Nobody at the service reads more on one line of a Task; more than that is a phone call. */
export const LONGEST_ANSWER = 1000

/** The referrer's answer to a question of the service: the question's own Task, completed on the version that was read. */
export function answerTransaction(
  question: Task & { readonly id: string },
  text: string,
  clinician: ActingClinician,
  now: Instant,
): Bundle<FhirResource> {
  const version = question.meta?.versionId
  const answered: Task = {
    ...question,
    status: 'completed',
    lastModified: now,
    output: [{ type: { coding: [own(CS.taskKind, 'answer', 'Answer')], text: 'Answer' }, valueString: text }],
  }
  return linkedTransaction('AnswerMessage', [
    {
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-00000000a001',
      resource: answered,
      request: { method: 'PUT', url: `Task/${question.id}`, ...(version && { ifMatch: `W/"${version}"` }) },
    },
    {
      fullUrl: 'urn:uuid:00000000-0000-4000-8000-00000000a002',
      resource: writeTaskProvenance(question.id, clinician.agent, now),
      request: { method: 'POST', url: 'Provenance' },
    },
    ...clinician.entries,
  ])
}
