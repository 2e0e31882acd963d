import type { FhirResource, Task } from 'fhir/r4.js'
import type { z } from 'zod'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { codeIn, conceptText, identifierIn } from '../fhir/elements.ts'
import { type OpenAround, openAround } from '../fhir/end-with-referral.ts'
import { type HubTask, hubAppointment, hubContact, hubProvenance, hubTask } from '../fhir/hub-resources.ts'
import { isBeside } from '../fhir/one-referral.ts'
import type { ReferralView } from '../fhir/referral-view.ts'
import { CS, ID } from '../fhir/systems.ts'
import { type Coach, type DeskOwners, isOurs } from './desk-owners.ts'
import type { FhirClient } from './fhir-client.ts'
import { readReferral } from './read-referrals.ts'

/** One referral as a coach opens it. */
export interface OpenReferral {
  readonly task: Task & { readonly id: string }
  readonly view: ReferralView
  readonly coaches: readonly Coach[]
  readonly contacts: readonly z.infer<typeof hubContact>[]
  readonly appointment: string | undefined
  readonly questions: readonly {
    readonly asked: string
    readonly question: string
    readonly answer: string | undefined
  }[]
  /** What ends with the referral: the request itself, and questions that nobody has answered. */
  readonly open: OpenAround
  /** Who made the last move, where the hub says. */
  readonly lastBy: string | undefined
}

/** One referral of the desk with all that belongs to it. */
export async function openReferral(
  client: FhirClient,
  taskId: string,
  owners: () => Promise<Result<DeskOwners, GatewayFailure>>,
): Promise<Result<OpenReferral, GatewayFailure>> {
  const [mine, read] = await Promise.all([owners(), readReferral(client, taskId)])
  if (!mine.ok) return mine
  if (!read.ok) return read
  const { view, task, read: parsed } = read.value
  if (!isOurs(parsed, mine.value)) return fail({ code: 'NOT_FOUND', diagnostics: 'a referral of another service' })
  const [contacts, parts, moves] = await Promise.all([
    client.search('Communication', { 'based-on': `Task/${taskId}`, _count: '100' }),
    client.search('Task', { 'part-of': `Task/${taskId}`, _count: '50' }),
    client.search('Provenance', { target: `Task/${taskId}`, _sort: '-recorded', _count: '5' }, { maxPages: 1 }),
  ])
  if (!contacts.ok) return contacts
  if (!parts.ok) return parts
  const booked = task.output?.findLast(each => codeIn(each.type, CS.taskOutput) === 'appointment')?.valueReference
    ?.reference
  const booking =
    booked === undefined ? undefined : await client.read('Appointment', booked.replace(/^Appointment\//, ''))
  const beside = (each: FhirResource): boolean => isBeside(each, parsed, client.baseUrl)
  // Between two answers a server may have given its ids to others: then nothing of what was found is shown (hazard H01).
  const again = await client.read('Task', taskId)
  if (!again.ok) return again
  if (!isSameTask(again.value, task))
    return fail({ code: 'CONFLICT', diagnostics: 'the Task changed while it was read' })
  return ok({
    task: { ...task, id: taskId },
    view,
    coaches: mine.value.coaches,
    contacts: contacts.value.filter(beside).flatMap(each => hubContact.safeParse(each).data ?? []),
    appointment: booking?.ok && beside(booking.value) ? hubAppointment.safeParse(booking.value).data?.start : undefined,
    questions: parts.value.filter(beside).flatMap(each => questionOf(hubTask.safeParse(each).data)),
    open: openAround(read.value.request, parts.value.filter(beside)),
    lastBy: moves.ok
      ? moves.value.filter(beside).flatMap(each => hubProvenance.safeParse(each).data?.agent[0]?.who?.display ?? [])[0]
      : undefined,
  })
}

const isSameTask = (one: Task, other: Task): boolean =>
  identifierIn(one.identifier, ID.referralTask)?.value === identifierIn(other.identifier, ID.referralTask)?.value &&
  one.focus?.reference === other.focus?.reference &&
  one.for?.reference === other.for?.reference

function questionOf(task: HubTask | undefined) {
  if (!task || codeIn(task.code, CS.taskKind) !== 'provide-information') return []
  const answer = task.output.map(each => each.valueString ?? conceptText(each.valueCodeableConcept)).find(Boolean)
  return [{ asked: task.authoredOn ?? '', question: task.description ?? '', answer }]
}
