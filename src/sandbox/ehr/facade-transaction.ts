import { z } from 'zod'
import { ok, type Result } from '../../domain/result.ts'
import type { FacadeAnswer, FacadeDeps } from './facade-read.ts'
import { checkWrite } from './facade-write.ts'
import type { AccessGrant } from './grants.ts'
import { anyResource, safeId } from './ownership.ts'
import { badRequest, type Refusal } from './refusal.ts'

const requestBundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.enum(['transaction', 'batch']),
  entry: z
    .array(
      z.looseObject({
        fullUrl: z.string().optional(),
        resource: anyResource,
        request: z.looseObject({ method: z.enum(['POST', 'PUT']), url: z.string() }),
      }),
    )
    .min(1),
})

const responseBundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.looseObject({ resource: anyResource.optional() })).default([]),
})

/** `POST Type` or `PUT Type/id`, nothing else: a conditional PUT could reach a resource that we have not looked at. */
function target(method: 'POST' | 'PUT', url: string, at: string): Result<{ type: string; id?: string }, Refusal> {
  const [type = '', id, ...more] = url.split('/')
  const fits = /^[A-Z][A-Za-z]+$/.test(type) && more.length === 0
  if (fits && method === 'POST' && id === undefined) return ok({ type })
  if (fits && method === 'PUT' && id !== undefined && safeId.safeParse(id).success) return ok({ type, id })
  return badRequest('An entry must be POST [type] or PUT [type]/[id].', at)
}

/** Only the resources that are the launched patient's go back; the rest of each entry says what happened. */
async function withoutForeign(
  { ownership }: FacadeDeps,
  access: AccessGrant,
  answer: FacadeAnswer,
): Promise<FacadeAnswer> {
  if (!answer.ok) return answer
  const parsed = responseBundle.safeParse(answer.value.body)
  if (!parsed.success) return answer
  const entry: Record<string, unknown>[] = []
  for (const each of parsed.data.entry) {
    const { resource, ...rest } = each
    const theirs =
      resource !== undefined &&
      (resource.resourceType === 'OperationOutcome' || (await ownership.belongs(resource, access.patientId)))
    entry.push(theirs ? each : rest)
  }
  return ok({ ...answer.value, body: { ...parsed.data, entry } })
}

/** A transaction or batch, all of whose entries would be allowed one by one. One that is not stops them all. */
export async function facadeTransaction(
  deps: FacadeDeps,
  access: AccessGrant,
  { body, headers }: { body: unknown; headers: Readonly<Record<string, string>> },
): Promise<FacadeAnswer> {
  const parsed = requestBundle.safeParse(body)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path
      .map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
      .join('')
    return badRequest(
      'The body must be a transaction or batch Bundle whose every entry is a POST or PUT of a resource.',
      `Bundle${path ?? ''}`,
    )
  }
  // Provenance may be about what stands beside it in the same Bundle, which is checked there.
  const alsoTheirs = new Set(
    parsed.data.entry.flatMap(({ fullUrl }) => (fullUrl?.startsWith('urn:uuid:') ? [fullUrl] : [])),
  )
  for (const [index, entry] of parsed.data.entry.entries()) {
    const at = `Bundle.entry[${index}]`
    const where = target(entry.request.method, entry.request.url, `${at}.request.url`)
    if (!where.ok) return where
    const checked = await checkWrite(
      deps,
      access,
      { ...where.value, body: entry.resource },
      { at: `${at}.resource`, alsoTheirs },
    )
    if (!checked.ok) return checked
  }
  const answer = await deps.upstream.call({ method: 'POST', path: [], headers, body: parsed.data })
  return withoutForeign(deps, access, answer)
}
