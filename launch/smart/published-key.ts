import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'

/** SMART: EHRs SHALL sign with RS256; these are what we accept, each with the only kind of key that fits it. */
export const SIGNING_ALGORITHMS = ['RS256', 'RS384', 'ES256', 'ES384'] as const
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number]

/** Only the public members are taken, whatever else the document holds. */
const jwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() }),
  z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'P-384']), x: z.string(), y: z.string() }),
])
const labels = z.looseObject({ kid: z.string().optional(), use: z.string().optional(), alg: z.string().optional() })
export const jwksDocument = z.object({ keys: z.array(z.unknown()).max(100) })

export interface PublishedKey {
  readonly kid: string | undefined
  readonly algorithms: readonly string[]
  readonly key: KeyObject
}

/** A key that can be used to check a signature; undefined for encryption keys, short RSA keys and anything not understood. */
export function publishedKey(entry: unknown): PublishedKey | undefined {
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
