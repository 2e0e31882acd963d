/**
 * Whether a URL lies under a registered base: same origin and same path or below it, by whole path segments.
 * Userinfo and encoded slashes are refused, since another server may read them as something else (hazard: token sent elsewhere).
 */
export function isUnder(base: string, url: string): boolean {
  if (!URL.canParse(base) || !URL.canParse(url)) return false
  const registered = new URL(base)
  const asked = new URL(url)
  if (asked.origin !== registered.origin || asked.username !== '' || asked.password !== '') return false
  if (/%2f|%5c/i.test(asked.pathname)) return false
  const folder = registered.pathname.replace(/\/*$/, '/')
  return `${asked.pathname}/`.startsWith(folder)
}
