import { z } from 'zod'
import type { FacadeAnswer, FacadeDeps } from './facade-read.ts'
import { forcedSearch } from './forced-search.ts'
import type { AccessGrant } from './grants.ts'
import { type AnyResource, anyResource } from './ownership.ts'
import { badGateway, forbidden, notFound } from './refusal.ts'
import { isOffered } from './resource-types.ts'
import { mayDo } from './scopes.ts'

const bundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.looseObject({ resource: anyResource.optional() })).default([]),
})

type Headers = Readonly<Record<string, string>>

/** Leaves out what is not the launched patient's or not within the scopes: an upstream's mistake, or an `_include` too far. */
async function withoutForeign(deps: FacadeDeps, access: AccessGrant, answer: FacadeAnswer): Promise<FacadeAnswer> {
  if (!answer.ok || answer.value.status !== 200) return answer
  const parsed = bundle.safeParse(answer.value.body)
  if (!parsed.success)
    return badGateway('The FHIR server behind this EHR answered a search with something else than a Bundle.')

  const mayShow = async (resource: AnyResource): Promise<boolean> => {
    const { resourceType } = resource
    if (resourceType === 'OperationOutcome') return true
    const inScope = mayDo(access.scopes, resourceType, 'r') || mayDo(access.scopes, resourceType, 's')
    return inScope && deps.ownership.belongs(resource, access.patientId)
  }
  const kept: typeof parsed.data.entry = []
  for (const entry of parsed.data.entry)
    if (entry.resource !== undefined && (await mayShow(entry.resource))) kept.push(entry)

  const { entry, total, ...rest } = parsed.data
  const counted = kept.length === entry.length && total !== undefined ? { total } : {}
  const body = { ...rest, ...counted, ...(kept.length > 0 ? { entry: kept } : {}) }
  return { ok: true, value: { ...answer.value, body } }
}

export async function facadeSearch(
  deps: FacadeDeps,
  access: AccessGrant,
  { type, asked, headers }: { type: string; asked: URLSearchParams; headers: Headers },
): Promise<FacadeAnswer> {
  if (!isOffered(type)) return notFound('This EHR does not offer this resource type.')
  if (!mayDo(access.scopes, type, 's')) return forbidden(`The granted scopes do not allow searching ${type}.`)
  const search = forcedSearch(type, asked, access.patientId, deps.base)
  if (!search.ok) return search
  return withoutForeign(
    deps,
    access,
    await deps.upstream.call({ method: 'GET', path: [type], search: search.value, headers }),
  )
}

/** The next page of an earlier search, as HAPI links it: `[base]?_getpages=...`. Checked entry by entry like the first. */
export async function facadePage(
  deps: FacadeDeps,
  access: AccessGrant,
  { asked, headers }: { asked: URLSearchParams; headers: Headers },
): Promise<FacadeAnswer> {
  if (!asked.has('_getpages')) return notFound('This EHR does not offer searches over all resource types.')
  return withoutForeign(deps, access, await deps.upstream.call({ method: 'GET', path: [], search: asked, headers }))
}
