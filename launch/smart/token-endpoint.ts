import type { z } from 'zod'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { guardedFetch } from '../../src/http/guarded-fetch.ts'

const MOST_BYTES = 100_000

export interface FormPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
}

/** A form to an authorization server: a time-out, a size limit, and no redirect that could carry a secret elsewhere. */
export const postForm = ({ url, ...rest }: FormPost) =>
  guardedFetch({ base: url, url, method: 'POST', maxBytes: MOST_BYTES, ...rest })

/** A token request, and its answer in the given shape; one of another shape is garbage, with the names of its wrong fields. */
export async function askForToken<T>(schema: z.ZodType<T>, request: FormPost): Promise<Result<T, GatewayFailure>> {
  const answer = await postForm(request)
  if (!answer.ok) return answer
  const parsed = schema.safeParse(answer.value.body)
  if (parsed.success) return ok(parsed.data)
  const paths = parsed.error.issues.map(issue => issue.path.join('.') || 'document')
  return fail({ code: 'GARBAGE', diagnostics: `fields ${paths.join(', ')}` })
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
