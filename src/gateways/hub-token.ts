import type { GatewayFailure } from '../domain/gateway-failure.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type BackendClient, fetchBackendToken } from './backend-token.ts'

/**
 * What a referral, and the look for it at any later time, need, and what may follow: the answer to a question, a later note,
 * corrected contact details, the withdrawal. Nothing more.
 */
export const HUB_SCOPES = ['Organization', 'HealthcareService', 'Practitioner', 'PractitionerRole', 'Condition']
  .map(type => `system/${type}.c`)
  .concat('system/Patient.cru', 'system/QuestionnaireResponse.cus')
  .concat('system/ServiceRequest.crus', 'system/Task.crus', 'system/Consent.cus', 'system/Observation.cus')
  .concat('system/Provenance.cru')
  .join(' ')

/** To ask a hub to tell us when a referral moves. */
export const NOTICE_SCOPES = 'system/Subscription.cs'

/** What a service's own worklist needs at its hub: its coaches read what was referred, move it, and note what they did. */
export const DESK_SCOPES = ['Communication', 'Appointment', 'Observation', 'PractitionerRole', 'Provenance']
  .map(type => `system/${type}.c`)
  .concat('system/Task.cu', 'system/ServiceRequest.u', 'system/*.rs')
  .join(' ')

/** What the version before asked for: a hub that has registered us for no more goes on (what more allows is left out, not refused). */
export const EARLIER_DESK_SCOPES = DESK_SCOPES.replace(' system/ServiceRequest.u', '')

/** Gives a token that may be used now. `refused` is one that the hub has just answered 401 to: another is fetched. */
export type HubToken = (refused?: string) => Promise<Result<string, GatewayFailure>>

export interface HubTokenDeps extends Omit<BackendClient, 'timeoutMs'> {
  readonly timeoutMs?: number
  /** Asked for where the hub refuses the whole request (RFC 6749, 5.2, `invalid_scope` is a 400). */
  readonly earlierScope?: string | undefined
  /** For the operator: why there is no token. Codes and fixed words only. */
  readonly onFailure?: (failure: GatewayFailure) => void
}

const TIMEOUT_MS = 3000
const SLACK_SECONDS = 30

/** The hub's access token: kept until shortly before its end, fetched once however many ask at the same time. */
export function createHubToken({ onFailure, earlierScope, timeoutMs = TIMEOUT_MS, ...client }: HubTokenDeps): HubToken {
  let held: { readonly token: string; readonly until: number } | undefined
  let underWay: Promise<Result<string, GatewayFailure>> | undefined

  async function renew(): Promise<Result<string, GatewayFailure>> {
    const asked = client.now().getTime()
    const wanted = await fetchBackendToken({ ...client, timeoutMs })
    const isRefused = !wanted.ok && wanted.failure.status === 400 && earlierScope !== undefined
    const fetched = isRefused ? await fetchBackendToken({ ...client, scope: earlierScope, timeoutMs }) : wanted
    if (!fetched.ok) {
      onFailure?.(fetched.failure)
      return fail(fetched.failure)
    }
    const { accessToken, expiresInSeconds } = fetched.value
    // A request that starts with this token must also end with it; of a short life no more than half is given away.
    const usable = expiresInSeconds - Math.min(SLACK_SECONDS, expiresInSeconds / 2)
    held = { token: accessToken, until: asked + usable * 1000 }
    return ok(accessToken)
  }

  return async refused => {
    if (held !== undefined && held.token !== refused && client.now().getTime() < held.until) return ok(held.token)
    held = undefined
    underWay ??= renew().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
