import type { GatewayFailure, GatewayFailureCode } from '../domain/gateway-failure.ts'

const CODES: Readonly<Record<number, GatewayFailureCode>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  412: 'CONFLICT',
  429: 'RATE_LIMITED',
}

/** Retry-After is seconds or an HTTP date (RFC 9110, 10.2.3); anything else, and more than a day, is not believed. */
export function retryAfterSeconds(header: string | null, now: Date = new Date()): number | undefined {
  if (header === null) return undefined
  const seconds = /^\d{1,9}$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - now.getTime()) / 1000)
  return Number.isFinite(seconds) && seconds <= 86_400 ? Math.max(0, seconds) : undefined
}

/** What an HTTP status that is not a success means to us. */
export function failureOfStatus(status: number, headers: Headers, diagnostics?: string): GatewayFailure {
  const retryAfter = retryAfterSeconds(headers.get('retry-after'))
  const code = CODES[status] ?? (status >= 500 ? 'SERVER_ERROR' : status >= 400 ? 'REFUSED' : 'GARBAGE')
  return {
    code,
    status,
    ...(diagnostics !== undefined && { diagnostics: diagnostics.slice(0, 300) }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}
