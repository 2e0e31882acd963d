import type { Bundle } from 'fhir/r4.js'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Hub } from '../gateways/hub.ts'
import { isFinal } from './retry.ts'

const SENDS_ON_CONFLICT = 3
const CONFLICT_PAUSE = 200

export interface Attempt {
  readonly hub: Hub
  readonly referralId: string
  readonly lookFirst: boolean
  readonly payload: () => Promise<Bundle>
  /** Called before each request to the hub: prolongs the lease. False when somebody else has taken over. */
  readonly hold: () => Promise<boolean>
  readonly pause: (milliseconds: number) => Promise<void>
  readonly random: () => number
}

/**
 * One attempt to get a receipt; undefined when the claim was lost on the way. Every POST of the frozen Bundle carries
 * `ifNoneExist` on its business identifier, so that even a send that crosses another one makes one referral.
 */
export async function attemptDelivery(attempt: Attempt): Promise<Result<Receipt, GatewayFailure> | undefined> {
  const { hub, referralId } = attempt
  if (attempt.lookFirst) {
    if (!(await attempt.hold())) return undefined
    const found = await hub.find(referralId)
    if (found.ok && found.value) return ok(found.value)
    // A hub that lets us send but not search is no reason to give up: its conditional create still guards us.
    if (!found.ok && !isFinal(found.failure)) return found
  }
  const bundle = await attempt.payload()
  for (let sends = 1; ; sends += 1) {
    if (!(await attempt.hold())) return undefined
    const sent = await hub.send(bundle, referralId)
    if (sent.ok || sent.failure.code !== 'CONFLICT') return sent
    // Two conditional creates crossed, perhaps of a shared resource such as the practice: HAPI lets one of them win.
    const found = await hub.find(referralId)
    if (found.ok && found.value) return ok(found.value)
    if (sends === SENDS_ON_CONFLICT) return sent
    await attempt.pause(CONFLICT_PAUSE * (0.5 + attempt.random()))
  }
}
