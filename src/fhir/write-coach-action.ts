import type {
  Appointment,
  Bundle,
  BundleEntry,
  CodeableConcept,
  Communication,
  FhirResource,
  Observation,
  Task,
  TaskOutput,
} from 'fhir/r4.js'
import { CONTACT_METHODS, CONTACT_RESULTS, type CoachAction, leadsTo } from '../domain/coach-action.ts'
import { OUTCOME_NAMES } from '../domain/coach-words.ts'
import type { Instant } from '../domain/local-date.ts'
import { REASONS } from '../domain/referral-reasons.ts'
import { ok, type Result } from '../domain/result.ts'
import { own } from './codes.ts'
import { linkedTransaction } from './linked-entries.ts'
import { CS, ID, ukCore } from './systems.ts'
import { type ChangeProblem, decideChange } from './task-change.ts'
import { movedTask, outcomeType, outputType, type TaskMove } from './task-move.ts'
import { standingOf } from './task-standing.ts'
import { writeTaskProvenance } from './write-task-provenance.ts'

/** Who acts, for which service. */
export interface ActingCoach {
  /** Business identifier: the service and the coach's subject at their provider. */
  readonly key: string
  readonly name: string
  /** The service on the hub: `HealthcareService/…`. */
  readonly service: string
}

const ME = 'urn:uuid:00000000-0000-4000-8000-00000000c0ac'
const TASK = 'urn:uuid:00000000-0000-4000-8000-0000000000a1'
const PROVENANCE = 'urn:uuid:00000000-0000-4000-8000-0000000000a2'
/** What is stored along with a move: at most one. */
const BESIDE = 'urn:uuid:00000000-0000-4000-8000-0000000000a3'
const APPOINTMENT = 'urn:uuid:00000000-0000-4000-8000-0000000000a9'
const APPOINTMENT_MINUTES = 45

/** The coach on the hub: made once, found by its identifier ever after. */
export function coachEntry({ key, name, service }: ActingCoach): BundleEntry<FhirResource> {
  return {
    fullUrl: ME,
    resource: {
      resourceType: 'PractitionerRole',
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
): Result<Bundle<FhirResource> | 'unchanged', ChangeProblem[]> {
  const phase = standingOf(task)?.phase
  const move = moveOf(action, phase && leadsTo(action, phase))
  const decided = decideChange(task, movedTask(task, move), ['hub'], now)
  if (!decided.ok) return decided
  const beside = besideOf(task, action, now)
  // A second attempt to reach the patient is news, though the referral stands where it stood.
  const isNews = action.kind === 'contact' || action.kind === 'ask'
  if (decided.value === 'unchanged' && !isNews) return ok('unchanged')
  const next: Task = decided.value === 'unchanged' ? { ...task, lastModified: now } : decided.value
  const version = task.meta?.versionId
  return ok(
    linkedTransaction([
      coachEntry(coach),
      {
        fullUrl: TASK,
        resource: next,
        request: { method: 'PUT', url: `Task/${task.id}`, ...(version && { ifMatch: `W/"${version}"` }) },
      },
      posted(writeTaskProvenance(task.id, { reference: ME, display: coach.name }, now), PROVENANCE),
      ...beside,
    ]),
  )
}

const posted = (resource: FhirResource, fullUrl: string): BundleEntry<FhirResource> => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType },
})

const said = (kind: Parameters<typeof outputType>[0], valueString: string): TaskOutput[] =>
  valueString === '' ? [] : [{ type: outputType(kind), valueString }]
const dated = (kind: Parameters<typeof outputType>[0], valueDate: string | undefined): TaskOutput[] =>
  valueDate === undefined ? [] : [{ type: outputType(kind), valueDate }]

function moveOf(action: CoachAction, to: TaskMove['to']): TaskMove {
  switch (action.kind) {
    case 'assign':
      return { owner: { reference: action.to === 'me' ? ME : action.to, display: action.name } }
    case 'book':
      return {
        to,
        outputs: [
          {
            type: outputType('appointment'),
            valueReference: { reference: APPOINTMENT, display: `${action.day} ${action.time}` },
          },
        ],
      }
    case 'wait':
      return { to, outputs: dated('expected-start', action.from) }
    case 'pause':
      return { to, reason: { text: action.why }, outputs: dated('paused-until', action.until) }
    case 'decline':
      return { to, reason: reasonOf(action) }
    case 'close':
      return { to, outputs: closingOutputs(action) }
    default:
      return { to }
  }
}

function reasonOf({ reason, words }: Extract<CoachAction, { kind: 'decline' }>): CodeableConcept {
  const code = reason === 'withdrawn' ? '26' : reason
  const name = reason === 'withdrawn' ? 'The patient withdrew their agreement' : REASONS[reason].name
  return { coding: [own(CS.statusReason, code, REASONS[code].name)], text: words === '' ? name : `${name}. ${words}` }
}

function closingOutputs({
  outcome,
  workStatus,
  plan,
  onward,
  message,
}: Extract<CoachAction, { kind: 'close' }>): TaskOutput[] {
  const atEnd: TaskOutput = {
    type: outputType('work-status-at-end'),
    valueCodeableConcept: { coding: [own(CS.workStatus, workStatus)] },
  }
  return [
    { type: outcomeType, valueCodeableConcept: { coding: [own(CS.outcome, outcome, OUTCOME_NAMES[outcome])] } },
    ...(workStatus === '' ? [] : [atEnd]),
    ...said('plan', plan),
    ...said('onward-services', onward),
    ...said('message', message),
  ]
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

/** One attempt to reach the patient. `not-done` is FHIR's word for a message that did not come through. */
function writeContact(
  task: Task,
  { method, result }: Extract<CoachAction, { kind: 'contact' }>,
  now: Instant,
): Communication {
  return {
    resourceType: 'Communication',
    status: result === 'reached' ? 'completed' : 'not-done',
    ...(result !== 'reached' && {
      statusReason: { coding: [own(CS.contactMethod, result)], text: CONTACT_RESULTS[result] },
    }),
    basedOn: [{ reference: `Task/${task.id}` }],
    medium: [{ coding: [own(CS.contactMethod, method, CONTACT_METHODS[method])] }],
    ...(task.for && { subject: task.for }),
    sent: now,
    sender: { reference: ME },
  }
}

function writeAppointment(task: Task, { day, time, method }: Extract<CoachAction, { kind: 'book' }>): Appointment {
  const start = londonInstant(day, time)
  return {
    resourceType: 'Appointment',
    status: 'booked',
    description: 'First WorkWell appointment',
    appointmentType: { coding: [own(CS.contactMethod, method, CONTACT_METHODS[method])] },
    start,
    end: new Date(Date.parse(start) + APPOINTMENT_MINUTES * 60_000).toISOString(),
    minutesDuration: APPOINTMENT_MINUTES,
    ...(task.focus && { basedOn: [task.focus] }),
    participant: [
      { ...(task.for && { actor: task.for }), status: 'accepted' },
      { actor: { reference: ME }, status: 'accepted' },
    ],
  }
}

/** A time on London's clock as an instant: summer time is an hour ahead of UTC (hazard H19). */
function londonInstant(day: string, time: string): Instant {
  const asUtc = new Date(`${day}T${time}:00Z`)
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return shown.format(asUtc) === time ? asUtc.toISOString() : new Date(asUtc.getTime() - 3_600_000).toISOString()
}

/** The one question to the referrer: a Task of its own, theirs to answer. */
function writeQuestion(task: Task, question: string, now: Instant): Task {
  return {
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    code: { coding: [own(CS.taskKind, 'provide-information', 'Provide information')] },
    description: question,
    partOf: [{ reference: `Task/${task.id}` }],
    ...(task.focus && { focus: task.focus }),
    ...(task.for && { for: task.for }),
    authoredOn: now,
    lastModified: now,
    requester: { reference: ME },
    ...(task.requester && { owner: task.requester }),
  }
}

/** The same question as at referral, so that the change can be measured. */
function writeWorkStatus(task: Task, code: string, now: Instant): Observation {
  return {
    resourceType: 'Observation',
    meta: { profile: [ukCore('Observation')] },
    status: 'final',
    category: [{ coding: [own(CS.observationCategory, 'social-history', 'Social History')] }],
    code: { coding: [own(CS.observation, 'employment-status', 'Employment status')], text: 'Employment status' },
    ...(task.for && { subject: task.for }),
    ...(task.focus && { basedOn: [task.focus] }),
    effectiveDateTime: now,
    performer: [{ reference: ME }],
    valueCodeableConcept: { coding: [own(CS.workStatus, code)] },
  }
}
