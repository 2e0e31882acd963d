import type { Response } from 'express'
import type { Answer, Answered, FhirRequest } from './answer.ts'
import { information, type Problem, problemOutcome } from './outcome.ts'
import type { JsonObject } from './resource.ts'
import { subsetOf } from './subset.ts'
import { etagOf, locationOf } from './version.ts'

export const sendAnswer = (response: Response, request: FhirRequest, answered: Answered): void => {
  if (!answered.ok) {
    sendProblem(response, answered.failure)
    return
  }
  const { version, written, status } = answered.value
  if (version) {
    response.set('ETag', etagOf(version))
    response.set('Last-Modified', new Date(version.at).toUTCString())
    if (written) response.set('Location', `${request.base}/${locationOf(version)}`)
  }
  send(response, status, bodyFor(request, answered.value))
}

const bodyFor = (request: FhirRequest, { body, version, written, text }: Answer): JsonObject | undefined => {
  if (written && request.prefer === 'minimal') return undefined
  if (text !== undefined && (!body || request.prefer === 'OperationOutcome')) return information(text)
  return body && version?.resource && !written ? subsetOf(version.resource, request.params) : body
}

export const sendProblem = (response: Response, problem: Problem): void => {
  if (problem.status === 405) response.set('Allow', 'GET, POST, PUT, PATCH, DELETE')
  send(response, problem.status, problemOutcome(problem))
}

/** Written by hand: Express would add an ETag of its own to a search, which is no version of anything. */
const send = (response: Response, status: number, body: JsonObject | undefined): void => {
  response.status(status).set('Cache-Control', 'no-store')
  if (body) response.set('Content-Type', 'application/fhir+json; charset=utf-8')
  response.end(body && JSON.stringify(body))
}
