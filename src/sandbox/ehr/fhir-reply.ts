import type { ErrorRequestHandler, Response } from 'express'
import type { FacadeAnswer } from './facade-read.ts'
import { toOutcome } from './refusal.ts'

/** Every answer of the FHIR base: FHIR JSON, kept by no cache, an OperationOutcome when something is wrong. */
export function sendFhir(response: Response, answer: FacadeAnswer): void {
  response.set('Cache-Control', 'no-store').type('application/fhir+json')
  if (answer.ok) {
    const { status, headers, body } = answer.value
    response.status(status).set({ ...headers })
    response.send(body === undefined ? '' : JSON.stringify(body))
    return
  }
  const { failure } = answer
  // RFC 6750 section 3.
  if (failure.status === 401) response.set('WWW-Authenticate', 'Bearer realm="make-believe EHR", error="invalid_token"')
  response.status(failure.status).send(JSON.stringify(toOutcome(failure)))
}

/** A body or an address that cannot be read at all, said in FHIR too. */
export const unreadableRequest: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  if (typeof status !== 'number' || status < 400 || status >= 500) {
    next(error)
    return
  }
  const diagnostics = 'The request cannot be read: check its address, its JSON and its size.'
  sendFhir(response, { ok: false, failure: { status, code: 'structure', diagnostics } })
}
