import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'

interface SigningKey {
  readonly kid: string
  readonly jwk: Readonly<Record<string, string | undefined>>
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export interface KeyRing {
  /** The public half, as the JWKS endpoint gives it. */
  jwks(): { readonly keys: readonly Record<string, string | undefined>[] }
  sign(claims: Readonly<Record<string, unknown>>): string
  /** The key that signs from now on is new, and the old one is no longer published. */
  rotate(): void
  readonly current: () => SigningKey
  /** A key of the same kind that was never published: for faults. */
  readonly stranger: () => SigningKey
}

/** RS256 with 2048 bits, as SMART App Launch 2.2 wants of an EHR. */
function newKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { kty, n, e } = publicKey.export({ format: 'jwk' })
  // RFC 7638: the key's own thumbprint names it.
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url')
  return { kid, jwk: { kty, n, e, kid, use: 'sig', alg: 'RS256' }, publicKey, privateKey }
}

export const signWith = (
  { kid, privateKey }: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): string =>
  jwt.sign({ ...claims }, privateKey, { algorithm: 'RS256', header: { alg: 'RS256', typ: 'JWT', kid, ...header } })

/** Made new at each start, when it is first needed: an RSA key takes longer than all else that a sandbox makes. */
export function createKeyRing(): KeyRing {
  let made: SigningKey | undefined
  let stranger: SigningKey | undefined
  const current = (): SigningKey => {
    made ??= newKey()
    return made
  }
  return {
    jwks: () => ({ keys: [current().jwk] }),
    sign: claims => signWith(current(), claims),
    rotate() {
      made = newKey()
    },
    current,
    stranger() {
      stranger ??= newKey()
      return stranger
    },
  }
}
