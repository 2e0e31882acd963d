import type { Bundle, FhirResource, Task } from 'fhir/r4.js'
import type { z } from 'zod'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Desk, liesWith } from '../domain/whose-referral.ts'
import { firstContactDue, type WorkItem } from '../domain/work-item.ts'
import { codingIn } from '../fhir/answer-lines.ts'
import { codeIn, conceptText, identifierIn } from '../fhir/elements.ts'
import { type OpenAround, openAround } from '../fhir/end-with-referral.ts'
import {
  type HubTask,
  hubAppointment,
  hubCoach,
  hubContact,
  hubProvenance,
  hubResponse,
  hubRoleServices,
  hubTask,
} from '../fhir/hub-resources.ts'
import { isBeside, oneReferral } from '../fhir/one-referral.ts'
import { readStatus } from '../fhir/read-status.ts'
import type { ReferralView } from '../fhir/referral-view.ts'
import { localReference } from '../fhir/resource-about.ts'
import { CS, ID } from '../fhir/systems.ts'
import { isReferralTask } from '../fhir/task-change.ts'
import { concernOf, isReleased, talkOf } from '../fhir/task-talk.ts'
import { coachEntry } from '../fhir/write-coach-action.ts'
import type { FhirClient } from './fhir-client.ts'
import { readReferral, viewsOf } from './read-referrals.ts'

export interface Coach {
  /** `PractitionerRole/…` on the hub. */
  readonly reference: string
  readonly key: string
  readonly name: string
}

export interface Listed {
  readonly items: readonly WorkItem[]
  readonly coaches: readonly Coach[]
}

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

/** A service's referrals on its hub, whatever FHIR server that is. Other services' referrals do not exist here. */
export interface Worklist {
  /** The service on the hub; undefined as long as nothing was ever sent to it. */
  service(): Promise<Result<string | undefined, GatewayFailure>>
  list(): Promise<Result<Listed, GatewayFailure>>
  views(items: readonly WorkItem[]): Promise<Result<ReadonlyMap<string, ReferralView>, GatewayFailure>>
  open(taskId: string): Promise<Result<OpenReferral, GatewayFailure>>
  /** Makes the coach known to colleagues, who may then hand referrals over. */
  introduce(coach: Parameters<typeof coachEntry>[0]): Promise<Result<unknown, GatewayFailure>>
  write(transaction: Bundle<FhirResource>): Promise<Result<unknown, GatewayFailure>>
}

/** Longer lists than any service has: 200 pages of 500. */
const WHOLE = { maxPages: 200 }
const PAGE = '500'

/** @param serviceIdentifier the pack and the service in it, `pack/service`, as the service's HealthcareService bears it */
export function createWorklist(client: FhirClient, serviceIdentifier: string): Worklist {
  // A coach's key begins with the service: whoever works for two has a role at each.
  const serviceId = serviceIdentifier.slice(serviceIdentifier.indexOf('/') + 1)

  async function service(): Promise<Result<string | undefined, GatewayFailure>> {
    const found = await client.search('HealthcareService', { identifier: `${ID.service}|${serviceIdentifier}` })
    if (!found.ok) return found
    const ours = found.value.find(
      each =>
        each.resourceType === 'HealthcareService' &&
        identifierIn(each.identifier, ID.service)?.value === serviceIdentifier,
    )
    return ok(ours?.id && `HealthcareService/${ours.id}`)
  }

  /** Who may own a referral of this service: the service itself, and its coaches. */
  async function owners(): Promise<Result<{ service: string | undefined; coaches: Coach[] }, GatewayFailure>> {
    const place = await service()
    if (!place.ok || place.value === undefined) return place.ok ? ok({ service: undefined, coaches: [] }) : place
    const found = await client.search('PractitionerRole', { service: place.value, _count: PAGE }, WHOLE)
    if (!found.ok) return found
    const at = place.value
    const coaches = found.value.flatMap(each => {
      const role = hubCoach.safeParse(each).data
      const key = role && identifierIn(role.identifier, ID.coach)?.value
      // A server that overlooks the parameter answers with everybody's roles.
      return role && key?.startsWith(`${serviceId}/`) && worksAt(each, at)
        ? [{ reference: `PractitionerRole/${role.id}`, key, name: role.practitioner?.display ?? key }]
        : []
    })
    return ok({ service: place.value, coaches })
  }

  /** The answers that a Task names, where they are of its own referral. */
  const isAnswersOf = (response: FhirResource, task: HubTask): boolean =>
    task.input.some(input => input.valueReference?.reference === `QuestionnaireResponse/${response.id}`) &&
    oneReferral(task, () => undefined, client.baseUrl)?.isOwn(response) === true

  const worksAt = (role: FhirResource, place: string): boolean =>
    hubRoleServices
      .safeParse(role)
      .data?.healthcareService.some(each => localReference(each.reference, client.baseUrl) === place) ?? false

  async function list(): Promise<Result<Listed, GatewayFailure>> {
    const mine = await owners()
    if (!mine.ok) return mine
    const { service: place, coaches } = mine.value
    if (place === undefined) return ok({ items: [], coaches })
    const owner = [place, ...coaches.map(each => each.reference)].join(',')
    const found = await client.search('Task', { code: `${CS.taskCode}|fulfill`, owner, _count: PAGE }, WHOLE)
    if (!found.ok) return found
    const desk = deskOf(mine.value)
    const tasks = found.value.flatMap(each => hubTask.safeParse(each).data ?? []).filter(task => isOurs(task, desk))
    const concerns = await concernsOf(tasks)
    return concerns.ok ? ok({ items: tasks.map(task => itemOf(task, concerns.value)), coaches }) : concerns
  }

  /** Our own referrals say it in the Task; of others, the answers are asked. */
  async function concernsOf(tasks: readonly HubTask[]): Promise<Result<Map<string, string>, GatewayFailure>> {
    const silent = tasks.filter(task => concernOf(task) === undefined)
    const ids = silent.flatMap(task => task.input.flatMap(each => each.valueReference?.reference ?? []))
    const wanted = ids.filter(each => each.startsWith('QuestionnaireResponse/')).map(each => each.split('/')[1] ?? '')
    const said = new Map<string, string>()
    for (let from = 0; from < wanted.length; from += 50) {
      const some = wanted.slice(from, from + 50)
      const found = await client.search('QuestionnaireResponse', { _id: some.join(','), _count: '50' })
      if (!found.ok) return found
      for (const each of found.value) {
        const code = codingIn(hubResponse.safeParse(each).data?.item ?? [], CS.concern)?.code
        if (code !== undefined && silent.some(task => isAnswersOf(each, task)))
          said.set(`QuestionnaireResponse/${each.id}`, code)
      }
    }
    return ok(said)
  }

  async function open(taskId: string): Promise<Result<OpenReferral, GatewayFailure>> {
    const [mine, read] = await Promise.all([owners(), readReferral(client, taskId)])
    if (!mine.ok) return mine
    if (!read.ok) return read
    const { view, task, read: parsed } = read.value
    const { coaches } = mine.value
    if (!isOurs(parsed, deskOf(mine.value)))
      return fail({ code: 'NOT_FOUND', diagnostics: 'a referral of another service' })
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
      coaches,
      contacts: contacts.value.filter(beside).flatMap(each => hubContact.safeParse(each).data ?? []),
      appointment:
        booking?.ok && beside(booking.value) ? hubAppointment.safeParse(booking.value).data?.start : undefined,
      questions: parts.value.filter(beside).flatMap(each => questionOf(hubTask.safeParse(each).data)),
      open: openAround(read.value.request, parts.value.filter(beside)),
      lastBy: moves.ok
        ? moves.value
            .filter(beside)
            .flatMap(each => hubProvenance.safeParse(each).data?.agent[0]?.who?.display ?? [])[0]
        : undefined,
    })
  }

  return {
    service,
    list,
    async views(items) {
      const mine = await owners()
      if (!mine.ok) return mine
      const ids = items.map(each => each.taskId)
      const views = await viewsOf(client, ids, task => isOurs(task, deskOf(mine.value)))
      if (!views.ok) return views
      // The name of one beside the days of another is worse than no name.
      const isListed = (view: ReferralView): boolean =>
        items.some(each => each.taskId === view.taskId && (each.about ?? view.about) === view.about)
      return ok(new Map([...views.value].filter(([, view]) => isListed(view))))
    },
    open,
    introduce: coach => client.transaction({ resourceType: 'Bundle', type: 'transaction', entry: [coachEntry(coach)] }),
    write: transaction => client.transaction(transaction),
  }
}

const isSameTask = (one: Task, other: Task): boolean =>
  identifierIn(one.identifier, ID.referralTask)?.value === identifierIn(other.identifier, ID.referralTask)?.value &&
  one.focus?.reference === other.focus?.reference &&
  one.for?.reference === other.for?.reference

const deskOf = ({ service, coaches }: { service: string | undefined; coaches: readonly Coach[] }): Desk => ({
  service,
  coaches: coaches.map(each => each.reference),
})

/** A referral of this service, and no part of the work on one. */
const isOurs = (task: HubTask, desk: Desk): boolean => isReferralTask(task) && liesWith(task.owner?.reference, desk)

function questionOf(task: HubTask | undefined) {
  if (!task || codeIn(task.code, CS.taskKind) !== 'provide-information') return []
  const answer = task.output.map(each => each.valueString ?? conceptText(each.valueCodeableConcept)).find(Boolean)
  return [{ asked: task.authoredOn ?? '', question: task.description ?? '', answer }]
}

function itemOf(task: HubTask, concerns: ReadonlyMap<string, string>): WorkItem {
  const { stage, updatedAt } = readStatus(task)
  const sent = task.authoredOn ?? ''
  const concern =
    concernOf(task) ?? task.input.map(each => concerns.get(each.valueReference?.reference ?? '')).find(Boolean)
  const due = firstContactDue(stage, sent)
  const owner = task.owner?.reference.startsWith('PractitionerRole/') ? task.owner : undefined
  return {
    taskId: task.id,
    about: identifierIn(task.identifier, ID.referralTask)?.value,
    phase: task.status,
    stage,
    sent,
    changed: updatedAt,
    waitsForTalk: talkOf(task) === 'waiting' || (concern === 'phone-first' && !isReleased(task)),
    concern: concern === undefined ? 'not-said' : concern === 'none-known' ? 'none' : 'heed',
    ...(owner && { coach: { reference: owner.reference, name: owner.display ?? 'A coach' } }),
    ...(due && { due }),
  }
}
