import type { Consultation } from './consultation-of.ts'
import type { PageDeps } from './page-deps.ts'
import { preparedReferral } from './prepared-referral.ts'

/** Where the clinician was, told from the answers: a draft that comes back opens at the same page. */
export async function placeOf(
  consultation: Consultation,
  deps: PageDeps,
): Promise<'' | 'check' | 'pause' | 'nothing-sent' | 'sent'> {
  const { answers, draft } = consultation
  if (await deps.delivery.read(draft.referralId)) return 'sent'
  if (answers.sharing === 'none') return 'nothing-sent'
  if (answers.concern === 'urgent' && !answers.concernManaged) return 'pause'
  return preparedReferral(consultation, deps).ok ? 'check' : ''
}
