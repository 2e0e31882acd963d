/**
 * A resource whose references to this very server are `Type/id`, however the server spells its own address: by `http` for `https`, with the
 * port that goes without saying, in capitals. References elsewhere stay as they are.
 *
 * @param base the server's FHIR base as it is configured
 */
export function withOwnReferences<T>(resource: T, base: string): T {
  const own = spelledOut(base)
  if (own === undefined) return resource
  const relative = (text: string): string => {
    const spelled = /^https?:\/\//i.test(text) ? spelledOut(text) : undefined
    return spelled?.startsWith(`${own}/`) ? spelled.slice(own.length + 1) : text
  }
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        key === 'reference' && typeof each === 'string' ? relative(each) : walk(each),
      ]),
    )
  }
  return walk(resource) as T
}

/** Host and path in one spelling, without scheme and without a port that goes without saying. */
function spelledOut(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { hostname, port, pathname } = new URL(text)
  return `${hostname}${port === '' || port === '80' || port === '443' ? '' : `:${port}`}${pathname.replace(/\/+$/, '')}`
}
