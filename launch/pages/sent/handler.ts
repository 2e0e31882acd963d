import { createElement } from 'react'
import type { AcceptingDeps, FollowingDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { copyByItself } from '../../consultation/copy-to-record.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import { actorOf } from '../../consultation/who-acts.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { leftUnanswered } from './file-copy.ts'
import { SentPage } from './page.tsx'

/** GET `/r/{handle}/sent`, and POST to it: "Try to send it now". */
export function createSentHandlers(
  deps: AcceptingDeps & Pick<FollowingDeps, 'hubFor'> & ShowingDeps,
): Record<'get' | 'post', ConsultationHandler> {
  const { delivery: desk, synthetic } = deps
  return {
    async get(consultation, req, res) {
      const delivery = await desk.read(consultation.draft.referralId)
      const { service } = consultation
      if (!delivery || !service) return res.redirect(303, pathOf(consultation, ''))
      if (deps.hubFor(service.id)?.prints) return res.redirect(303, pathOf(consultation, 'letter'))
      const isUnanswered = leftUnanswered(req)
      sendPage(res, createElement(SentPage, { consultation, service, delivery, isUnanswered, synthetic }))
    },

    async post(consultation, _req, res) {
      const { draft, session } = consultation
      if (!(await desk.read(draft.referralId))) return res.redirect(303, pathOf(consultation, ''))
      const delivery = await desk.retry(draft.referralId, actorOf(session))
      if (delivery.state === 'delivered') await copyIfMissing(consultation)
      res.redirect(303, pathOf(consultation, 'sent'))
    },
  }

  async function copyIfMissing(consultation: Consultation): Promise<void> {
    if (consultation.draft.ehrCopy === 'written') return
    const prepared = preparedReferral(consultation, deps)
    if (prepared.ok) await copyByItself(consultation, prepared.value, deps)
  }
}
