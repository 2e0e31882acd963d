import { createHash, generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'

export interface SigningKey {
  /** The public half, as the JWKS endpoint gives it. */
  readonly jwks: { readonly keys: readonly Record<string, string | undefined>[] }
  sign(claims: Readonly<Record<string, unknown>>): string
}

/** RS256 with 2048 bits, as SMART App Launch 2.2 wants of an EHR; made new at each start. */
export function createSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { kty, n, e } = publicKey.export({ format: 'jwk' })
  // RFC 7638: the key's own thumbprint names it.
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url')
  return {
    jwks: { keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256' }] },
    sign: claims => jwt.sign({ ...claims }, privateKey, { algorithm: 'RS256', keyid: kid }),
  }
}
