/** Puts one FHIR base in the place of another in every string of a resource, so that no reader learns the address behind. */
export function rebase(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return rebaseUrl(value, from, to)
  if (Array.isArray(value)) return value.map(each => rebase(each, from, to))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rebase(each, from, to)]))
}

/** Only the base itself or something below it: `http://host/fhir-other` is another server than `http://host/fhir`. */
export function rebaseUrl(url: string, from: string, to: string): string {
  if (!url.startsWith(from)) return url
  const rest = url.slice(from.length)
  return rest === '' || /^[/?]/.test(rest) ? `${to}${rest}` : url
}

/**
 * The same for what goes the other way. References become relative, because a server may take an absolute one,
 * even to itself, for a reference to somebody else.
 */
export function rebaseOutgoing(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map(each => rebaseOutgoing(each, from, to))
  if (value === null || typeof value !== 'object') return rebase(value, from, to)
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'reference' && typeof each === 'string'
        ? rebaseUrl(each, from, '').replace(/^\//, '')
        : rebaseOutgoing(each, from, to),
    ]),
  )
}
