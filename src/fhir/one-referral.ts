import type { HubTask } from './hub-resources.ts'
import {
  type About,
  aboutOf,
  bears,
  bearsOnly,
  localReference,
  numbersIn,
  type Pointer,
  pointsTo,
} from './resource-about.ts'
import { ID } from './systems.ts'

/** What stands around a Task, told apart: its own referral's, and what crossed over from another's (hazard H01, decision 14). */
export interface OneReferral {
  /** The referral's number, or for whom the Task is where it bears none of ours: what a form repeats when it is sent. */
  readonly is: string
  isOwn(resource: unknown): boolean
}

/** Systems whose numbers begin with the referral's. */
const PART_NUMBERS = [ID.referralForm, ID.extract, ID.consent]

/**
 * @param at what the hub holds at a reference
 * @param base the hub's FHIR base
 * @returns undefined where Task, request and patient are not of one referral: nothing of it can be shown
 */
export function oneReferral(
  task: HubTask,
  at: (reference: string | undefined) => unknown,
  base: string,
): OneReferral | undefined {
  const about = aboutOf(task)
  const request = aboutOf(at(task.focus?.reference))
  const patient = aboutOf(at(task.for?.reference))
  if (!about) return undefined
  const [number, ...more] = new Set([
    ...numbersIn(about, ID.referralTask),
    ...(request ? numbersIn(request, ID.referral) : []),
  ])
  if (more.length > 0) return undefined
  const isSamePatient = (pointer: Pointer | undefined): boolean =>
    patient === undefined ? isSame(pointer, task.for, base) : pointsTo(pointer, patient, base)
  if (request) {
    if (number !== undefined && !bearsOnly(request, ID.referral, number)) return undefined
    if (task.for && !request.patients.every(isSamePatient)) return undefined
  }
  if (patient && number !== undefined && !bears(patient, ID.referralPatient, number)) return undefined

  function isOwn(resource: unknown): boolean {
    const part = aboutOf(resource)
    if (!part || !isNumberedFor(part, number)) return false
    return !ABOUT_PATIENTS.includes(part.type) || (part.patients.length > 0 && part.patients.every(isSamePatient))
  }
  return { is: number ?? task.for?.reference ?? task.id, isOwn }
}

const ABOUT_PATIENTS = ['QuestionnaireResponse', 'Condition', 'Observation', 'Consent']

/** A part that bears a number of ours bears this referral's; of a referral that bears none, it bears none either. */
const isNumberedFor = (part: About, number: string | undefined): boolean =>
  PART_NUMBERS.flatMap(system => numbersIn(part, system)).every(
    each => number !== undefined && (each === number || each.startsWith(`${number}.`)),
  )

function isSame(one: Pointer | undefined, other: Pointer | undefined, base: string): boolean {
  const place = localReference(one?.reference, base)
  return place !== undefined && place === localReference(other?.reference, base)
}

/** What a coach stored beside a referral: tied to its Task or request, and about nobody else. */
export function isBeside(resource: unknown, task: HubTask, base: string): boolean {
  const [part, about] = [aboutOf(resource), aboutOf(task)]
  if (!part || !about) return false
  const isOurWork = (each: Pointer): boolean => pointsTo(each, about, base) || isSame(each, task.focus, base)
  const work = [...part.basedOn, ...part.partOf].filter(isWork)
  // A Provenance may tell of several things at once; a contact or a question is about one piece of work.
  const isTied = part.targets.length > 0 ? part.targets.some(isOurWork) : work.length > 0 && work.every(isOurWork)
  const patients = [...part.patients, ...part.actors.filter(isPatient)]
  return isTied && patients.every(each => isSame(each, task.for, base))
}

const isWork = ({ reference }: Pointer): boolean => /(^|\/)(Task|ServiceRequest)\//.test(reference ?? '')

const isPatient = ({ reference }: Pointer): boolean => /(^|\/)Patient\//.test(reference ?? '')
