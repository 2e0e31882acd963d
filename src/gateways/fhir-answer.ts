import type { Bundle, FhirResource } from 'fhir/r4.js'
import { z } from 'zod'

export type ResourceType = FhirResource['resourceType']
export type ResourceOf<T extends ResourceType> = Extract<FhirResource, { resourceType: T }>

const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/

/** A FHIR id that may stand in a URL. Dots are legal in an id, but a URL made of dots alone climbs to another resource. */
export const isFhirId = (id: string): boolean => FHIR_ID.test(id) && !/^\.+$/.test(id)

const named = z.looseObject({ resourceType: z.string().regex(/^[A-Z][A-Za-z]{1,63}$/) })

/**
 * A copy of what came back, if it is a resource of this type: what else is in it, the mappers read with care.
 * The copy matters: on the raw object fhir-kit-client hides the request with its bearer token; what is in it is plain JSON.
 */
export function resourceIn<T extends ResourceType>(answer: unknown, type: T): ResourceOf<T> | undefined {
  const shape = z.custom<ResourceOf<T>>(value => named.safeParse(value).data?.resourceType === type)
  const parsed = shape.safeParse(answer)
  return parsed.success ? { ...parsed.data } : undefined
}

const anyResource = z.custom<FhirResource>(value => named.safeParse(value).success)
const page = z.looseObject({
  type: z.literal('searchset'),
  // What is no count is none.
  total: z.int().nonnegative().optional().catch(undefined),
  link: z.array(z.looseObject({ relation: z.string(), url: z.string() })).default([]),
  entry: z
    .array(z.looseObject({ resource: anyResource, search: z.looseObject({ mode: z.string() }).optional() }))
    .default([]),
})

/** One page of a search: matches and included resources, not the server's remarks; and where the next page is. */
export function pageIn(
  answer: unknown,
): { resources: FhirResource[]; total: number | undefined; next: string | undefined } | undefined {
  const bundle = page.safeParse(resourceIn(answer, 'Bundle'))
  if (!bundle.success) return undefined
  return {
    resources: bundle.data.entry.filter(entry => entry.search?.mode !== 'outcome').map(entry => entry.resource),
    total: bundle.data.total,
    next: bundle.data.link.find(link => link.relation === 'next')?.url,
  }
}

/** The answer to a transaction: one outcome for each entry that was sent, each with its status. */
export function transactionAnswerIn(answer: unknown, sent: Bundle): Bundle | undefined {
  const bundle = resourceIn(answer, 'Bundle')
  const isWhole = bundle?.type === 'transaction-response' && bundle.entry?.length === (sent.entry ?? []).length
  return isWhole && bundle.entry?.every(entry => typeof entry?.response?.status === 'string') ? bundle : undefined
}

/** `Type/id` of what was written: from the body, or from the Location header when the body is empty. */
export function writtenReference(
  type: ResourceType,
  resource: FhirResource | undefined,
  location: string | null,
): string | undefined {
  const id =
    resource?.id ?? new RegExp(`(?:^|/)${type}/([A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]+)?$`).exec(location ?? '')?.[1]
  return id !== undefined && isFhirId(id) ? `${type}/${id}` : undefined
}
