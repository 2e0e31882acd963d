import type { Answered, FhirRequest } from './answer.ts'
import { everything } from './everything.ts'
import { history } from './history.ts'
import { refuse } from './outcome.ts'
import { read, readVersion } from './read.ts'
import { isResourceType } from './resource-types.ts'
import { search } from './search-answer.ts'
import type { ServerContext } from './server-context.ts'
import type { Records } from './store.ts'

/** Every GET but metadata and further pages; `records` is the store or, inside a transaction, its unit. */
export const answerRead = (context: ServerContext, records: Records, request: FhirRequest): Answered => {
  const [type = '', id, operation, version, ...more] = request.path
  if (type === '_history' && id === undefined) return history(context, records, request)
  if (!isResourceType(type)) return type.startsWith('$') ? unknownOperation(request) : unknownType(type)
  if (id === undefined || (id === '_search' && operation === undefined)) return search(context, records, request, type)
  if (id === '_history' && operation === undefined) return history(context, records, request, type)
  if (type === 'Patient' && operation === '$everything' && version === undefined) {
    return everything(context, records, request, id)
  }
  if (id.startsWith('$') || more.length > 0) return unknownOperation(request)
  if (operation === undefined) return read(records, type, id, request.ifNoneMatch)
  if (operation !== '_history') return unknownOperation(request)
  return version === undefined ? history(context, records, request, type, id) : readVersion(records, type, id, version)
}

export const unknownType = (type: string) =>
  refuse(404, 'not-found', `HAPI-0302: Unknown resource type '${type.slice(0, 64).replace(/[^\w$-]/g, '?')}'`)

export const unknownOperation = ({ method, path }: FhirRequest) => {
  const operation = path.find(segment => segment.startsWith('$')) ?? 'this path'
  const name = operation.slice(0, 64).replace(/[^\w$ -]/g, '?')
  return refuse(400, 'not-supported', `HAPI-0284: The FHIR endpoint does not know how to handle ${method} on ${name}`)
}
