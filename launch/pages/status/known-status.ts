import type { Delivery } from '../../../src/domain/delivery.ts'
import type { Instant } from '../../../src/domain/local-date.ts'
import type { Receipt } from '../../../src/domain/receipt.ts'
import type { Course } from '../../../src/domain/referral-course.ts'
import type { WorkWellService } from '../../../src/domain/site.ts'
import { askHub, askNow, type SaidByHub, sentTo } from '../../consultation/asked-now.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { earlierReferrals } from '../../consultation/earlier-referrals.ts'
import { within } from '../../consultation/within.ts'
import type { MadeReferralDeps } from '../page-deps.ts'

/** What is known of a referral: where our own delivery stands, and what the hub's Task says, if it could be read. */
export interface KnownStatus {
  readonly referralId: string
  readonly delivery: Delivery | 'not-ours'
  readonly hub: SaidByHub
  /** Where the hub said that it stands. */
  readonly receipt?: Receipt | undefined
  /** When the service received it, where this app sent it. */
  readonly receivedAt?: Instant | undefined
  /** Where the hub cannot be read now, or has not got it any more: how the referral stood when it was last seen. */
  readonly lastSeen?: Course | undefined
}

export interface KnownReferralStatus {
  readonly service: WorkWellService
  readonly known: KnownStatus
}

/** Asked of the hub at this moment, for as long as a page waits. Undefined for what is no referral of this patient. */
export async function knownStatusOf(
  consultation: Consultation,
  referralId: string,
  deps: MadeReferralDeps,
): Promise<KnownReferralStatus | undefined> {
  const found = await (referralId === consultation.draft.referralId
    ? ofThisConsultation(consultation, deps)
    : ofAnEarlierOne(consultation, referralId, deps))
  if (!found || typeof found.known.hub === 'object' || found.known.hub === 'not-asked') return found
  return { ...found, known: { ...found.known, lastSeen: await deps.lastSeen(referralId) } }
}

async function ofThisConsultation(
  { draft: { referralId }, service: chosen, candidates }: Consultation,
  deps: MadeReferralDeps,
): Promise<KnownReferralStatus | undefined> {
  const service = chosen ?? candidates[0]?.service
  const delivery = await deps.delivery.read(referralId)
  if (!service || !delivery) return undefined
  if (delivery.state !== 'delivered') return { service, known: { referralId, delivery, hub: 'not-asked' } }
  const { receipt } = delivery
  const said = await within(deps.hubWaitMs, askHub(deps.hubFor(service.id), { referralId, receipt }))
  const { receivedAt } = receipt
  return { service, known: { referralId, delivery, receipt, receivedAt, hub: said ?? 'not-read' } }
}

async function ofAnEarlierOne(
  consultation: Consultation,
  referralId: string,
  deps: MadeReferralDeps,
): Promise<KnownReferralStatus | undefined> {
  const earlier = (await earlierReferrals(consultation, deps)).find(each => each.referralId === referralId)
  const service = earlier && sentTo(consultation, earlier, deps)
  if (!service) return undefined
  const asked = await within(deps.hubWaitMs, askNow(consultation, earlier, deps))
  if (!asked) {
    const sent = earlier.accepted && (await deps.delivery.read(referralId))
    const receivedAt = sent?.state === 'delivered' ? sent.receipt.receivedAt : undefined
    return { service, known: { referralId, delivery: 'not-ours', receivedAt, hub: 'not-read' } }
  }
  const { delivery, receipt, receivedAt, said } = asked
  return { service: asked.service, known: { referralId, delivery, receipt, receivedAt, hub: said } }
}
