import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const text = z.string().min(1)
const label = { kid: text, use: z.literal('sig').default('sig') }
const rsa = { kty: z.literal('RSA'), alg: z.literal('RS384').default('RS384') }
const ec = { kty: z.literal('EC'), alg: z.literal('ES384').default('ES384'), crv: z.literal('P-384') }

/** What may be shown to anybody. z.object drops every other member, the private ones above all. */
const publicJwk = z.discriminatedUnion('kty', [
  z.object({ ...rsa, ...label, n: text, e: text }),
  z.object({ ...ec, ...label, x: text, y: text }),
])
const privateJwk = z.discriminatedUnion('kty', [
  z.object({ ...rsa, ...label, ...{ n: text, e: text, d: text, p: text, q: text, dp: text, dq: text, qi: text } }),
  z.object({ ...ec, ...label, ...{ x: text, y: text, d: text } }),
])
const keySet = z.object({ keys: z.tuple([z.unknown()]) })

type PublicJwk = z.infer<typeof publicJwk>

export interface PublicKeySet {
  readonly keys: readonly PublicJwk[]
}

/** The key by which a server knows this app as a client (SMART App Launch 2.2, asymmetric client authentication). */
export interface ClientKey {
  readonly kid: string
  readonly alg: PublicJwk['alg']
  readonly privateKey: KeyObject
  readonly publicJwk: PublicJwk
}

const SHAPE =
  'must hold one private JWK (or a JWKS with one): RSA of at least 2048 bits with alg RS384, or EC on curve P-384 with alg ES384, with a kid'

/** @throws Error in one sentence that names `where` and nothing of the key */
export function clientKeyFrom(document: unknown, where: string): ClientKey {
  const [only] = keySet.safeParse(document).data?.keys ?? [document]
  const parsed = privateJwk.safeParse(only)
  if (!parsed.success) throw new Error(`${where}: ${SHAPE}`)
  const shown = publicJwk.parse(parsed.data)
  const pair = keyPair(parsed.data, shown)
  if (pair === undefined) throw new Error(`${where}: the numbers in the key do not belong together`)
  // RFC 7518, 3.3: 2048 bits or more. For the curve the schema has seen to it.
  if (shown.kty === 'RSA' && (pair.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
    throw new Error(`${where}: ${SHAPE}`)
  return { kid: shown.kid, alg: shown.alg, privateKey: pair.privateKey, publicJwk: shown }
}

/** @throws Error as `clientKeyFrom`; the parser's own message would quote the key */
export function readClientKey(file: string, name: string): ClientKey {
  const where = `${name}, ${file}`
  let content: string
  try {
    content = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${where}: the file cannot be read`)
  }
  let document: unknown
  try {
    document = JSON.parse(content)
  } catch {
    throw new Error(`${where}: ${SHAPE}; what is there is not JSON`)
  }
  return clientKeyFrom(document, where)
}

/** Both halves, if what the one signs the other accepts: found out now, and not by the first referral that is refused. */
function keyPair(secret: z.infer<typeof privateJwk>, shown: PublicJwk) {
  const probe = Buffer.from('probe')
  try {
    const privateKey = createPrivateKey({ key: secret, format: 'jwk' })
    const publicKey = createPublicKey({ key: shown, format: 'jwk' })
    return verify('sha384', probe, publicKey, sign('sha384', probe, privateKey)) ? { privateKey, publicKey } : undefined
  } catch {
    return undefined
  }
}

/**
 * The key set to publish, each key once.
 *
 * @throws Error when two different keys share a kid: a server would check our signature with the wrong one
 */
export function publicKeySet(keys: readonly ClientKey[]): PublicKeySet {
  const byKid = new Map<string, PublicJwk>()
  for (const { kid, publicJwk: shown } of keys) {
    const known = byKid.get(kid)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(shown))
      throw new Error(`Two different keys have the kid ${kid}. Give each key file a kid of its own.`)
    byKid.set(kid, shown)
  }
  return { keys: [...byKid.values()] }
}
