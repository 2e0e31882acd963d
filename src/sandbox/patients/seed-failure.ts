import type { GatewayFailure, GatewayFailureCode } from '../../domain/gateway-failure.ts'

export interface SeedFailure {
  readonly code: GatewayFailureCode | 'NO_ID'
  /** What was being loaded: everything before it stands on the server. */
  readonly load: string
  readonly status?: number
  /** A plain sentence for the person at the terminal. */
  readonly message: string
}

const SAYS: Record<GatewayFailureCode, string> = {
  UNREACHABLE: 'The FHIR server does not answer. Check the address and that the server is running.',
  TIMEOUT: 'The FHIR server took too long to answer.',
  UNAUTHORIZED: 'The FHIR server wants a token. Load into a server that is open, such as one on this machine.',
  FORBIDDEN: 'The FHIR server does not allow this.',
  NOT_FOUND: 'There is no FHIR server at this address. A FHIR base often ends in /fhir.',
  CONFLICT: 'The FHIR server refused, because something it holds stands in the way.',
  RATE_LIMITED: 'The FHIR server asks for fewer requests. Try again in a minute.',
  REFUSED: 'The FHIR server refused the resources.',
  SERVER_ERROR: 'The FHIR server failed.',
  GARBAGE: 'What answers at this address does not speak FHIR R4.',
}

/** Says what happened and, where the server gave its reasons in an OperationOutcome, those too. */
export function seedFailure(load: string, { code, status, diagnostics }: GatewayFailure): SeedFailure {
  const said = diagnostics === undefined ? '' : ` It said: ${diagnostics}`
  return { code, load, ...(status !== undefined && { status }), message: `${SAYS[code]}${said}` }
}
