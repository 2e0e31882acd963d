import type { BasicDeps, SendingDeps } from './consultation-deps.ts'
import type { Consultation } from './consultation-of.ts'
import { preparedReferral } from './prepared-referral.ts'

/** Where the clinician was, told from the answers: a draft that comes back opens at the same page. */
export async function placeOf(
  consultation: Consultation,
  deps: BasicDeps & Pick<SendingDeps, 'delivery'>,
): Promise<'' | 'check' | 'pause' | 'nothing-sent' | 'sent'> {
  const { answers, draft } = consultation
  if (await deps.delivery.read(draft.referralId)) return 'sent'
  if (answers.sharing === 'none') return 'nothing-sent'
  if (answers.concern === 'urgent' && !answers.concernManaged) return 'pause'
  return preparedReferral(consultation, deps).ok ? 'check' : ''
}
