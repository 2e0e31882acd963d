import type { GatewayFailure } from '../domain/gateway-failure.ts'

const NETWORK_CODE = /^(E[A-Z]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+|DEPTH_[A-Z_]+|SELF_[A-Z_]+|UNABLE_[A-Z_]+)$/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/**
 * What went wrong when `fetch` rejects, in our words; undefined when it was no failure of the other side but a bug of ours.
 * A redirect is refused by `redirect: 'error'`: it would carry the token or the code to an address that nobody registered.
 */
export function failureOfFetch(error: unknown): GatewayFailure | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return { code: 'TIMEOUT' }
  const cause = error.cause instanceof Error ? error.cause : error
  if (/redirect/i.test(cause.message)) return { code: 'GARBAGE', diagnostics: 'answered with a redirect' }
  const isNetwork = error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)
  return isNetwork || NETWORK_CODE.test(codeOf(error)) ? { code: 'UNREACHABLE' } : undefined
}
