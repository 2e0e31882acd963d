import { z } from 'zod'
import { isShared, ownerElement } from './resource-types.ts'
import type { Upstream } from './upstream.ts'

/** A FHIR R4 id that cannot climb: `.` and `..` fit FHIR's own pattern, but mean another folder in a URL. */
export const safeId = z
  .string()
  .regex(/^[A-Za-z0-9\-.]{1,64}$/)
  .refine(id => !/^\.+$/.test(id))

export const anyResource = z.looseObject({ resourceType: z.string(), id: z.string().optional() })
export type AnyResource = z.infer<typeof anyResource>

const reference = z.object({ reference: z.string() })

/** `Type/id` of a relative reference, or of an absolute one below this base; a version is left aside. */
export function localReference(text: string, base: string): { type: string; id: string } | undefined {
  const relative = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text
  const [, type, id] = /^([A-Z][A-Za-z]+)\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(relative) ?? []
  return type === undefined || !safeId.safeParse(id).success || id === undefined ? undefined : { type, id }
}

export interface Ownership {
  /** Whether the resource belongs to this patient, or to no patient at all. What cannot be told does not. */
  belongs(resource: AnyResource, patientId: string, alsoTheirs?: ReadonlySet<string>): Promise<boolean>
  /** The same for a resource that stands upstream; `absent` when there is none (yet). */
  belongsUpstream(type: string, id: string, patientId: string): Promise<boolean | 'absent'>
}

/** Whose a resource is: the rule that keeps one launch to one patient (hazard H01). */
export function createOwnership(upstream: Upstream, base: string): Ownership {
  const isPatient = (text: string, patientId: string): boolean => {
    const local = localReference(text, base)
    return local?.type === 'Patient' && local.id === patientId
  }

  /** Provenance names what it is about, not whom: each target must be theirs. */
  async function targetsBelong(targets: unknown, patientId: string, alsoTheirs: ReadonlySet<string>): Promise<boolean> {
    const parsed = z.array(reference).min(1).safeParse(targets)
    if (!parsed.success) return false
    for (const { reference: text } of parsed.data) {
      if (alsoTheirs.has(text) || isPatient(text, patientId)) continue
      const local = localReference(text, base)
      if (local === undefined || ownerElement(local.type) === undefined || local.type === 'Provenance') return false
      if ((await belongsUpstream(local.type, local.id, patientId)) !== true) return false
    }
    return true
  }

  async function belongs(resource: AnyResource, patientId: string, alsoTheirs: ReadonlySet<string> = new Set()) {
    if (resource.resourceType === 'Patient') return resource.id === patientId
    if (isShared(resource.resourceType)) return true
    const element = ownerElement(resource.resourceType)
    if (element === undefined) return false
    if (element === 'target') return targetsBelong(resource.target, patientId, alsoTheirs)
    const owner = reference.safeParse(resource[element])
    return owner.success && isPatient(owner.data.reference, patientId)
  }

  async function belongsUpstream(type: string, id: string, patientId: string): Promise<boolean | 'absent'> {
    const answer = await upstream.call({ method: 'GET', path: [type, id] })
    if (!answer.ok) return false
    if (answer.value.status === 404 || answer.value.status === 410) return 'absent'
    const resource = anyResource.safeParse(answer.value.body)
    return answer.value.status === 200 && resource.success && belongs(resource.data, patientId)
  }

  return { belongs, belongsUpstream }
}
