import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import { guardedFetch } from '../../src/http/guarded-fetch.ts'
import { isUnreachable } from './is-unreachable.ts'
import type { LaunchFailure } from './launch-failure.ts'

/** SMART: EHRs SHALL sign with RS256; these are what we accept, each with the only kind of key that fits it. */
export const SIGNING_ALGORITHMS = ['RS256', 'RS384', 'ES256', 'ES384'] as const
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number]

/** Only the public members are taken, whatever else the document holds. */
const jwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() }),
  z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'P-384']), x: z.string(), y: z.string() }),
])
const labels = z.looseObject({ kid: z.string().optional(), use: z.string().optional(), alg: z.string().optional() })
const jwksDocument = z.object({ keys: z.array(z.unknown()).max(100) })

interface PublishedKey {
  readonly kid: string | undefined
  readonly algorithms: readonly string[]
  readonly key: KeyObject
}

/** A key that can be used to check a signature; undefined for encryption keys, short RSA keys and anything not understood. */
function publishedKey(entry: unknown): PublishedKey | undefined {
  const label = labels.safeParse(entry)
  const parsed = jwk.safeParse(entry)
  if (!label.success || !parsed.success || (label.data.use ?? 'sig') !== 'sig') return undefined
  const fits = parsed.data.kty === 'RSA' ? ['RS256', 'RS384'] : [parsed.data.crv === 'P-256' ? 'ES256' : 'ES384']
  const algorithms = fits.filter(each => (label.data.alg ?? each) === each)
  try {
    const key = createPublicKey({ key: parsed.data, format: 'jwk' })
    const isLong = parsed.data.kty === 'EC' || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
    return isLong ? { kid: label.data.kid, algorithms, key } : undefined
  } catch {
    return undefined
  }
}

export interface Jwks {
  /** The key that signed: by its kid, or the only one that fits when the token names none. */
  keyFor(
    jwksUri: string,
    wanted: { readonly kid: string | undefined; readonly alg: SigningAlgorithm },
  ): Promise<Result<KeyObject, LaunchFailure>>
}

const FRESH_MS = 10 * 60_000
const ASK_AGAIN_MS = 30_000
const MOST_BYTES = 100_000

/** The EHRs' public keys, kept for ten minutes at the most. */
export function createJwks({ now, timeoutMs = 3000 }: { now: () => Date; timeoutMs?: number }): Jwks {
  type Keys = Result<readonly PublishedKey[], LaunchFailure>
  const known = new Map<string, { readonly at: number; readonly keys: Promise<Keys> }>()

  async function fetchKeys(jwksUri: string): Promise<Keys> {
    const answer = await guardedFetch({ base: jwksUri, url: jwksUri, timeoutMs, maxBytes: MOST_BYTES })
    if (!answer.ok) {
      const { code } = answer.failure
      return fail({ code: isUnreachable(code) ? 'EHR_UNREACHABLE' : 'BAD_ID_TOKEN', detail: `JWKS: ${code}` })
    }
    const document = jwksDocument.safeParse(answer.value.body)
    if (!document.success) return fail({ code: 'BAD_ID_TOKEN', detail: 'JWKS: not a key set' })
    return ok(document.data.keys.map(publishedKey).filter(key => key !== undefined))
  }

  /** The keys, not older than asked; one request at a time for each address, and no failure is remembered. */
  function keysOf(jwksUri: string, notOlderThanMs: number): Promise<Keys> {
    const cached = known.get(jwksUri)
    if (cached !== undefined && now().getTime() - cached.at < notOlderThanMs) return cached.keys
    const keys = fetchKeys(jwksUri).then(result => {
      if (!result.ok) known.delete(jwksUri)
      return result
    })
    known.set(jwksUri, { at: now().getTime(), keys })
    return keys
  }

  return {
    async keyFor(jwksUri, { kid, alg }) {
      const pick = (keys: readonly PublishedKey[]): KeyObject | undefined => {
        const fitting = keys.filter(each => each.algorithms.includes(alg) && (kid === undefined || each.kid === kid))
        return fitting.length === 1 ? fitting[0]?.key : undefined
      }
      // An unknown kid may be a rotated key: ask again, but not more than once in 30 seconds, lest made-up kids make us flood the EHR.
      for (const age of [FRESH_MS, ASK_AGAIN_MS]) {
        const keys = await keysOf(jwksUri, age)
        if (!keys.ok) return keys
        const key = pick(keys.value)
        if (key !== undefined) return ok(key)
      }
      return fail({ code: 'BAD_ID_TOKEN', detail: 'no published key fits the signature' })
    },
  }
}
