import type { Task } from 'fhir/r4.js'
import { PARTIES, type Party } from '../../domain/referral-moves.ts'
import { fail, ok } from '../../domain/result.ts'
import { readTransition } from '../../fhir/read-transition.ts'
import { type ChangeProblem, decideChange, isReferralTask } from '../../fhir/task-change.ts'
import { movedTask } from '../../fhir/task-move.ts'
import { writeTaskProvenance } from '../../fhir/write-task-provenance.ts'
import { problem, refuse } from '../fhir-server/outcome.ts'
import type { FhirResource } from '../fhir-server/resource.ts'
import type { InstanceOperation, ServerRules, UpdateRule } from '../fhir-server/update-rule.ts'
import { rulingOf, updateResource } from '../fhir-server/write.ts'

/** An open hub knows no callers: there a move is legal that either side may make. */
const partiesOf = (by: string | undefined): readonly Party[] => {
  const known = PARTIES.filter(each => each === by)
  return known.length > 0 ? known : PARTIES
}

const WHO: Readonly<Record<Party, string>> = { referrer: 'The referrer’s app', hub: 'The WorkWell service' }
const whoOf = (by: readonly Party[]): string => by.map(each => WHO[each]).join(' or ')

// The server's own resources are checked JSON of any type; here it is known which type it is.
const asTask = (resource: FhirResource): Task => resource as unknown as Task
const asResource = (resource: object): FhirResource => resource as FhirResource

const refused = (problems: readonly ChangeProblem[]) =>
  fail(
    problem(
      422,
      problems.map(({ code, diagnostics, expression }) => ({ code, diagnostics, expression: [expression] })),
    ),
  )

const completes = (resource: FhirResource): boolean =>
  resource.resourceType === 'Task' && isReferralTask(asTask(resource)) && resource.status === 'completed'

/** ServiceRequest.status is the referrer's own: a service may only complete the request, together with its work. */
const requestRule: UpdateRule = ({ current, next, by, others }) =>
  by === 'hub' && current.status !== next.status && !(next.status === 'completed' && others.some(completes))
    ? refuse(422, 'business-rule', 'ServiceRequest.status belongs to the referrer', 'ServiceRequest.status')
    : ok({ resource: next, alongside: [] })

const pointsAt = (resource: FhirResource, taskId: string | undefined): boolean =>
  resource.resourceType === 'Provenance' && JSON.stringify(resource.target ?? '').includes(`"Task/${taskId}"`)

/** Every update of a referral's Task passes the same machine, and leaves its Provenance in the same transaction. */
const taskRule: UpdateRule = ({ current, next, by, others }, at) => {
  const parties = partiesOf(by)
  const decided = decideChange(asTask(current), asTask(next), parties, at)
  if (!decided.ok) return refused(decided.failure)
  if (decided.value === 'unchanged') return ok('unchanged')
  const isTold = others.some(each => pointsAt(each, current.id))
  const provenance = writeTaskProvenance(current.id ?? '', { who: { display: whoOf(parties) } }, at)
  return ok({ resource: asResource(decided.value), alongside: isTold ? [] : [asResource(provenance)] })
}

const update: UpdateRule = (change, at) => {
  const { current, next } = change
  if (current.resourceType === 'ServiceRequest') return requestRule(change, at)
  if (current.resourceType === 'Task' && isReferralTask(asTask(current))) return taskRule(change, at)
  return ok({ resource: next, alongside: [] })
}

/** `POST Task/{id}/$transition`: one small body for a service that does not want to handle whole Tasks. */
const transition: InstanceOperation = (context, request, id) => {
  const unit = context.store.begin(context.now())
  const current = unit.current('Task', id)?.resource
  if (!current) return refuse(404, 'not-found', `HAPI-2001: Resource Task/${id} is not known`)
  if (!isReferralTask(asTask(current))) return refuse(422, 'business-rule', 'This Task is no referral', 'Task.code')
  const asked = readTransition(request.body)
  if (!asked.ok) return refused(asked.failure)
  const { move, by } = asked.value
  const next = asResource(movedTask(asTask(current), move))
  const party = request.by ?? by
  const decided = decideChange(asTask(current), asTask(next), partiesOf(party), unit.at)
  // The same wish again is no conflict, whatever version it was made on: its first answer may have been lost.
  const isReplay = decided.ok && decided.value === 'unchanged'
  const ifMatch = isReplay ? undefined : request.ifMatch
  const written = updateResource(unit, request.base, id, next, ifMatch, rulingOf(update, party))
  if (!written.ok) return written
  context.store.commit(unit)
  return ok({ status: 200, body: written.value.version.resource, version: written.value.version })
}

export const hubRules: ServerRules = { update, operations: { 'Task/$transition': transition } }
