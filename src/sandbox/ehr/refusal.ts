import type { OperationOutcome } from 'fhir/r4.js'
import { fail } from '../../domain/result.ts'

/** Why the facade did not do what it was asked, as the OperationOutcome will say it. */
export interface Refusal {
  readonly status: number
  readonly code: OperationOutcome['issue'][number]['code']
  readonly diagnostics: string
  /** FHIRPath of the element at fault. */
  readonly expression?: string
}

const refuse = (status: number, code: Refusal['code']) => (diagnostics: string, expression?: string) =>
  fail<Refusal>({ status, code, diagnostics, ...(expression === undefined ? {} : { expression }) })

export const badRequest = refuse(400, 'invalid')
export const notSupported = refuse(400, 'not-supported')
export const unauthorized = refuse(401, 'login')
export const forbidden = refuse(403, 'forbidden')
export const notFound = refuse(404, 'not-found')
export const methodNotAllowed = refuse(405, 'not-supported')
export const badGateway = refuse(502, 'transient')

export const toOutcome = ({ code, diagnostics, expression }: Refusal): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics, ...(expression === undefined ? {} : { expression: [expression] }) }],
})
