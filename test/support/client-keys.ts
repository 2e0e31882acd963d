import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'

export type PrivateJwk = JsonWebKey & { readonly kid: string; readonly alg: string }

/** Private keys made for one run of the tests: none is kept in the repository. */
export const rsaJwk = (kid: string, modulusLength = 2048): PrivateJwk => ({
  ...generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ format: 'jwk' }),
  kid,
  alg: 'RS384',
})

export const ecJwk = (kid: string, namedCurve = 'P-384'): PrivateJwk => ({
  ...generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' }),
  kid,
  alg: 'ES384',
})
