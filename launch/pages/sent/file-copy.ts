import type { Request } from 'express'
import { isOnlineView } from '../../../src/domain/online-view.ts'
import { copyToRecord } from '../../consultation/copy-to-record.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import { type ConsultationHandler, fieldOf, pathOf } from '../frame/gate.ts'
import { ONLINE_VIEW } from '../frame/online-view.tsx'
import type { PageDeps } from '../page-deps.ts'

/** Whether the page that is asked for comes after a press without an answer. */
export const leftUnanswered = ({ query }: Request): boolean => query.copy === 'unanswered'

/** POST `/r/{handle}/sent/copy`: the copy that was not filed by itself, filed on purpose. No answer, no filing (hazard H24). */
export function createFileCopyHandler(deps: PageDeps): ConsultationHandler {
  return async (consultation, req, res) => {
    const { draft, service } = consultation
    const here = pathOf(consultation, service && deps.hubFor(service.id)?.prints ? 'letter' : 'sent')
    const delivery = await deps.delivery.read(draft.referralId)
    if (delivery?.state !== 'delivered' || draft.ehrCopy === 'written') return res.redirect(303, here)
    const onlineView = fieldOf(req, ONLINE_VIEW)
    if (!isOnlineView(onlineView)) return res.redirect(303, `${here}?copy=unanswered`)
    const answered = { ...consultation, draft: { ...draft, onlineView } }
    const prepared = preparedReferral(answered, deps)
    if (prepared.ok) await copyToRecord(answered, prepared.value, deps)
    else await deps.drafts.save({ ...answered.draft, ehrCopy: 'failed' })
    res.redirect(303, here)
  }
}
