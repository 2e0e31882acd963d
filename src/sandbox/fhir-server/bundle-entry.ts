import { z } from 'zod'
import { ok, type Result } from '../../domain/result.ts'
import type { FhirRequest } from './answer.ts'
import { type Problem, refuse } from './outcome.ts'
import type { FhirResource } from './resource.ts'

const entrySchema = z.looseObject({
  fullUrl: z.string().optional(),
  resource: z.unknown().optional(),
  request: z.looseObject({
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
    url: z.string(),
    ifMatch: z.string().optional(),
    ifNoneExist: z.string().optional(),
    ifNoneMatch: z.string().optional(),
  }),
})

/** One entry of a transaction or batch as the request that it stands for. */
export interface BundleRequest extends FhirRequest {
  readonly index: number
  readonly fullUrl: string | undefined
}

export const entryPath = (index: number): string => `Bundle.entry[${index}]`

export const entriesOf = (bundle: FhirResource): readonly unknown[] => (Array.isArray(bundle.entry) ? bundle.entry : [])

export const parseEntry = (entry: unknown, index: number, base: string): Result<BundleRequest, Problem> => {
  const parsed = entrySchema.safeParse(entry)
  if (!parsed.success) {
    const at = [entryPath(index), ...(parsed.error.issues[0]?.path ?? [])].join('.')
    return refuse(400, 'invalid', 'HAPI-0521: Invalid or missing method, url or header in a Bundle entry', at)
  }
  const { fullUrl, resource, request } = parsed.data
  const [path = '', query = ''] = request.url.replace(`${base}/`, '').split(/\?(.*)/s)
  return ok({
    ...request,
    path: path.split('/').filter(segment => segment !== ''),
    params: new URLSearchParams(query),
    base,
    body: resource,
    fullUrl,
    index,
  })
}
