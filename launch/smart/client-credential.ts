import { z } from 'zod'
import type { Ehr } from './ehr-registry.ts'

/** SMART App Launch 2.2, asymmetric authentication: RS384 or ES384, with the kid under which our JWKS publishes it. */
const text = z.string().min(1)
const signingKey = z.discriminatedUnion('kty', [
  z.object({
    kty: z.literal('RSA'),
    alg: z.literal('RS384'),
    kid: text,
    ...{ n: text, e: text, d: text, p: text, q: text, dp: text, dq: text, qi: text },
  }),
  z.object({
    kty: z.literal('EC'),
    alg: z.literal('ES384'),
    kid: text,
    crv: z.literal('P-384'),
    ...{ x: text, y: text, d: text },
  }),
])
export type SigningKey = z.infer<typeof signingKey>

/** What proves that we are the registered client, fetched at the moment of the exchange and kept nowhere. */
export type ClientCredential =
  | { readonly kind: 'public' }
  | { readonly kind: 'client_secret'; readonly secret: string }
  | { readonly kind: 'private_key_jwt'; readonly key: SigningKey }

export type CredentialOf = (ehr: Ehr) => ClientCredential

interface SecretSources {
  /** The value of the named environment variable. */
  readonly readSecret: (name: string) => string | undefined
  /** The text of a key file: one private JWK. */
  readonly readKeyFile: (path: string) => string
}

/** Finds each EHR's secret or key. A missing one is a mistake of the configuration, so it throws: call it at start-up. */
export function createCredentials(sources: SecretSources): CredentialOf {
  return ehr => {
    if (ehr.auth === 'public') return { kind: 'public' }
    if (ehr.auth === 'private_key_jwt') {
      const key = signingKey.safeParse(JSON.parse(sources.readKeyFile(ehr.keyFile)))
      if (!key.success)
        throw new Error(`key file of ${ehr.name}: must be a private JWK with kid and alg RS384 or ES384`)
      return { kind: 'private_key_jwt', key: key.data }
    }
    const secret = sources.readSecret(ehr.clientSecretFrom)
    if (!secret) throw new Error(`client secret of ${ehr.name}: set ${ehr.clientSecretFrom}`)
    return { kind: 'client_secret', secret }
  }
}
