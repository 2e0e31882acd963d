import type { Request } from 'express'
import { ok, type Result } from '../../domain/result.ts'
import type { FhirRequest } from './answer.ts'
import { type Problem, refuse } from './outcome.ts'

const JSON_TYPE = /^(application\/(fhir\+)?json|text\/json|application\/json\+fhir)\s*(;|$)/i
const PATCH_TYPE = /^application\/json-patch\+json\s*(;|$)/i
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i
const READABLE = /json|\*\/\*|application\/\*|text\/html/i
const DEEPEST = 100

/** An Express request, its body still bytes, as the FHIR request that it makes. */
export const fhirRequestOf = (request: Request, base: string): Result<FhirRequest, Problem> => {
  const path = pathOf(request.path)
  if (!path) return refuse(400, 'invalid', 'HAPI-0284: The address is not validly percent-encoded')
  const params = new URLSearchParams(/\?(.*)$/s.exec(request.originalUrl)?.[1])
  if (!accepts(request, params)) return refuse(406, 'not-supported', 'HAPI-0294: Only JSON can be answered')
  const bytes: unknown = request.body
  const body = Buffer.isBuffer(bytes) && bytes.length > 0 ? bytes : undefined

  const plain: FhirRequest = {
    method: request.method,
    path,
    params,
    base,
    ifMatch: request.get('if-match'),
    by: callerOf(request),
    ifNoneMatch: request.get('if-none-match'),
    ifNoneExist: request.get('if-none-exist'),
    prefer: /return=["']?(\w+)/.exec(request.get('prefer') ?? '')?.[1],
  }
  if (!body || !['POST', 'PUT', 'PATCH'].includes(request.method)) return ok(plain)
  const type = request.get('content-type') ?? ''
  if (path[1] === '_search') {
    if (!FORM_TYPE.test(type)) return refuse(415, 'not-supported', 'HAPI-0450: A search body must be form-encoded')
    return ok({ ...plain, params: new URLSearchParams([...params, ...new URLSearchParams(body.toString('utf8'))]) })
  }
  if (request.method === 'PATCH' && !PATCH_TYPE.test(type))
    return refuse(415, 'not-supported', 'HAPI-0450: A patch must be application/json-patch+json')
  if (request.method !== 'PATCH' && !JSON_TYPE.test(type))
    return refuse(415, 'not-supported', 'HAPI-0450: The body must be application/fhir+json')
  const parsed = jsonFrom(body)
  return parsed.ok ? ok({ ...plain, body: parsed.value }) : parsed
}

/** Left by a guard in front of the server. */
const callerOf = (request: Request): string | undefined => {
  const caller: unknown = request.res?.locals.caller
  return typeof caller === 'string' ? caller : undefined
}

const pathOf = (path: string): readonly string[] | undefined => {
  try {
    return path
      .split('/')
      .filter(segment => segment !== '')
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

const accepts = (request: Request, params: URLSearchParams): boolean =>
  READABLE.test(params.get('_format') || request.get('accept') || '*/*')

const jsonFrom = (bytes: Buffer): Result<unknown, Problem> => {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isDeeper(json, DEEPEST)) return refuse(400, 'too-costly', 'HAPI-1861: The JSON is nested too deeply')
    return ok(json)
  } catch {
    // The parser's own message would quote the content.
    return refuse(400, 'structure', 'HAPI-1861: Failed to parse JSON encoded FHIR content')
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some(v => isDeeper(v, levels - 1)))
