import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { z } from 'zod'
import type { ClientCredential } from './client-credential.ts'

/** fhirclient's own state object, as far as the exchange needs it, plus what the id_token is checked against. No secret. */
export const exchangeStateSchema = z.strictObject({
  serverUrl: z.url(),
  clientId: z.string().min(1),
  redirectUri: z.url(),
  scope: z.string().min(1),
  tokenUri: z.url(),
  codeVerifier: z.string().regex(/^[A-Za-z0-9._~-]{43,128}$/),
  jwksUri: z.url(),
  authorizationServer: z.url(),
  tokenIssuer: z.url(),
  revocationUri: z.url().optional(),
})
export type ExchangeState = z.infer<typeof exchangeStateSchema>

/** Loaded for the first who launches, or when the app has said that it is ready: a start need not wait for it. */
export async function loadFhirclient() {
  const [{ default: smart }, { buildTokenRequest }] = await Promise.all([
    import('fhirclient'),
    import('fhirclient/lib/smart.js'),
  ])
  return { smart, buildTokenRequest }
}

const NO_STORE = { get: async () => null, set: async () => null, unset: async () => false }

/**
 * fhirclient's Node environment over an empty request: there is no query string, no x-forwarded-host and no cookie for it to
 * believe, and nothing for it to keep (docs/adr/0002).
 */
async function environmentFor(serverUrl: string) {
  const { smart } = await loadFhirclient()
  const request = new IncomingMessage(new Socket())
  return smart(request, new ServerResponse(request), NO_STORE).client({ serverUrl }).environment
}

/** A PKCE pair (RFC 7636): 96 random bytes, and their S256 challenge. */
export async function newPkce(serverUrl: string): Promise<{ codeVerifier: string; codeChallenge: string }> {
  const { security } = await environmentFor(serverUrl)
  return security.generatePKCEChallenge()
}

/** RFC 6749, 2.3.1: both halves of the Basic header are encoded before they are joined, which fhirclient leaves to us. */
const inBasic = encodeURIComponent

const tokenRequestSchema = z.object({ headers: z.record(z.string(), z.string()), body: z.string() })

/** The token request, built by fhirclient for every kind of client; the secret joins it here and goes nowhere else. */
export async function tokenRequest(
  code: string,
  state: Pick<ExchangeState, 'serverUrl' | 'clientId' | 'redirectUri' | 'tokenUri' | 'codeVerifier'>,
  credential: ClientCredential,
): Promise<{ headers: Record<string, string>; body: string }> {
  const { serverUrl, clientId, redirectUri, tokenUri, codeVerifier } = state
  const { buildTokenRequest } = await loadFhirclient()
  const request = await buildTokenRequest(await environmentFor(serverUrl), {
    // fhirclient puts the code into the form body as it is: unencoded, `&` would add parameters and `+` become a space.
    code: encodeURIComponent(code),
    state: {
      serverUrl,
      redirectUri,
      tokenUri,
      codeVerifier,
      ...(credential.kind === 'client_secret'
        ? { clientId: inBasic(clientId), clientSecret: inBasic(credential.secret) }
        : { clientId }),
    },
    // A copy: fhirclient adds key_ops to the JWK that it is given.
    privateKey: credential.kind === 'private_key_jwt' ? { ...credential.key } : undefined,
  })
  return tokenRequestSchema.parse(request)
}

/**
 * What proves to the authorization server who we are, for requests that fhirclient does not build (refresh, revocation):
 * the header and the fields of its token request that name the client, and nothing else of it.
 */
export async function clientProof(
  client: { readonly serverUrl: string; readonly clientId: string; readonly tokenUri: string },
  credential: ClientCredential,
): Promise<{ headers: Record<string, string>; fields: Record<string, string> }> {
  const unused = { redirectUri: client.serverUrl, codeVerifier: '' }
  const { headers, body } = await tokenRequest('unused', { ...unused, ...client }, credential)
  const named = [...new URLSearchParams(body)].filter(([name]) => name.startsWith('client_'))
  return { headers, fields: Object.fromEntries(named) }
}
