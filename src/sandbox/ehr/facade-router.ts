import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { jsonAnswer, sendWire } from '../faults/wire-answer.ts'
import { readCapabilities } from './capabilities.ts'
import { type Endpoints, smartConfiguration } from './endpoints.ts'
import { type FacadeAnswer, type FacadeDeps, facadeRead } from './facade-read.ts'
import { facadePage, facadeSearch } from './facade-search.ts'
import { facadeTransaction } from './facade-transaction.ts'
import { facadeWrite } from './facade-write.ts'
import { changed, type FaultWorld, type FhirAsked } from './faults/ehr-fault.ts'
import type { EhrFaults } from './faults/ehr-faults.ts'
import { fhirAnswer, sendFhir, unreadableRequest } from './fhir-reply.ts'
import type { AccessGrant, Grants } from './grants.ts'
import { safeId } from './ownership.ts'
import { methodNotAllowed, notFound, unauthorized } from './refusal.ts'

// What stands in the address becomes the upstream's path: nothing but a type and ids gets through.
const type = z.string().regex(/^[A-Z][A-Za-z]{1,63}$/)
const onBase = z.object({})
const onType = z.object({ type })
const onInstance = z.object({ type, id: safeId })
const onVersion = z.object({ type, id: safeId, version: safeId })

const fhirBody = express.json({ type: ['application/fhir+json', 'application/json'], limit: '5mb' })
const searchBody = express.urlencoded({ extended: false, limit: '100kb' })

const passedOn =
  (...names: string[]) =>
  (request: Request): Record<string, string> =>
    Object.fromEntries(
      names.flatMap(name => {
        const value = request.get(name)
        return value === undefined ? [] : [[name, value]]
      }),
    )
const readHeaders = passedOn('cache-control', 'prefer')
const writeHeaders = passedOn('if-none-exist', 'if-match', 'prefer')

const queryOf = (request: Request): URLSearchParams => new URL(request.originalUrl, 'http://facade').searchParams

/** POST [type]/_search: what stands in the body counts like what stands in the address. */
function queryAndBody(request: Request): URLSearchParams {
  const asked = queryOf(request)
  const body: unknown = request.body
  if (typeof body === 'object' && body !== null)
    for (const [name, value] of Object.entries(body))
      for (const each of [value].flat()) asked.append(name, String(each))
  return asked
}

/** A call as the faults see it. A page of an earlier search is a search too. */
function askedOf(request: Request, { refreshed, first }: AccessGrant): FhirAsked {
  const { type, id } = request.params
  const isSearch = request.path.endsWith('/_search') || (request.method === 'GET' && id === undefined)
  return { method: request.method, type: typeof type === 'string' ? type : undefined, isSearch, refreshed, first }
}

export interface FacadeRouterDeps extends FacadeDeps {
  readonly grants: Grants
  readonly endpoints: Endpoints
  readonly faults: EhrFaults
  readonly world: FaultWorld
}

/** The FHIR base of the make-believe EHR: wants the token and keeps to the launched patient. */
export function createFacadeRouter(deps: FacadeRouterDeps): Router {
  const accessOf = (request: Request): AccessGrant | undefined => {
    const [, token] = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(request.get('authorization') ?? '') ?? []
    return token === undefined ? undefined : deps.grants.findAccess(token)
  }
  /** Does what was asked and sends the answer, as far as no fault has it otherwise. */
  async function answer(
    access: AccessGrant,
    request: Request,
    response: Response,
    handle: () => Promise<FacadeAnswer>,
  ): Promise<void> {
    const asked = askedOf(request, access)
    const acts = deps.faults.acting(access.faults).flatMap(fault => fault.fhir?.(asked, deps.world) ?? [])
    const instead = acts.find(act => 'instead' in act)
    const plain = instead === undefined ? fhirAnswer(await handle()) : instead.instead
    const wire = acts.reduce((each, act) => ('change' in act ? act.change(each) : each), plain)
    sendWire(response, wire)
  }
  const guarded =
    <P>(
      path: z.ZodType<P>,
      handle: (access: AccessGrant, request: Request, path: P) => Promise<FacadeAnswer>,
    ): RequestHandler =>
    async (request, response) => {
      const access = accessOf(request)
      const where = path.safeParse(request.params)
      if (access === undefined) sendFhir(response, unauthorized('A valid access token of this EHR is needed.'))
      else if (!where.success) sendFhir(response, notFound('There is nothing at this address.'))
      else await answer(access, request, response, () => handle(access, request, where.data))
    }
  const read = (access: AccessGrant, request: Request, path: z.infer<typeof onInstance> & { version?: string }) =>
    facadeRead(deps, access, { ...path, headers: readHeaders(request) })

  const router = Router({ caseSensitive: true })
  router.get('/.well-known/smart-configuration', (_request, response) => {
    // Not to be kept: whoever switches a fault on wants to see it at once.
    const answer = jsonAnswer(smartConfiguration(deps.endpoints), 200, { 'cache-control': 'no-cache' })
    sendWire(response, changed(deps.faults.actingUnbound(), 'discovery', answer, deps.world))
  })
  router.get('/metadata', async (_request, response) =>
    sendFhir(response, await readCapabilities(deps.upstream, deps.endpoints)),
  )

  router.get('/:type/:id/_history/:version', guarded(onVersion, read))
  router.get('/:type/:id', guarded(onInstance, read))
  const search = (asked: (request: Request) => URLSearchParams) =>
    guarded(onType, (access, request, path) =>
      facadeSearch(deps, access, { ...path, asked: asked(request), headers: readHeaders(request) }),
    )
  router.get('/:type', search(queryOf))
  router.post('/:type/_search', searchBody, search(queryAndBody))
  router.get(
    '/',
    guarded(onBase, (access, request) =>
      facadePage(deps, access, { asked: queryOf(request), headers: readHeaders(request) }),
    ),
  )

  const write = (access: AccessGrant, request: Request, path: z.infer<typeof onType> & { id?: string }) =>
    facadeWrite(deps, access, { ...path, body: request.body, headers: writeHeaders(request) })
  router.post('/:type', fhirBody, guarded(onType, write))
  router.put('/:type/:id', fhirBody, guarded(onInstance, write))
  router.post(
    '/',
    fhirBody,
    guarded(onBase, (access, request) =>
      facadeTransaction(deps, access, { body: request.body, headers: writeHeaders(request) }),
    ),
  )
  router.use((request, response) =>
    sendFhir(
      response,
      ['GET', 'HEAD'].includes(request.method)
        ? notFound('There is nothing at this address.')
        : methodNotAllowed('This EHR does not offer this interaction. It deletes nothing.'),
    ),
  )
  router.use(unreadableRequest)
  return router
}
