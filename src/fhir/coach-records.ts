import type { Appointment, Communication, Observation, Task } from 'fhir/r4.js'
import { CONTACT_METHODS, CONTACT_RESULTS, type CoachAction } from '../domain/coach-action.ts'
import type { Instant } from '../domain/local-date.ts'
import { ME } from './coach-move.ts'
import { own } from './codes.ts'
import { CS, keeps } from './systems.ts'

const APPOINTMENT_MINUTES = 45

/** One attempt to reach the patient. `not-done` is FHIR's word for a message that did not come through. */
export function writeContact(
  task: Task,
  { method, result }: Extract<CoachAction, { kind: 'contact' }>,
  now: Instant,
): Communication {
  return {
    resourceType: 'Communication',
    meta: keeps('ContactAttempt', 'Communication'),
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

export function writeAppointment(
  task: Task,
  { day, time, method }: Extract<CoachAction, { kind: 'book' }>,
): Appointment {
  const start = londonInstant(day, time)
  return {
    resourceType: 'Appointment',
    meta: keeps('Appointment'),
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
export function londonInstant(day: string, time: string): Instant {
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
export function writeQuestion(task: Task, question: string, now: Instant): Task {
  return {
    resourceType: 'Task',
    meta: keeps('Question', 'Task'),
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
export function writeWorkStatus(task: Task, code: string, now: Instant): Observation {
  return {
    resourceType: 'Observation',
    meta: keeps('EndStatus', 'Observation'),
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
