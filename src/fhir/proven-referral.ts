import type { FhirResource, Patient, ServiceRequest, Task } from 'fhir/r4.js'
import { hubTask } from './hub-resources.ts'
import { type About, aboutOf, bears, bearsNone, bearsOnly, type Pointer, pointsTo } from './resource-about.ts'
import { CS, ID } from './systems.ts'

type Stored<T> = T & { readonly id: string }

/** A referral as a hub holds it, each part proven to be of this referral and no other (hazard H01, decision 14). */
export interface ProvenReferral {
  readonly task: Stored<Task>
  readonly request: Stored<ServiceRequest>
  readonly patient: Stored<Patient>
}

/** A Task that may be the referral's: it bears the referral's number, or none of ours and counts through its focus alone. */
export function mayBeTaskOf(resource: FhirResource, referralId: string): resource is Stored<Task> {
  const about = aboutOf(resource)
  if (about?.type !== 'Task') return false
  // A question, or another part of the work, is no referral.
  if (about.partOf.length > 0 || !isFulfilment(resource)) return false
  return bearsNone(about, ID.referralTask) || bearsOnly(about, ID.referralTask, referralId)
}

function isFulfilment(resource: FhirResource): boolean {
  const codings = hubTask.safeParse(resource).data?.code?.coding ?? []
  const known = codings.filter(each => each.system === CS.taskCode || each.system === CS.taskKind)
  // A hub may add codes of its own, or lose ours: only another kind of ours or of FHIR's says that it is something else.
  return known.length === 0 || known.some(each => each.system === CS.taskCode && each.code === 'fulfill')
}

export const isRequestOf = (
  resource: FhirResource | undefined,
  referralId: string,
): resource is Stored<ServiceRequest> =>
  isNumbered(resource, 'ServiceRequest', about => bearsOnly(about, ID.referral, referralId))

export const isPatientOf = (resource: FhirResource | undefined, referralId: string): resource is Stored<Patient> =>
  isNumbered(resource, 'Patient', about => bears(about, ID.referralPatient, referralId))

function isNumbered(resource: FhirResource | undefined, type: string, isIt: (about: About) => boolean): boolean {
  const about = resource && aboutOf(resource)
  return about?.type === type && isIt(about)
}

/**
 * The parts together. Numbers decide, never ids alone: what the Task is about and for whom is compared by the numbers of what it points to, so
 * that a hub that gave its resources new ids, or crossed two referrals, shows nobody another patient's.
 *
 * @param base the hub's FHIR base
 * @returns undefined where any part is another's, or cannot be compared
 */
export function provenReferral(
  referralId: string,
  parts: { task: FhirResource; request: FhirResource | undefined; patient: FhirResource | undefined },
  base: string,
): ProvenReferral | undefined {
  const { task, request, patient } = parts
  if (!mayBeTaskOf(task, referralId)) return undefined
  if (!isRequestOf(request, referralId) || !isPatientOf(patient, referralId)) return undefined
  const [ofTask, ofRequest, ofPatient] = [aboutOf(task), aboutOf(request), aboutOf(patient)]
  if (!ofTask || !ofRequest || !ofPatient) return undefined
  const isSilentOr = (pointer: Pointer | undefined, target: About): boolean =>
    pointer === undefined || pointsTo(pointer, target, base)
  const areSilentOr = (pointers: readonly Pointer[], target: About): boolean =>
    pointers.every(each => pointsTo(each, target, base))
  // A Task without our number is this referral's only through its focus.
  const isFocused = bearsNone(ofTask, ID.referralTask)
    ? pointsTo(ofTask.focus, ofRequest, base)
    : isSilentOr(ofTask.focus, ofRequest)
  const isForThem = areSilentOr(ofTask.patients, ofPatient) && areSilentOr(ofRequest.patients, ofPatient)
  return isFocused && isForThem ? { task, request, patient } : undefined
}

/** A part that was found beside the referral is its own only if it is about its very patient. */
export function isAboutPatientOf(resource: FhirResource, { patient }: ProvenReferral, base: string): boolean {
  const [about, ofPatient] = [aboutOf(resource), aboutOf(patient)]
  if (!about || !ofPatient || about.patients.length === 0) return false
  return about.patients.every(each => pointsTo(each, ofPatient, base))
}

/** A question, as another Task of the same work: part of this Task alone, and about nothing and nobody else. */
export function isPartOf(
  resource: FhirResource,
  referralId: string,
  { task, request, patient }: ProvenReferral,
  base: string,
): boolean {
  const about = aboutOf(resource)
  const [ofTask, ofRequest, ofPatient] = [aboutOf(task), aboutOf(request), aboutOf(patient)]
  if (!about || !ofTask || !ofRequest || !ofPatient) return false
  const isOurWork = (each: Pointer): boolean => pointsTo(each, ofTask, base) || pointsTo(each, ofRequest, base)
  return (
    about.partOf.length > 0 &&
    about.partOf.every(each => pointsTo(each, ofTask, base)) &&
    about.basedOn.every(isOurWork) &&
    (about.focus === undefined || pointsTo(about.focus, ofRequest, base)) &&
    about.patients.every(each => pointsTo(each, ofPatient, base)) &&
    (bearsNone(about, ID.referralTask) || bearsOnly(about, ID.referralTask, referralId))
  )
}

/** Whether a Provenance tells of this referral's Task, request or patient. */
export function tellsOf(resource: FhirResource, { task, request, patient }: ProvenReferral, base: string): boolean {
  const targets = aboutOf(resource)?.targets ?? []
  const parts = [task, request, patient].flatMap(each => aboutOf(each) ?? [])
  return targets.some(target => parts.some(part => pointsTo(target, part, base)))
}
