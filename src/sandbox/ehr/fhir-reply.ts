import type { ErrorRequestHandler, Response } from 'express'
import { sendWire, type WireAnswer } from '../faults/wire-answer.ts'
import type { FacadeAnswer } from './facade-read.ts'
import { toOutcome } from './refusal.ts'

const FHIR_JSON = { 'content-type': 'application/fhir+json; charset=utf-8', 'cache-control': 'no-store' }

/** Every answer of the FHIR base: FHIR JSON, kept by no cache, an OperationOutcome when something is wrong. */
export function fhirAnswer(answer: FacadeAnswer): WireAnswer {
  if (answer.ok) {
    const { status, headers, body } = answer.value
    return { status, headers: { ...FHIR_JSON, ...headers }, body }
  }
  const { failure } = answer
  // RFC 6750 section 3.
  const challenge = 'Bearer realm="make-believe EHR", error="invalid_token"'
  const headers = failure.status === 401 ? { ...FHIR_JSON, 'www-authenticate': challenge } : FHIR_JSON
  return { status: failure.status, headers, body: toOutcome(failure) }
}

export const sendFhir = (response: Response, answer: FacadeAnswer): void => sendWire(response, fhirAnswer(answer))

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
