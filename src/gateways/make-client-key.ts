import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A private JWK in a file of its own, unless there is one: only for the sandbox, whose hub takes whatever key we publish. */
export function makeClientKey(file: string): void {
  if (existsSync(file)) return
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'jwk' })
  const { kty, crv, x, y } = jwk
  // RFC 7638: the key's own thumbprint names it.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // `wx`: of two that start at once, the second says so and is started again, rather than two keys being in use.
  writeFileSync(file, `${JSON.stringify({ ...jwk, alg: 'ES384', use: 'sig', kid })}\n`, { flag: 'wx', mode: 0o600 })
}
