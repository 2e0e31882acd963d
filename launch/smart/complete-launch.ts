import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { CredentialOf } from './client-credential.ts'
import { type EhrRegistry, findEhr } from './ehr-registry.ts'
import { exchangeStateSchema } from './fhirclient.ts'
import { isGranted } from './granted-scopes.ts'
import { verifyIdToken } from './id-token.ts'
import type { Jwks } from './jwks.ts'
import type { LaunchFailure } from './launch-failure.ts'
import { parseCallbackQuery } from './launch-query.ts'
import type { LaunchSession, PendingLaunch } from './launch-session.ts'
import type { LaunchStore } from './launch-store.ts'
import { newSecret } from './new-secret.ts'
import { oneClinicianPerBrowser } from './one-clinician.ts'
import { exchangeCode } from './token-exchange.ts'
import { type LaunchIntent, tokenTimes } from './token-response.ts'

export interface CompleteLaunchDeps {
  readonly registry: EhrRegistry
  readonly store: LaunchStore
  readonly jwks: Jwks
  readonly credentialOf: CredentialOf
  readonly now: () => Date
  readonly timeoutMs: number
}

/** A launch that has come to its end: the session, and what it was opened for, where the EHR says so. */
export interface Launched {
  readonly session: LaunchSession
  readonly intent: LaunchIntent | undefined
}

/**
 * From the EHR's answer to a verified session. The state is spent before anything else is looked at, so that of two
 * callbacks with the same state only one can ever reach the token endpoint.
 */
export async function completeLaunch(
  query: unknown,
  browserId: string | undefined,
  deps: CompleteLaunchDeps,
): Promise<Result<Launched, LaunchFailure>> {
  const parsed = parseCallbackQuery(query)
  if (!parsed.ok) return parsed
  const pending = await deps.store.takePending(parsed.value.state)
  if (pending === undefined) {
    return fail({ code: 'UNKNOWN_STATE', detail: 'state is unknown, too old or already used' })
  }
  // SMART App Launch 2.2, 7.1.4.2: the state SHALL be tied to the session of this very browser.
  if (browserId === undefined || pending.browserId !== browserId) {
    return fail({ code: 'OTHER_BROWSER', detail: browserId === undefined ? 'no browser cookie' : 'another browser' })
  }
  const { code, error, iss } = parsed.value
  return code === undefined ? fail(refusalOf(error)) : openSession(code, iss, pending, deps)
}

/** RFC 6749, 4.1.2.1. The text that comes with an error is anybody's: neither shown nor logged. */
function refusalOf(error: string | undefined): LaunchFailure {
  if (error === 'server_error' || error === 'temporarily_unavailable') {
    return { code: 'EHR_UNREACHABLE', detail: `authorization server: ${error}` }
  }
  const isKnown = /^(access_denied|invalid_request|invalid_scope|unauthorized_client|unsupported_response_type)$/
  return { code: 'ACCESS_REFUSED', detail: `authorization server: ${isKnown.exec(error ?? '')?.[0] ?? 'other error'}` }
}

async function openSession(
  code: string,
  iss: string | undefined,
  pending: PendingLaunch,
  { registry, store, jwks, credentialOf, now, timeoutMs }: CompleteLaunchDeps,
): Promise<Result<Launched, LaunchFailure>> {
  const ehr = findEhr(registry, pending.issuer)
  const exchange = exchangeStateSchema.safeParse(pending.exchange)
  if (ehr === undefined) return fail({ code: 'UNKNOWN_ISSUER', detail: 'no longer in the registry' })
  if (!exchange.success) return fail({ code: 'UNKNOWN_STATE', detail: 'kept state is not whole' })
  const state = exchange.data
  // RFC 9207: an answer that says it comes from another authorization server is a mix-up.
  if (iss !== undefined && iss !== state.authorizationServer) {
    return fail({ code: 'BAD_CALLBACK', detail: 'iss is another authorization server' })
  }

  const exchanged = await exchangeCode(code, state, credentialOf(ehr), timeoutMs)
  if (!exchanged.ok) return exchanged
  const token = exchanged.value
  const grantedScopes = token.scope.split(' ').filter(scope => scope !== '')
  if (token.patient === undefined) return fail({ code: 'NO_PATIENT', detail: 'no patient in the token response' })
  if (!isGranted(grantedScopes, 'Patient', 'r')) return fail({ code: 'SCOPES_MISSING', detail: 'Patient read' })
  if (token.id_token === undefined) return fail({ code: 'BAD_ID_TOKEN', detail: 'no id_token' })

  const { clientId, jwksUri, tokenIssuer, serverUrl } = state
  const expected = { issuer: tokenIssuer, clientId, nonce: pending.nonce, jwksUri, fhirBase: serverUrl, now: now() }
  const signedIn = await verifyIdToken(token.id_token, expected, jwks)
  if (!signedIn.ok) return signedIn

  const opened = now()
  const identity = { handle: newSecret(), issuer: ehr.issuer, subject: signedIn.value.subject }
  const { tokenExpiresAt, renewAfter } = tokenTimes(token, opened)
  const session: LaunchSession = {
    ...identity,
    browserId: await oneClinicianPerBrowser({ ...identity, browserId: pending.browserId }, store, opened),
    ehrName: ehr.name,
    patientId: token.patient,
    encounterId: token.encounter,
    fhirUser: signedIn.value.fhirUser,
    grantedScopes,
    accessToken: token.access_token,
    tokenExpiresAt,
    ...(token.refresh_token === undefined ? {} : { refreshToken: token.refresh_token, renewAfter }),
    tokenEndpoint: state.tokenUri,
    revocationEndpoint: state.revocationUri,
    createdAt: opened.toISOString(),
  }
  await store.saveSession(session)
  return ok({ session, intent: token.intent })
}
