import { ok, type Result } from '../../domain/result.ts'
import { rebase, rebaseOutgoing, rebaseUrl } from './base-urls.ts'
import { badGateway, type Refusal } from './refusal.ts'

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Addresses already rewritten to the facade's; undefined for an empty answer. */
  readonly body: unknown
}

interface UpstreamCall {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Checked type names and ids only: they are joined into a path as they are. */
  readonly path: readonly string[]
  readonly search?: URLSearchParams
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Upstream {
  call(call: UpstreamCall): Promise<Result<UpstreamAnswer, Refusal>>
}

const PASSED_BACK = ['etag', 'last-modified', 'location', 'content-location', 'retry-after']
const TIMEOUT_MS = 15_000

/** The open FHIR server that the facade protects. Nobody outside reaches it by its own address. */
export function createUpstream(fhirBaseUrl: string, facadeBaseUrl: string): Upstream {
  return {
    async call({ method, path, search, headers = {}, body }) {
      const query = search === undefined || search.size === 0 ? '' : `?${search}`
      const url = [fhirBaseUrl, ...path].join('/') + query
      try {
        const response = await fetch(url, {
          method,
          headers: { accept: 'application/fhir+json', 'content-type': 'application/fhir+json', ...headers },
          redirect: 'error',
          signal: AbortSignal.timeout(TIMEOUT_MS),
          ...(body === undefined ? {} : { body: JSON.stringify(rebaseOutgoing(body, facadeBaseUrl, fhirBaseUrl)) }),
        })
        const text = await response.text()
        return ok({
          status: response.status,
          headers: Object.fromEntries(
            [...response.headers]
              .filter(([name]) => PASSED_BACK.includes(name))
              .map(([name, value]) => [name, rebaseUrl(value, fhirBaseUrl, facadeBaseUrl)]),
          ),
          body: text === '' ? undefined : rebase(JSON.parse(text), fhirBaseUrl, facadeBaseUrl),
        })
      } catch (error) {
        if (error instanceof SyntaxError)
          return badGateway('The FHIR server behind this EHR answered with something that is not FHIR JSON.')
        return badGateway('The FHIR server behind this EHR does not answer. Try again, or check that it is running.')
      }
    },
  }
}
