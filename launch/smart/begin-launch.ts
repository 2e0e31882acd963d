import { fail, ok, type Result } from '../../src/domain/result.ts'
import { askedScopes, type LaunchKind } from './asked-scopes.ts'
import type { Discover, SmartConfiguration } from './discovery.ts'
import type { Ehr } from './ehr-registry.ts'
import { type ExchangeState, newPkce } from './fhirclient.ts'
import type { LaunchFailure } from './launch-failure.ts'
import type { AskedLaunch } from './launch-query.ts'
import type { LaunchStore } from './launch-store.ts'
import { newSecret } from './new-secret.ts'

export interface BeginLaunchDeps {
  readonly store: LaunchStore
  readonly discover: Discover
  readonly redirectUri: string
  readonly now: () => Date
}

/** From the EHR's launch URL to its authorization server: fresh discovery, PKCE, state and nonce. */
export async function beginLaunch(
  { ehr, launch }: AskedLaunch,
  browserId: string,
  { store, discover, redirectUri, now }: BeginLaunchDeps,
): Promise<Result<{ redirectTo: string; jwksUri: string }, LaunchFailure>> {
  const configuration = await discover(ehr.issuer, ehr.endpointOrigins)
  if (!configuration.ok) return configuration
  const kind = launch === undefined ? 'standalone' : 'ehr'
  const lacking = notOffered(kind, ehr, configuration.value)
  if (lacking !== undefined) return fail(lacking)

  const { codeVerifier, codeChallenge } = await newPkce(ehr.issuer)
  const state = newSecret()
  const nonce = newSecret()
  const exchange: ExchangeState = {
    serverUrl: ehr.issuer,
    clientId: ehr.clientId,
    redirectUri,
    scope: askedScopes(ehr, configuration.value, kind),
    tokenUri: configuration.value.tokenEndpoint,
    codeVerifier,
    jwksUri: configuration.value.jwksUri,
    authorizationServer: configuration.value.issuer,
    tokenIssuer: ehr.tokenIssuer ?? configuration.value.issuer,
    revocationUri: configuration.value.revocationEndpoint,
  }
  await store.savePending({ state, browserId, issuer: ehr.issuer, nonce, createdAt: now().toISOString(), exchange })
  const asked = { launch, state, nonce, codeChallenge }
  return ok({ redirectTo: authorizeUrl(configuration.value, exchange, asked), jwksUri: exchange.jwksUri })
}

/** SMART App Launch 2.2, 9.1: a launch of a kind that the EHR does not offer ends here, not in its error page. */
function notOffered(kind: LaunchKind, ehr: Ehr, { capabilities }: SmartConfiguration): LaunchFailure | undefined {
  if (kind === 'ehr') {
    return capabilities.includes('launch-ehr')
      ? undefined
      : { code: 'EHR_NOT_SMART', detail: 'discovery: capability launch-ehr' }
  }
  if (!ehr.standalone) return { code: 'STANDALONE_NOT_OFFERED', detail: 'not in the registry' }
  const lacking = ['launch-standalone', 'context-standalone-patient'].find(each => !capabilities.includes(each))
  return lacking === undefined
    ? undefined
    : { code: 'STANDALONE_NOT_OFFERED', detail: `discovery: capability ${lacking}` }
}

/** The authorize request of SMART App Launch 2.2, 7.1.4.1, with OpenID Connect's nonce. Why it is ours: docs/adr/0002. */
function authorizeUrl(
  { authorizationEndpoint }: SmartConfiguration,
  { clientId, redirectUri, scope, serverUrl }: ExchangeState,
  asked: { launch: string | undefined; state: string; nonce: string; codeChallenge: string },
): string {
  const url = new URL(authorizationEndpoint)
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    ...(asked.launch === undefined ? {} : { launch: asked.launch }),
    scope,
    state: asked.state,
    aud: serverUrl,
    nonce: asked.nonce,
    code_challenge: asked.codeChallenge,
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
