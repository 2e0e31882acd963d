import { ok } from '../../domain/result.ts'
import type { Answered, FhirRequest } from './answer.ts'
import { runBatch } from './batch.ts'
import { capabilityStatement } from './capability.ts'
import { refuse } from './outcome.ts'
import { patch } from './patch.ts'
import { answerRead, unknownOperation, unknownType } from './read-request.ts'
import { resourceFrom } from './resource.ts'
import { isResourceType } from './resource-types.ts'
import { search } from './search-answer.ts'
import type { ServerContext } from './server-context.ts'
import { conditionalUpdate, create, remove, update } from './single-write.ts'
import { runTransaction } from './transaction.ts'
import { validateOperation } from './validate-operation.ts'

/** What the server answers to any request, HTTP left out. */
export const answerRequest = (context: ServerContext, request: FhirRequest): Answered => {
  const [type, second] = request.path
  if (type === undefined) return answerRoot(context, request)
  if (request.method === 'GET' || request.method === 'HEAD') {
    return type === 'metadata' && second === undefined
      ? ok({ status: 200, body: capabilityStatement(request.base, context.now()) })
      : answerRead(context, context.store, request)
  }
  if (!isResourceType(type)) return type === 'metadata' ? notAllowed(request) : unknownType(type)
  return answerOnType(context, request, type)
}

const answerOnType = (context: ServerContext, request: FhirRequest, type: string): Answered => {
  const { method } = request
  const [, second, third] = request.path
  if (second === undefined) {
    if (method === 'POST') return create(context, request, type)
    if (method === 'PUT') return conditionalUpdate(context, request, type)
    return method === 'DELETE' ? remove(context, request, type, undefined) : notAllowed(request)
  }
  if (method === 'POST' && second === '_search' && third === undefined) {
    return search(context, context.store, request, type)
  }
  if (method === 'POST' && request.path.at(-1) === '$validate') return validateOperation(request, type)
  if (method === 'POST' && type === 'Patient' && third === '$everything') {
    return answerRead(context, context.store, request)
  }
  const operation = context.rules.operations?.[`${type}/${third}`]
  if (method === 'POST' && operation && request.path.length === 3) return operation(context, request, second)
  if (second.startsWith('$') || third?.startsWith('$')) return unknownOperation(request)
  if (third === undefined && !second.startsWith('_')) {
    if (method === 'PUT') return update(context, request, type, second)
    if (method === 'PATCH') return patch(context, request, type, second)
    if (method === 'DELETE') return remove(context, request, type, second)
  }
  return notAllowed(request)
}

const answerRoot = (context: ServerContext, request: FhirRequest): Answered => {
  const { method, params, base } = request
  if (method === 'POST') return answerBundle(context, request)
  if (method !== 'GET') return notAllowed(request)
  if (!params.has('_getpages')) return refuse(400, 'not-supported', 'HAPI-0284: There is no search over all types here')
  const page = context.pages.page(params, base)
  return page.ok ? ok({ status: 200, body: page.value }) : page
}

const answerBundle = (context: ServerContext, request: FhirRequest): Answered => {
  const body = resourceFrom(request.body)
  if (!body.ok) return body
  if (body.value.resourceType !== 'Bundle') {
    return refuse(400, 'invalid', 'HAPI-0941: Only a Bundle can be posted to the base', 'resourceType')
  }
  if (body.value.type === 'transaction') return runTransaction(context, body.value, request)
  if (body.value.type === 'batch') return runBatch(context, body.value, request, answerRequest)
  const text = 'HAPI-0527: Unable to process a Bundle that is no transaction and no batch'
  return refuse(400, 'invalid', text, 'Bundle.type')
}

const notAllowed = ({ method }: FhirRequest) =>
  refuse(405, 'not-supported', `HAPI-0284: ${method.slice(0, 16)} is not possible on this address`)
