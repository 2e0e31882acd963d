import type { Delivery } from '../../src/domain/delivery.ts'
import type { Receipt } from '../../src/domain/receipt.ts'
import type { WorkWellService } from '../../src/domain/site.ts'
import type { FollowingDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'

/** A referral that a page is about: where our own delivery stands, or the hub's receipt of one that another launch sent. */
export interface Referred {
  readonly referralId: string
  readonly service: WorkWellService
  readonly delivery: Delivery | 'not-ours'
  /** Undefined where the hub does not have it, or does not say. */
  readonly receipt: Receipt | undefined
}

/** Only referrals that this patient's own record names: no other patient's can be had by guessing (hazard H01). */
export async function referredAs(
  consultation: Consultation,
  referralId: string,
  deps: Pick<SendingDeps, 'delivery'> & Pick<FollowingDeps, 'hubFor'>,
): Promise<Referred | undefined> {
  const service = consultation.service ?? consultation.candidates[0]?.service
  if (!service) return undefined
  if (referralId === consultation.draft.referralId) {
    const delivery = await deps.delivery.read(referralId)
    const receipt = delivery?.state === 'delivered' ? delivery.receipt : undefined
    return delivery && { referralId, service, delivery, receipt }
  }
  if (!consultation.context.referrals.some(each => each.referralId === referralId)) return undefined
  const found = await deps.hubFor(service.id)?.find(referralId)
  return { referralId, service, delivery: 'not-ours', receipt: found?.ok ? found.value : undefined }
}
