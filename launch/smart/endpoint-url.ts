const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const isLoopback = (url: URL): boolean => LOOPBACK.has(url.hostname)

/** https anywhere; plain http on this machine only. No userinfo, no fragment. */
export function isSafeEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
}

/**
 * An endpoint that an EHR names, made absolute against its FHIR base (SMART App Launch 2.2, 9.2); undefined when unsafe.
 * It stands on the issuer's own origin or on one that the registry names: a discovery document that somebody tampered
 * with cannot send a code, a secret or a clinician elsewhere.
 */
export function endpointOf(issuer: string, text: string, origins: readonly string[] = []): string | undefined {
  const base = issuer.endsWith('/') ? issuer : `${issuer}/`
  if (!URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  const allowed = [new URL(base).origin, ...origins]
  return isSafeEndpoint(url.href) && allowed.includes(url.origin) ? url.href : undefined
}
