import { jsonAnswer, type WireAnswer } from './wire-answer.ts'

export const fhirAnswer = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): WireAnswer =>
  jsonAnswer(body, status, { 'content-type': 'application/fhir+json; charset=utf-8', ...headers })

/** An error as a FHIR server says it. */
export const outcomeAnswer = (
  status: number,
  code: string,
  diagnostics: string,
  headers?: Readonly<Record<string, string>>,
): WireAnswer =>
  fhirAnswer({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] }, status, headers)
