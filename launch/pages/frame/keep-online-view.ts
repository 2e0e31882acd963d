import type { Request } from 'express'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { asksPhoneFirst } from '../../consultation/phone-first.ts'
import type { PageDeps } from '../page-deps.ts'
import { fieldOf } from './gate.ts'
import { ONLINE_VIEW } from './online-view.tsx'

/**
 * What was ticked beside "Send referral", kept before anything leaves: a retry or a later delivery files the copy in the same way (hazard H24). Where
 * nothing is filed by itself there is no such question yet, and no answer.
 */
export async function keepOnlineView(
  consultation: Consultation,
  req: Request,
  deps: Pick<PageDeps, 'drafts'>,
): Promise<Consultation> {
  if (asksPhoneFirst(consultation)) return consultation
  const onlineView = fieldOf(req, ONLINE_VIEW) === 'hide' ? ('hide' as const) : ('show' as const)
  const draft = { ...consultation.draft, onlineView }
  await deps.drafts.save(draft)
  return { ...consultation, draft }
}
