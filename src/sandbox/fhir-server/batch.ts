import { fail, ok } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { entriesOf, entryPath, parseEntry } from './bundle-entry.ts'
import { responseBundle } from './bundle-response.ts'
import { problemAt, refuse } from './outcome.ts'
import type { FhirResource } from './resource.ts'
import type { ServerContext } from './server-context.ts'

/** Each entry for itself: one may fail and the next succeed, and the whole is always answered 200. */
export const runBatch = (
  context: ServerContext,
  bundle: FhirResource,
  { base, prefer, by }: FhirRequest,
  answer: (context: ServerContext, request: FhirRequest) => Answered,
): Answered => {
  const answers = entriesOf(bundle).map((entry, index): Answered => {
    const parsed = parseEntry(entry, index, base)
    if (!parsed.ok) return parsed
    // A Bundle inside a Bundle's entry is no request that FHIR knows.
    if (parsed.value.path.length === 0) return refuse(400, 'invalid', 'HAPI-0527: A batch cannot hold another Bundle')
    const answered = answer(context, { ...parsed.value, by })
    return answered.ok ? answered : fail(problemAt(entryPath(index), answered.failure))
  })
  return ok({ status: 200, body: responseBundle('batch-response', answers, prefer) })
}
