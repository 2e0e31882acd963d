import { z } from 'zod'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { outcomeKind } from '../fhir/outcome-kind.ts'
import { failureOfFetch } from '../http/failure-of-fetch.ts'
import { failureOfStatus } from '../http/failure-of-status.ts'
import { AnswerTooLarge } from './limit-answers.ts'

/** How fhir-kit-client rejects when there was an answer: a plain Error with these two added. */
const answeredError = z.object({
  response: z.object({ status: z.number(), data: z.unknown() }),
  config: z.object({ headers: z.instanceof(Headers) }),
})

const operationOutcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({
      code: z.string().optional(),
      diagnostics: z.string().optional(),
      details: z.object({ text: z.string().optional() }).optional(),
      expression: z.array(z.string()).optional(),
    }),
  ),
})

/** What an OperationOutcome says, on one line, at most 300 characters. Undefined for anything else, such as an HTML page. */
export function diagnosticsOf(body: unknown): string | undefined {
  const outcome = operationOutcome.safeParse(body)
  if (!outcome.success) return undefined
  const said = outcome.data.issue.map(issue =>
    [issue.expression?.join(', '), issue.details?.text ?? issue.diagnostics ?? issue.code].filter(Boolean).join(': '),
  )
  const line = said.filter(Boolean).join('; ').replace(/\s+/g, ' ')
  return line === '' ? undefined : line.slice(0, 300)
}

/** A rejection of fhir-kit-client as a GatewayFailure; undefined when it is no failure of the other side but a bug of ours. */
export function gatewayFailureFrom(error: unknown): GatewayFailure | undefined {
  const answered = answeredError.safeParse(error)
  if (answered.success) {
    const { status, data } = answered.data.response
    // fhir-kit-client also rejects a success whose body is not JSON (a login page, a proxy's greeting).
    if (status < 300) return { code: 'GARBAGE', status, diagnostics: 'answer is not JSON' }
    const kind = outcomeKind(status, data)
    return {
      ...failureOfStatus(status, answered.data.config.headers, diagnosticsOf(data)),
      ...(kind !== undefined && { kind }),
    }
  }
  if (error instanceof AnswerTooLarge) return { code: 'GARBAGE', diagnostics: 'answer too large' }
  // A body of `null`, `true` or `12` is JSON, but nothing that fhir-kit-client can hang its hidden properties on.
  if (error instanceof TypeError && error.message.startsWith('Object.defineProperty called on non-object')) {
    return { code: 'GARBAGE', diagnostics: 'answer is not a JSON object' }
  }
  return failureOfFetch(error)
}
