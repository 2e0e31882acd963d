import type { GatewayFailureCode } from '../../src/domain/gateway-failure.ts'

const UNREACHABLE: readonly GatewayFailureCode[] = ['UNREACHABLE', 'TIMEOUT', 'SERVER_ERROR', 'RATE_LIMITED']

/** The EHR may well work in a minute: the clinician is told to try again, not that something is set up wrongly. */
export const isUnreachable = (code: GatewayFailureCode): boolean => UNREACHABLE.includes(code)
