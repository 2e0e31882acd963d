import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** Any FHIR server, spoken to by plain fetch, so that the suite judges the server and not a client library. */
export const CONTRACT_SYSTEM = 'https://contract.workwell-referral.example/Id/contract'
const CONTRACT_TAG = 'https://contract.workwell-referral.example/CodeSystem/tag'

const resourceSchema = z.looseObject({
  resourceType: z.string(),
  id: z.string().optional(),
  meta: z.looseObject({ versionId: z.string().optional(), lastUpdated: z.string().optional() }).optional(),
})
const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  total: z.number().optional(),
  link: z.array(z.object({ relation: z.string(), url: z.string() })).default([]),
  entry: z
    .array(
      z.looseObject({
        fullUrl: z.string().optional(),
        resource: resourceSchema.optional(),
        search: z.looseObject({ mode: z.string() }).optional(),
        request: z.looseObject({ method: z.string(), url: z.string() }).optional(),
        response: z
          .looseObject({ status: z.string(), location: z.string().optional(), etag: z.string().optional() })
          .optional(),
      }),
    )
    .default([]),
})
const outcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.looseObject({ severity: z.string(), code: z.string(), diagnostics: z.string().optional() })).min(1),
})

type ContractResource = z.infer<typeof resourceSchema>
export type ContractBundle = z.infer<typeof bundleSchema>

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  resource(): ContractResource & { readonly id: string }
  bundle(): ContractBundle
  outcome(): z.infer<typeof outcomeSchema>
}

interface Ask {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface ContractClient {
  base(): string
  ask(path: string, ask?: Ask): Promise<Reply>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  put(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  remove(path: string): Promise<Reply>
  /** Searches past any result cache (HAPI keeps results for a minute). */
  search(query: string): Promise<ContractBundle>
  /** Creates, and fails the test when that did not work. */
  made(resource: { readonly resourceType: string }): Promise<ContractResource & { readonly id: string }>
  /** Repeats what a server refused only because of a race: HAPI answers 409 to the losers. */
  insist(send: () => Promise<Reply>): Promise<Reply>
}

/** A value that no other run and no other test has used. */
export const unique = (): string => randomUUID()

export const identifier = (value: string) => ({ system: CONTRACT_SYSTEM, value })
export const tag = (code: string) => ({ tag: [{ system: CONTRACT_TAG, code }] })
export const token = (system: string, code: string): string => encodeURIComponent(`${system}|${code}`)
export const byIdentifier = (value: string): string => `identifier=${token(CONTRACT_SYSTEM, value)}`
export const byTag = (code: string): string => `_tag=${token(CONTRACT_TAG, code)}`

export const createContractClient = (base: () => string): ContractClient => {
  const ask = async (path: string, { method = 'GET', body, headers = {} }: Ask = {}): Promise<Reply> => {
    const response = await fetch(path.startsWith('http') ? path : `${base()}${path === '' ? '' : `/${path}`}`, {
      method,
      headers: {
        Accept: 'application/fhir+json',
        'Cache-Control': 'no-cache',
        ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      resource: () => resourceSchema.extend({ id: z.string() }).parse(JSON.parse(text)),
      bundle: () => bundleSchema.parse(JSON.parse(text)),
      outcome: () => outcomeSchema.parse(JSON.parse(text)),
    }
  }
  const client: ContractClient = {
    base,
    ask,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, headers = {}) => ask(path, { method: 'POST', body, headers }),
    put: (path, body, headers = {}) => ask(path, { method: 'PUT', body, headers }),
    remove: path => ask(path, { method: 'DELETE' }),
    search: async query => {
      const reply = await ask(query)
      if (reply.status !== 200) throw new Error(`Search answered ${reply.status}: ${reply.text.slice(0, 500)}`)
      return reply.bundle()
    },
    made: async resource => {
      const reply = await ask(resource.resourceType, {
        method: 'POST',
        body: resource,
        headers: { Prefer: 'return=representation' },
      })
      if (reply.status !== 201) throw new Error(`Create answered ${reply.status}: ${reply.text.slice(0, 500)}`)
      return reply.resource()
    },
    insist: async send => {
      for (let attempt = 1; attempt < 20; attempt++) {
        const reply = await send()
        if (reply.status !== 409) return reply
        await wait(10 * attempt + Math.random() * 40)
      }
      return send()
    },
  }
  return client
}

/** The ids that a search matched, includes left out. */
export const matchedIds = (bundle: ContractBundle): readonly string[] =>
  bundle.entry
    .filter(entry => entry.search?.mode !== 'include' && entry.search?.mode !== 'outcome')
    .flatMap(entry => entry.resource?.id ?? [])

export const includedTypes = (bundle: ContractBundle): readonly string[] =>
  bundle.entry.filter(entry => entry.search?.mode === 'include').flatMap(entry => entry.resource?.resourceType ?? [])
