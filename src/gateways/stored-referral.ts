import type { FhirResource, Task } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { ok, type Result } from '../domain/result.ts'
import { isRequestOf, mayBeTaskOf, type ProvenReferral, provenReferral, tellsOf } from '../fhir/proven-referral.ts'
import { aboutOf, localReference, type Pointer, pointsTo } from '../fhir/resource-about.ts'
import { ID } from '../fhir/systems.ts'
import type { FhirClient } from './fhir-client.ts'

type Reading = Pick<FhirClient, 'baseUrl' | 'read' | 'search'>
type Found<T> = Promise<Result<T | undefined, GatewayFailure>>

/** What a Task points to, in the same answer. Each names its type, so that the hub's token needs no more than these. */
const WITH_TARGETS = { _include: ['Task:focus:ServiceRequest', 'Task:patient:Patient'] }

/**
 * A referral at its hub, looked for by its number and believed only where every part is its own (hazard H01). A hub that gave its resources
 * new ids is found out and followed; undefined where it has not got the referral, or another one stands in its place.
 *
 * @param known where it stood when it was last seen, `Task/…`: of several that fit, that one
 */
export async function storedReferral(fhir: Reading, referralId: string, known?: string): Found<ProvenReferral> {
  const numbered = await tasksBy(fhir, { identifier: `${ID.referralTask}|${referralId}` })
  if (!numbered.ok) return numbered
  const byNumber = await firstProven(fhir, referralId, numbered.value, known)
  if (!byNumber.ok || byNumber.value) return byNumber
  // An older Task, or one that another system made: it counts through what it is about.
  const requests = await fhir.search('ServiceRequest', { identifier: `${ID.referral}|${referralId}` }, { maxPages: 1 })
  if (!requests.ok) return requests
  const request = requests.value.find(each => isRequestOf(each, referralId))
  const focused = request ? await tasksBy(fhir, { focus: `ServiceRequest/${request.id}` }) : ok<FhirResource[]>([])
  if (!focused.ok) return focused
  const around = [...focused.value, ...numbered.value, ...(request ? [request] : [])]
  const byFocus = await firstProven(fhir, referralId, around, known)
  if (!byFocus.ok || byFocus.value || known === undefined) return byFocus
  // A server whose searches lag behind what it stores has it at its place: what stands there is held against the numbers like everything else.
  const there = await fhir.read('Task', known.replace(/^Task\//, ''))
  if (!there.ok) return there.failure.code === 'NOT_FOUND' ? ok(undefined) : there
  return firstProven(fhir, referralId, [there.value, ...around], known)
}

/** Tasks, with what they point to where the hub can; one that refuses to bring it along is asked again without. */
async function tasksBy(
  fhir: Reading,
  by: Readonly<Record<string, string>>,
): Promise<Result<FhirResource[], GatewayFailure>> {
  const found = await fhir.search('Task', { ...by, ...WITH_TARGETS }, { maxPages: 1 })
  const { status = 0 } = found.ok ? {} : found.failure
  // Some servers fail over what they do not know. One that is away, busy, or wants to know us is not asked twice.
  const isRefused = status >= 400 && status <= 501 && ![401, 408, 429].includes(status)
  return isRefused ? fhir.search('Task', by, { maxPages: 1 }) : found
}

async function firstProven(
  fhir: Reading,
  referralId: string,
  found: readonly FhirResource[],
  known: string | undefined,
): Found<ProvenReferral> {
  // A server that does not know a search parameter leaves it out and answers with anything.
  const tasks = found.filter(each => mayBeTaskOf(each, referralId))
  const knownFirst = tasks.toSorted((one, other) => Number(isAt(other, known)) - Number(isAt(one, known)))
  for (const task of knownFirst) {
    const proven = await proof(fhir, referralId, task, found)
    if (!proven.ok || proven.value) return proven
  }
  return ok(undefined)
}

const isAt = (task: Task, place: string | undefined): boolean => place === `Task/${task.id}`

async function proof(
  fhir: Reading,
  referralId: string,
  task: Task,
  found: readonly FhirResource[],
): Found<ProvenReferral> {
  const about = aboutOf(task)
  const request = about?.focus
    ? await targetOf(fhir, about.focus, 'ServiceRequest', found)
    : ok(found.find(each => isRequestOf(each, referralId)))
  if (!request.ok) return request
  const patientOf = about?.patients[0] ?? (request.value && aboutOf(request.value)?.patients[0])
  const patient = await targetOf(fhir, patientOf, 'Patient', found)
  if (!patient.ok) return patient
  return ok(provenReferral(referralId, { task, request: request.value, patient: patient.value }, fhir.baseUrl))
}

/** What a Task points to: from the same answer, else read; undefined where it is of another type, elsewhere, or gone. */
async function targetOf(
  fhir: Reading,
  pointer: Pointer | undefined,
  type: 'ServiceRequest' | 'Patient',
  found: readonly FhirResource[],
): Found<FhirResource> {
  const isMeant = (each: FhirResource): boolean => {
    const about = aboutOf(each)
    return about?.type === type && pointsTo(pointer, about, fhir.baseUrl)
  }
  const included = found.find(isMeant)
  if (included) return ok(included)
  const [ofType, id = ''] = localReference(pointer?.reference, fhir.baseUrl)?.split('/') ?? []
  if (ofType !== type) return ok(undefined)
  const read = await fhir.read(type, id)
  return read.ok || read.failure.code !== 'NOT_FOUND' ? read : ok(undefined)
}

/** Looks the referral up, and proves it, again: whoever changes it reads it anew before each try. */
export type Locating = () => Found<ProvenReferral>

/** Whether a later message arrived: its own Provenance is there, and tells of this referral. */
export async function hasProvenance(
  fhir: Reading,
  id: string,
  referral: ProvenReferral,
): Promise<Result<boolean, GatewayFailure>> {
  const provenance = await fhir.read('Provenance', id)
  if (!provenance.ok) return provenance.failure.code === 'NOT_FOUND' ? ok(false) : provenance
  return ok(tellsOf(provenance.value, referral, fhir.baseUrl))
}
