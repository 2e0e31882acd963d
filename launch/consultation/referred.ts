import { type FoundReferral, foundAt } from './asked-now.ts'
import type { BasicDeps, FollowingDeps, QuestionDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { earlierReferrals } from './earlier-referrals.ts'

/** A referral that a page is about: where our own delivery stands, or the hub's receipt of one that another launch sent. */
export interface Referred extends Pick<FoundReferral, 'service' | 'delivery' | 'receipt'> {
  readonly referralId: string
}

/** Only referrals of this patient that the clinician may see: no other patient's can be had by guessing (hazard H01). */
export async function referredAs(
  consultation: Consultation,
  referralId: string,
  deps: Pick<BasicDeps, 'patientKeyOf'> &
    Pick<QuestionDeps, 'services'> &
    Pick<SendingDeps, 'delivery'> &
    Pick<FollowingDeps, 'hubFor'>,
): Promise<Referred | undefined> {
  const service = consultation.service ?? consultation.candidates[0]?.service
  if (service && referralId === consultation.draft.referralId) {
    const delivery = await deps.delivery.read(referralId)
    const receipt = delivery?.state === 'delivered' ? delivery.receipt : undefined
    return delivery && { referralId, service, delivery, receipt }
  }
  const known = (await earlierReferrals(consultation, deps)).find(each => each.referralId === referralId)
  const asked = known && (await foundAt(consultation, known, deps))
  return asked && { referralId, ...asked }
}
