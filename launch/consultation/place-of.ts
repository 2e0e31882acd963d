import type { BasicDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { preparedReferral } from './prepared-referral.ts'

/** Where the clinician was, told from the answers: a draft that comes back opens at the same page. */
export async function placeOf(
  consultation: Consultation,
  deps: BasicDeps & Pick<SendingDeps, 'delivery'>,
): Promise<'' | 'check' | 'pause' | 'nothing-sent' | 'sent' | 'status'> {
  const { answers, draft } = consultation
  const delivery = await deps.delivery.read(draft.referralId)
  // What is done with is asked after; where something is left to do, the page that says so comes first.
  if (delivery?.state === 'delivered' && draft.ehrCopy === 'written') return 'status'
  if (delivery) return 'sent'
  if (answers.sharing === 'none') return 'nothing-sent'
  if (answers.concern === 'urgent' && !answers.concernManaged) return 'pause'
  return preparedReferral(consultation, deps).ok ? 'check' : ''
}
