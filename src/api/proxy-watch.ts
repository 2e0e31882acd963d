import type { RequestHandler } from 'express'

const WARNING =
  'X-Forwarded-For is not believed: TRUSTED_PROXIES is 0. If a proxy of yours stands before the app, set it to the number of your proxies; until then everybody behind it counts as one address.'

/** A proxy that nobody told the app of makes one address of everybody. It is said once in the log, and by `/readyz` from then on. */
export function createProxyWatch(deps: {
  readonly trusted: number
  readonly log: { warn(fields: Record<string, unknown>, message: string): void }
}): { readonly watch: RequestHandler; warnings(): readonly string[] } {
  let isSeen = false
  return {
    watch: (req, _res, next) => {
      if (!isSeen && deps.trusted === 0 && req.headers['x-forwarded-for'] !== undefined) {
        isSeen = true
        // No address: whoever it is, it is not what is wrong.
        deps.log.warn({ setting: 'TRUSTED_PROXIES' }, WARNING)
      }
      next()
    },
    warnings: () => (isSeen ? [WARNING] : []),
  }
}
