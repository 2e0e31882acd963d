import { randomUUID } from 'node:crypto'
import { askedScopes } from '../smart/asked-scopes.ts'
import type { ClientCredential } from '../smart/client-credential.ts'
import { newPkce, tokenRequest } from '../smart/fhirclient.ts'
import { newSecret } from '../smart/new-secret.ts'
import { FOREIGN_REDIRECT } from './checks/refusal-checks.ts'
import { endpointsIn } from './endpoints-in.ts'
import { type Asked, type Look, look } from './look.ts'
import type { CheckedEhr, Observations } from './observations.ts'

/** A CapabilityStatement may be long; an answer of the record may too. */
export const MOST_FHIR_BYTES = 5_000_000

export const baseOf = ({ issuer }: CheckedEhr): string => issuer.replace(/\/+$/, '')
export const FHIR = { accept: 'application/fhir+json' }

/** What can be seen of an EHR without signing in: ten requests, none of which changes anything. */
export async function observe(
  ehr: CheckedEhr,
  { credential, timeoutMs }: { credential: ClientCredential; timeoutMs: number },
): Promise<Observations> {
  const base = baseOf(ehr)
  const onBase = (path: string, headers = {}): Promise<Look> =>
    look({ url: `${base}/${path}`, under: [base], headers, timeoutMs, maxBytes: MOST_FHIR_BYTES })
  const discovery = await look({ url: `${base}/.well-known/smart-configuration`, under: [base], timeoutMs })
  const { authorize, token, jwks } = endpointsIn(discovery, ehr)
  const asking = (url: string | undefined, more: Partial<Asked> = {}): Promise<Look> =>
    url === undefined ? Promise.resolve(undefined) : look({ url, under: [url], timeoutMs, ...more })

  const probe = authorize === undefined ? undefined : await authorizeProbe(authorize, ehr)
  const client = ehr.client
  // Without a registration nobody can tell which parameter was refused, so only the redirect is tried.
  const [keys, foreignRedirect, foreignAudience, withoutPkce, inventedCode] = await Promise.all([
    asking(jwks),
    asking(probe?.({ redirect_uri: FOREIGN_REDIRECT })),
    asking(client && probe?.({ aud: 'https://ehr-check.invalid/fhir' })),
    asking(client && probe?.({ code_challenge: undefined, code_challenge_method: undefined })),
    token === undefined ? undefined : asking(token, await inventedCodeRequest(token, ehr, credential)),
  ])
  const [metadata, withoutToken, inventedToken] = await Promise.all([
    onBase('metadata', FHIR),
    onBase('Patient?_count=1', FHIR),
    onBase('Patient?_count=1', { ...FHIR, authorization: `Bearer ${newSecret()}` }),
  ])
  return {
    ehr,
    discovery,
    jwks: keys,
    authorize: { foreignRedirect, foreignAudience, withoutPkce },
    inventedCode,
    metadata,
    withoutToken,
    inventedToken,
  }
}

/** The app's own authorize request, but for what a probe bends. Its launch token is invented, so it can never end in a code. */
async function authorizeProbe(endpoint: string, { issuer, client }: CheckedEhr) {
  const { codeChallenge } = await newPkce(issuer)
  return (bent: Readonly<Record<string, string | undefined>>): string => {
    const url = new URL(endpoint)
    const parameters = {
      response_type: 'code',
      client_id: client?.clientId ?? 'ehr-check',
      redirect_uri: client?.redirectUri ?? FOREIGN_REDIRECT,
      launch: `ehr-check-${randomUUID()}`,
      scope: askedScopes({}, { capabilities: [], scopesSupported: [] }, 'ehr'),
      state: newSecret(),
      aud: issuer,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      ...bent,
    }
    for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
    return url.href
  }
}

/** A token request that is right in everything but its code. */
async function inventedCodeRequest(
  tokenUri: string,
  { issuer: serverUrl, client }: CheckedEhr,
  credential: ClientCredential,
): Promise<Partial<Asked>> {
  const clientId = client?.clientId ?? 'ehr-check'
  const redirectUri = client?.redirectUri ?? FOREIGN_REDIRECT
  const { codeVerifier } = await newPkce(serverUrl)
  const state = { serverUrl, clientId, redirectUri, tokenUri, codeVerifier }
  return { method: 'POST', ...(await tokenRequest(newSecret(), state, credential)) }
}
