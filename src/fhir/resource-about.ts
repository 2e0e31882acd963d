import { hubAbout } from './hub-resources.ts'

interface Numbered {
  readonly system?: string | undefined
  readonly value?: string | undefined
}

/** A reference as it stands in a resource: local, absolute, or by a business identifier alone. */
export interface Pointer {
  readonly reference?: string | undefined
  readonly identifier?: Numbered | undefined
}

/** Of whom and of what a resource says that it is, whatever its type; what is malformed in it is left out. */
export interface About {
  readonly type: string
  readonly id: string
  readonly identifiers: readonly Numbered[]
  /** All that stands in `for`, `subject` and `patient`: they may not contradict each other. */
  readonly patients: readonly Pointer[]
  readonly focus: Pointer | undefined
  readonly partOf: readonly Pointer[]
  readonly basedOn: readonly Pointer[]
  readonly targets: readonly Pointer[]
  /** Who takes part in an appointment. */
  readonly actors: readonly Pointer[]
}

/** Undefined for a resource without type or id: it cannot be pointed at. */
export function aboutOf(resource: unknown): About | undefined {
  const parsed = hubAbout.safeParse(resource).data
  if (!parsed) return undefined
  const { resourceType: type, id, identifier, focus, partOf, basedOn, target, participant } = parsed
  return {
    type,
    id,
    identifiers: identifier,
    patients: [parsed.for, parsed.subject, parsed.patient].filter(isSaid),
    focus: isSaid(focus) ? focus : undefined,
    partOf,
    basedOn,
    targets: target,
    actors: participant.flatMap(each => each.actor ?? []),
  }
}

/** Words alone point to nobody, and contradict nothing. What is there and malformed points nowhere (`hubAbout`). */
const isSaid = (pointer: Pointer | undefined): pointer is Pointer =>
  pointer?.reference !== undefined || pointer?.identifier !== undefined

/**
 * `Type/id` of a reference to this very server, with or without its address and a version; undefined for any other place.
 *
 * @param base the server's FHIR base, without a slash at the end
 */
export function localReference(text: string | undefined, base: string): string | undefined {
  const local = text?.startsWith(`${base}/`) ? text.slice(base.length + 1) : text
  return /^([A-Z][A-Za-z]{1,63}\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(local ?? '')?.[1]
}

/** Whether a pointer means this resource: by its place here, or else by one of its business identifiers. */
export function pointsTo(pointer: Pointer | undefined, target: About, base: string): boolean {
  if (pointer?.reference !== undefined) return localReference(pointer.reference, base) === `${target.type}/${target.id}`
  const { system, value } = pointer?.identifier ?? {}
  if (system === undefined || value === undefined) return false
  return target.identifiers.some(each => each.system === system && each.value === value)
}

export const numbersIn = ({ identifiers }: About, system: string): string[] =>
  identifiers.flatMap(each => (each.system === system && each.value ? [each.value] : []))

/** This number of a system and no other of it: what bears two referrals' numbers is neither (hazard H01). */
export function bearsOnly(about: About, system: string, value: string): boolean {
  const numbers = numbersIn(about, system)
  return numbers.length > 0 && numbers.every(each => each === value)
}

/** This number among others: a hub may keep the snapshots of one patient together. */
export const bears = (about: About, system: string, value: string): boolean => numbersIn(about, system).includes(value)

export const bearsNone = (about: About, system: string): boolean => numbersIn(about, system).length === 0
