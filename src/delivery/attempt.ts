import type { Bundle } from 'fhir/r4.js'
import { kindOfAnswer } from '../domain/failure-kind.ts'
import type { GatewayFailure } from '../domain/gateway-failure.ts'
import type { Receipt } from '../domain/receipt.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Hub } from '../gateways/hub.ts'
import type { OutboxClaim } from '../store/outbox-row.ts'

const SENDS_ON_CONFLICT = 3
const CONFLICT_PAUSE = 200

type Message = Pick<OutboxClaim, 'referralId' | 'kind' | 'lookFirst'>

export interface Attempt {
  readonly hub: Hub
  readonly claim: Message
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
  const { hub } = attempt
  const { referralId, lookFirst } = attempt.claim
  const bundle = await attempt.payload()
  const find = () => findAtHub(hub, attempt.claim, bundle)
  if (lookFirst) {
    if (!(await attempt.hold())) return undefined
    const found = await find()
    if (found.ok && found.value) return ok(found.value)
    // A hub that lets us send but not search is no reason to give up: its conditional create still guards us.
    if (!found.ok && kindOfAnswer(found.failure) === 'passing') return found
  }
  for (let sends = 1; ; sends += 1) {
    if (!(await attempt.hold())) return undefined
    const sent = await hub.send(bundle, referralId)
    if (sent.ok || sent.failure.code !== 'CONFLICT') return sent
    // Two conditional creates crossed, perhaps of a shared resource such as the practice: HAPI lets one of them win.
    const found = await find()
    if (found.ok && found.value) return ok(found.value)
    if (sends === SENDS_ON_CONFLICT) return sent
    await attempt.pause(CONFLICT_PAUSE * (0.5 + attempt.random()))
  }
}

/** The referral is found by its identifier. That a later message arrived, only its own Provenance can say. */
export const findAtHub = (hub: Hub, { referralId, kind }: Message, bundle: Bundle): ReturnType<Hub['find']> =>
  hub.find(referralId, kind === 'referral' ? undefined : provenanceOf(bundle))

/** The id of the Provenance that the Bundle puts, chosen by this app (decision 7). */
function provenanceOf(bundle: Bundle): string {
  const entry = bundle.entry?.find(
    each => each.resource?.resourceType === 'Provenance' && each.request?.method === 'PUT',
  )
  if (!entry?.resource?.id) throw new Error('A message after the referral must put a Provenance of its own.')
  return entry.resource.id
}
