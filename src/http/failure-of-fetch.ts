import type { GatewayFailure } from '../domain/gateway-failure.ts'

const NETWORK_CODE = /^(E[A-Z]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+|DEPTH_[A-Z_]+|SELF_[A-Z_]+|UNABLE_[A-Z_]+)$/

/** No secure connection: a certificate that is over, not trusted or somebody else's, or no TLS at all. It stays so until somebody mends it. */
const TLS_CODE =
  /^(CERT_[A-Z_]+|DEPTH_[A-Z_]+|SELF_[A-Z_]+|UNABLE_[A-Z_]+|HOSTNAME_MISMATCH|EPROTO|ERR_(TLS|SSL)_[A-Z0-9_]+)$/

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
  if (/redirect/i.test(cause.message))
    return { code: 'GARBAGE', diagnostics: 'answered with a redirect', kind: 'to-mend' }
  // A 407 is no answer to fetch (its standard has it as a network error), and the only one that comes without a reason.
  const isWithoutReason = cause !== error && cause.name === 'Error' && cause.message === '' && codeOf(cause) === ''
  if (isWithoutReason)
    return { code: 'UNREACHABLE', diagnostics: 'a proxy on the way asks for a sign-in (407)', kind: 'to-mend' }
  const code = codeOf(cause)
  if (TLS_CODE.test(code)) return { code: 'UNREACHABLE', diagnostics: `no secure connection: ${code}`, kind: 'to-mend' }
  const isNetwork = error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)
  return isNetwork || NETWORK_CODE.test(codeOf(error)) ? { code: 'UNREACHABLE' } : undefined
}
