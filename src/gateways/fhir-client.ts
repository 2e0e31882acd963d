import type { Bundle, FhirResource } from 'fhir/r4.js'
import { Client } from 'fhir-kit-client'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import {
  isFhirId,
  type ResourceOf,
  type ResourceType,
  resourceIn,
  transactionAnswerIn,
  writtenReference,
} from './fhir-answer.ts'
import { type CallOptions, createFhirCall, type FhirConnection } from './fhir-call.ts'
import { createFhirSearch } from './fhir-search.ts'
import { limitAnswers } from './limit-answers.ts'
import { withOwnReferences } from './own-references.ts'

export interface Written {
  /** What the server stored, when it sends it back. */
  readonly resource: FhirResource | undefined
  /** `Type/id` on that server. */
  readonly reference: string
  /** False when the server already had it (conditional create) or it was an update. */
  readonly created: boolean
}

export type FhirClient = ReturnType<typeof createFhirClient>

/** A page of a search with some letters in it stays far below this. */
const MOST_BYTES = 10_000_000

function withHeaders(options: CallOptions, extra: Readonly<Record<string, string | undefined>>): CallOptions {
  const headers = { ...options.headers }
  for (const [name, value] of Object.entries(extra)) if (value !== undefined) headers[name] = value
  return { ...options, headers }
}

/** The one FHIR R4 client: everything that goes to or comes from a FHIR server passes here. */
export function createFhirClient(connection: FhirConnection) {
  const baseUrl = connection.baseUrl.replace(/\/+$/, '')
  const client = new Client({ baseUrl })
  limitAnswers(client, MOST_BYTES)

  const call = createFhirCall(connection)

  async function written(
    type: ResourceType,
    ask: () => ReturnType<Client['create']>,
  ): Promise<Result<Written, GatewayFailure>> {
    const raw = await ask()
    const { response } = Client.httpFor(raw)
    const resource = resourceIn(raw, type)
    const reference = writtenReference(type, resource, response?.headers.get('location') ?? null)
    if (reference === undefined)
      return fail({ code: 'GARBAGE', diagnostics: 'answer does not say where it was stored' })
    return ok({ resource, reference, created: response?.status === 201 })
  }

  return {
    /** Without a slash at the end: what a reference to this very server may begin with. */
    baseUrl,

    /** GET one resource. */
    async read<T extends ResourceType>(type: T, id: string): Promise<Result<ResourceOf<T>, GatewayFailure>> {
      if (!isFhirId(id)) return fail({ code: 'NOT_FOUND', diagnostics: 'not a FHIR id' })
      return call(`read ${type}`, true, async options => {
        const resource = resourceIn(await client.read({ resourceType: type, id, options }), type)
        if (resource?.id === id) return ok(withOwnReferences(resource, baseUrl))
        return fail({ code: 'GARBAGE', diagnostics: 'answer is not the resource that was asked for' })
      })
    },

    ...createFhirSearch(
      {
        first: (resourceType, searchParams, options) => client.resourceSearch({ resourceType, searchParams, options }),
        next: (link, options) => client.request(link, { options }),
      },
      baseUrl,
      call,
    ),

    /** POST one resource; with `ifNoneExist` (a query on its business identifier) repeating it is safe. */
    async create(
      resource: FhirResource,
      condition: { readonly ifNoneExist?: string } = {},
    ): Promise<Result<Written, GatewayFailure>> {
      const type = resource.resourceType
      return call(`create ${type}`, false, options =>
        written(type, () =>
          client.create({
            resourceType: type,
            body: { ...resource },
            options: withHeaders(options, { prefer: 'return=representation', 'if-none-exist': condition.ifNoneExist }),
          }),
        ),
      )
    },

    /** PUT one resource under its id; with `ifMatch` only over the version that was read. */
    async update(
      resource: FhirResource & { readonly id: string },
      condition: { readonly ifMatch?: string } = {},
    ): Promise<Result<Written, GatewayFailure>> {
      const { resourceType: type, id } = resource
      if (!isFhirId(id)) return fail({ code: 'REFUSED', diagnostics: 'not a FHIR id' })
      return call(`update ${type}`, false, options =>
        written(type, () =>
          client.update({
            resourceType: type,
            id,
            body: { ...resource },
            options: withHeaders(options, { prefer: 'return=representation', 'if-match': condition.ifMatch }),
          }),
        ),
      )
    },

    /** POST a transaction: all of it or nothing. */
    async transaction(bundle: Bundle): Promise<Result<Bundle, GatewayFailure>> {
      return call('transaction', false, async options => {
        const answer = transactionAnswerIn(await client.transaction({ body: { ...bundle }, options }), bundle)
        return answer === undefined
          ? fail({ code: 'GARBAGE', diagnostics: 'answer is not a whole transaction-response' })
          : ok(answer)
      })
    },
  }
}
