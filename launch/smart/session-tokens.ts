import { setTimeout as sleep } from 'node:timers/promises'
import type { GatewayFailure } from '../../src/domain/gateway-failure.ts'
import { fail, ok, type Result } from '../../src/domain/result.ts'
import type { CredentialOf } from './client-credential.ts'
import { type EhrRegistry, findEhr } from './ehr-registry.ts'
import { isUnreachable } from './is-unreachable.ts'
import type { LaunchSession } from './launch-session.ts'
import type { LaunchStore } from './launch-store.ts'
import { refreshTokens } from './refresh.ts'

type Token = Result<string, GatewayFailure>

/** For a FHIR client: a token that may be used now. `refused` is one that the EHR has just answered 401 to. */
export type AccessToken = (refused?: string) => Promise<Token>

export interface SessionTokensDeps {
  readonly registry: EhrRegistry
  readonly store: LaunchStore
  readonly credentialOf: CredentialOf
  readonly revoke: (session: LaunchSession) => Promise<void>
  readonly now: () => Date
  readonly timeoutMs?: number
  /** For the operator: why a sign-in could not be renewed. Codes and fixed words only. */
  readonly onFailure?: (failure: GatewayFailure) => void
}

const POLL_MS = 50
const ENDED: Token = fail({ code: 'UNAUTHORIZED', diagnostics: 'the sign-in has ended' })

/**
 * The access token of a session that was opened for a request, renewed shortly before its end and after a 401. One renewal at a time for each session, in
 * all instances: an EHR that rotates takes the second use of a refresh token for theft and ends the sign-in.
 */
export function createSessionTokens(deps: SessionTokensDeps): (opened: LaunchSession) => AccessToken {
  const { registry, store, credentialOf, revoke, now, timeoutMs = 3000, onFailure } = deps
  const underWay = new Map<string, Promise<Token>>()

  async function renew(seen: LaunchSession, refused: string | undefined): Promise<Token> {
    const { handle } = seen
    if (!(await store.takeRenewal(handle))) return renewedElsewhere(seen)
    const session = await store.readSession(handle)
    const ehr = findEhr(registry, seen.issuer)
    if (session === undefined || ehr === undefined) return ENDED
    if (session.accessToken !== seen.accessToken) {
      await store.giveRenewal(session)
      return ok(session.accessToken)
    }
    const client = { clientId: ehr.clientId, credential: credentialOf(ehr), timeoutMs }
    const renewed = await refreshTokens(session, client, now)
    if (!renewed.ok) return notRenewed(session, renewed.failure, refused)
    if (!(await store.replaceSession(renewed.value))) {
      await revoke(renewed.value) // Closed while the EHR was answering.
      return ENDED
    }
    await store.giveRenewal(renewed.value)
    return ok(renewed.value.accessToken)
  }

  /** A silent EHR may answer in a minute, and the old token may still work. A refusal ends the session: nobody vouches for it now. */
  async function notRenewed(
    session: LaunchSession,
    failure: GatewayFailure,
    refused: string | undefined,
  ): Promise<Token> {
    onFailure?.(failure)
    if (!isUnreachable(failure.code)) {
      await store.endSession(session.handle, { because: 'sign-in-ended' })
      return ENDED
    }
    await store.giveRenewal(session)
    const mayStillWork = session.accessToken !== refused && Date.parse(session.tokenExpiresAt) > now().getTime()
    return mayStillWork ? ok(session.accessToken) : fail(failure)
  }

  /** Another instance has the right to renew: its result shows in the store. */
  async function renewedElsewhere(seen: LaunchSession): Promise<Token> {
    for (let waited = 0; waited < timeoutMs; waited += POLL_MS) {
      await sleep(POLL_MS, undefined, { ref: false })
      const session = await store.readSession(seen.handle)
      if (session === undefined) return ENDED
      if (session.accessToken !== seen.accessToken) return ok(session.accessToken)
    }
    return fail({ code: 'TIMEOUT', diagnostics: 'the sign-in was not renewed in time' })
  }

  const isGood = ({ accessToken, refreshToken, renewAfter }: LaunchSession, refused: string | undefined): boolean => {
    // Without a refresh token the EHR itself is the judge of the old one.
    if (refreshToken === undefined) return true
    return accessToken !== refused && (renewAfter === undefined || Date.parse(renewAfter) > now().getTime())
  }

  return opened => async refused => {
    if (isGood(opened, refused)) return ok(opened.accessToken)
    const session = await store.readSession(opened.handle)
    if (session === undefined) return ENDED
    if (isGood(session, refused)) return ok(session.accessToken)
    const { handle } = session
    const running = underWay.get(handle) ?? renew(session, refused).finally(() => underWay.delete(handle))
    underWay.set(handle, running)
    return running
  }
}
