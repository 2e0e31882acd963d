import type { Bundle, BundleEntry, FhirResource, Task } from 'fhir/r4.js'
import type { CoachAction } from '../domain/coach-action.ts'
import type { Instant } from '../domain/local-date.ts'
import { ok, type Result } from '../domain/result.ts'
import type { WorkWellService } from '../domain/site.ts'
import type { Agent } from './acting-clinician.ts'
import { APPOINTMENT, coachMove, ME } from './coach-move.ts'
import { writeAppointment, writeContact, writeQuestion, writeWorkStatus } from './coach-records.ts'
import { endedWith, NOTHING_OPEN, type OpenAround } from './end-with-referral.ts'
import { linkedTransaction } from './linked-entries.ts'
import { ID, keeps, type MessageRules } from './systems.ts'
import { type ChangeProblem, decideChange } from './task-change.ts'
import { movedTask } from './task-move.ts'
import { standingOf } from './task-standing.ts'
import { providerIdentifier } from './write-organizations.ts'
import { writeTaskProvenance } from './write-task-provenance.ts'

/** Who acts, for which service. */
export interface ActingCoach {
  /** Business identifier: the service and the coach's subject at their provider. */
  readonly key: string
  readonly name: string
  /** The service on the hub: `HealthcareService/…`. */
  readonly service: string
  /** The service as its site pack has it, whose provider the coach acts for. */
  readonly worksFor: WorkWellService
}

const TASK = 'urn:uuid:00000000-0000-4000-8000-0000000000a1'
const PROVENANCE = 'urn:uuid:00000000-0000-4000-8000-0000000000a2'
/** What is stored along with a move: at most one. */
const BESIDE = 'urn:uuid:00000000-0000-4000-8000-0000000000a3'

/** The coach on the hub: made once, found by its identifier ever after. */
export function coachEntry({ key, name, service }: Omit<ActingCoach, 'worksFor'>): BundleEntry<FhirResource> {
  return {
    fullUrl: ME,
    resource: {
      resourceType: 'PractitionerRole',
      meta: keeps('Coach', 'PractitionerRole'),
      identifier: [{ system: ID.coach, value: key }],
      active: true,
      practitioner: { display: name },
      code: [{ text: 'Work and health coach' }],
      healthcareService: [{ reference: service }],
    },
    request: {
      method: 'POST',
      url: 'PractitionerRole',
      ifNoneExist: `identifier=${encodeURIComponent(`${ID.coach}|${key}`)}`,
    },
  }
}

/**
 * What a coach did, as one transaction: the Task on the very version that the coach saw, its Provenance and what belongs
 * to it. `unchanged` where it was done already.
 */
export function coachTransaction(
  task: Task & { readonly id: string },
  action: CoachAction,
  coach: ActingCoach,
  now: Instant,
  open: OpenAround = NOTHING_OPEN,
): Result<Bundle<FhirResource> | 'unchanged', ChangeProblem[]> {
  const move = coachMove(action, standingOf(task)?.phase)
  const decided = decideChange(task, movedTask(task, move), ['hub'], now)
  if (!decided.ok) return decided
  const beside = besideOf(task, action, now)
  // A second attempt to reach the patient is news, though the referral stands where it stood.
  const isNews = action.kind === 'contact' || action.kind === 'ask'
  if (decided.value === 'unchanged' && !isNews) return ok('unchanged')
  const next: Task = decided.value === 'unchanged' ? { ...task, lastModified: now } : decided.value
  const version = task.meta?.versionId
  return ok(
    linkedTransaction(rulesOf(action), [
      coachEntry(coach),
      {
        fullUrl: TASK,
        resource: next,
        request: { method: 'PUT', url: `Task/${task.id}`, ...(version && { ifMatch: `W/"${version}"` }) },
      },
      posted(writeTaskProvenance(task.id, agentOf(coach), now), PROVENANCE),
      ...beside,
      ...endedWith(next, open, now),
    ]),
  )
}

/** The provider by its identifier: it stands at the hub since the first referral, and a desk may not be let create any. */
const agentOf = ({ name, worksFor }: Pick<ActingCoach, 'name' | 'worksFor'>): Agent => ({
  who: { reference: ME, display: name },
  onBehalfOf: {
    type: 'Organization',
    identifier: providerIdentifier(worksFor),
    display: worksFor.provider.name,
  },
})

/** The coach by their own identifier, where nothing of theirs can go along. */
export const coachByIdentifier = ({ key, name, worksFor }: Omit<ActingCoach, 'service'>): Agent => ({
  ...agentOf({ name, worksFor }),
  who: { type: 'PractitionerRole', identifier: { system: ID.coach, value: key }, display: name },
})

const posted = (resource: FhirResource, fullUrl: string): BundleEntry<FhirResource> => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType },
})

/** What the message is, by what is stored along with the move. */
function rulesOf({ kind }: CoachAction): MessageRules {
  if (kind === 'ask') return 'QuestionMessage'
  if (kind === 'contact') return 'ContactMessage'
  if (kind === 'book') return 'BookingMessage'
  return kind === 'close' ? 'ClosingMessage' : 'MoveMessage'
}

/** What is stored along with the move. */
function besideOf(task: Task, action: CoachAction, now: Instant): BundleEntry<FhirResource>[] {
  if (action.kind === 'contact') return [posted(writeContact(task, action, now), BESIDE)]
  if (action.kind === 'book') return [posted(writeAppointment(task, action), APPOINTMENT)]
  if (action.kind === 'ask') return [posted(writeQuestion(task, action.question, now), BESIDE)]
  return action.kind === 'close' && action.workStatus !== ''
    ? [posted(writeWorkStatus(task, action.workStatus, now), BESIDE)]
    : []
}
