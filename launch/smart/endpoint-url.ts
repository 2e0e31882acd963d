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
 * An EHR elsewhere cannot name an address on this machine.
 */
export function endpointOf(issuer: string, text: string): string | undefined {
  const base = issuer.endsWith('/') ? issuer : `${issuer}/`
  if (!URL.canParse(text, base)) return undefined
  const url = new URL(text, base)
  return isSafeEndpoint(url.href) && (!isLoopback(url) || isLoopback(new URL(base))) ? url.href : undefined
}
