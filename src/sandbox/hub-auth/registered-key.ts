import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { guardedFetch } from '../../http/guarded-fetch.ts'

export type AssertionAlgorithm = 'RS384' | 'ES384'

/** A client as it was registered at the hub, by hand: its name and where it publishes its keys. */
export interface RegisteredSystem {
  readonly clientId: string
  readonly jwksUri: string
}

const TIMEOUT_MS = 3000
const MOST_BYTES = 100_000
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']

const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional() })).max(100) })
const label = { kid: z.string(), use: z.literal('sig').optional() }
const publicKey = z.discriminatedUnion('kty', [
  z.object({ ...label, kty: z.literal('RSA'), alg: z.literal('RS384').optional(), n: z.string(), e: z.string() }),
  z.object({
    ...label,
    kty: z.literal('EC'),
    alg: z.literal('ES384').optional(),
    crv: z.literal('P-384'),
    x: z.string(),
    y: z.string(),
  }),
])

/**
 * The one key that the client publishes under this kid, if it is fit for this algorithm. Fetched for each token, every
 * few minutes: a key that the client took back is not believed for a moment longer.
 */
export async function registeredKey(
  { jwksUri }: RegisteredSystem,
  kid: string,
  algorithm: AssertionAlgorithm,
): Promise<KeyObject | undefined> {
  const answer = await guardedFetch({ base: jwksUri, url: jwksUri, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES })
  const published = keySet.safeParse(answer.ok ? answer.value.body : undefined).data?.keys ?? []
  const named = published.filter(each => each.kid === kid)
  const [only] = named
  // A client that publishes its private key has none.
  if (only === undefined || named.length > 1 || PRIVATE.some(member => member in only)) return undefined
  const parsed = publicKey.safeParse(only)
  if (!parsed.success || (parsed.data.kty === 'RSA' ? 'RS384' : 'ES384') !== algorithm) return undefined
  try {
    const key = createPublicKey({ key: parsed.data, format: 'jwk' })
    const isLong = parsed.data.kty === 'EC' || (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
    return isLong ? key : undefined
  } catch {
    return undefined
  }
}
