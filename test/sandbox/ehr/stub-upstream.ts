import express, { type Request } from 'express'
import type { Bundle, FhirResource } from 'fhir/r4.js'
import { type Listening, listening } from './listening.ts'

/** What the facade sent to the FHIR server behind it. */
interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: Request['headers']
  readonly body: unknown
}

export interface StubUpstream extends Listening {
  readonly fhirBaseUrl: string
  readonly seen: SeenRequest[]
  readonly resources: Map<string, FhirResource>
  /** Answers every search with this, whatever was asked: an upstream that makes mistakes. */
  searchAnswer: Bundle | undefined
  /** Answers every create with this and 200: a conditional create that met a resource. */
  createAnswer: FhirResource | undefined
  /** Answers everything with this text. */
  garbage: string | undefined
  /** Sends the first read elsewhere, which by itself would be answered. */
  movedTo: string | undefined
  /** Gives these resources back from a transaction. */
  transactionAnswer: readonly FhirResource[]
}

/** A FHIR server that knows no rules: the rules under test are the facade's. */
export async function stubUpstream(resources: readonly FhirResource[]): Promise<StubUpstream> {
  const server = await listening()
  const stub: StubUpstream = {
    ...server,
    fhirBaseUrl: `${server.url}/base`,
    seen: [],
    resources: new Map(resources.map(each => [`${each.resourceType}/${each.id}`, each])),
    searchAnswer: undefined,
    createAnswer: undefined,
    garbage: undefined,
    movedTo: undefined,
    transactionAnswer: [],
  }
  const router = express.Router()
  server.app.use('/base', router)
  router.use(express.json({ type: () => true }), (request, response, next) => {
    stub.seen.push({ method: request.method, url: request.originalUrl, headers: request.headers, body: request.body })
    const { garbage, movedTo } = stub
    stub.movedTo = undefined
    if (movedTo !== undefined) response.redirect(movedTo)
    else if (garbage === undefined) next()
    else response.send(garbage)
  })
  router.get('/metadata', (_request, response) => {
    response.json({
      resourceType: 'CapabilityStatement',
      implementation: { description: 'stub', url: stub.fhirBaseUrl },
      rest: [{ mode: 'server' }],
    })
  })
  router.get(['/:type/:id', '/:type/:id/_history/:version'], (request, response) => {
    const found = stub.resources.get(`${request.params.type}/${request.params.id}`)
    if (found === undefined) response.status(404).json({ resourceType: 'OperationOutcome', issue: [] })
    else response.set('ETag', 'W/"1"').json(found)
  })
  router.get(['/', '/:type'], (request, response) => {
    const { type } = request.params
    const { _id, _offset = '0' } = request.query
    const all = [...stub.resources.values()].filter(
      each => each.resourceType === type && (_id === undefined || each.id === _id),
    )
    const from = Number(_offset)
    const next = { relation: 'next', url: `${stub.fhirBaseUrl}/${type}?_offset=${from + 2}` }
    const bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      link: [
        { relation: 'self', url: `${server.url}${request.originalUrl}` },
        ...(from + 2 < all.length ? [next] : []),
      ],
      entry: all.slice(from, from + 2).map(resource => ({
        fullUrl: `${stub.fhirBaseUrl}/${type}/${resource.id}`,
        resource,
        search: { mode: 'match' as const },
      })),
    } satisfies Bundle
    response.json(stub.searchAnswer ?? bundle)
  })
  router.post('/', (_request, response) => {
    response.json({
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [
        { response: { status: '201 Created', location: `${stub.fhirBaseUrl}/Task/77/_history/1` } },
        ...stub.transactionAnswer.map(resource => ({ resource, response: { status: '200 OK' } })),
      ],
    })
  })
  router.post('/:type', (request, response) => {
    if (stub.createAnswer !== undefined) response.json(stub.createAnswer)
    else
      response
        .status(201)
        .location(`${stub.fhirBaseUrl}/${request.params.type}/77/_history/1`)
        .json({ ...request.body, id: '77' })
  })
  router.put('/:type/:id', (request, response) => {
    response.json(request.body)
  })
  return stub
}
