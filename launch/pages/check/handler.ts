import { createElement } from 'react'
import { sendsByItself } from '../../../src/gateways/hub.ts'
import { acceptReferral } from '../../consultation/accept-referral.ts'
import type { AcceptingDeps, FollowingDeps } from '../../consultation/consultation-deps.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import type { ConsultationHandler } from '../frame/gate.ts'
import { fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { keepOnlineView } from '../frame/keep-online-view.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { CheckPage } from './page.tsx'

/** GET `/r/{handle}/check`, and POST to it: "Send referral". */
export function createCheckHandlers(
  deps: AcceptingDeps & Pick<FollowingDeps, 'hubFor'> & ShowingDeps,
): Record<'get' | 'post', ConsultationHandler> {
  const { delivery, hubWaitMs, synthetic } = deps
  return {
    async get(consultation, _req, res) {
      if (await delivery.read(consultation.draft.referralId)) return res.redirect(303, pathOf(consultation, 'sent'))
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      if (!sendsByItself(deps.hubFor(prepared.value.referral.service.id)))
        return res.redirect(303, pathOf(consultation, 'letter'))
      sendPage(res, createElement(CheckPage, { consultation, prepared: prepared.value, synthetic, hasChanged: false }))
    },

    async post(consultation, req, res) {
      const { draft } = consultation
      const { referralId } = draft
      if (await delivery.read(referralId)) {
        // The second of a double click waits for the first one's delivery, so that both say the same.
        await delivery.deliverNow(referralId, { withinMs: hubWaitMs })
        return res.redirect(303, pathOf(consultation, 'sent'))
      }
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      if (!sendsByItself(deps.hubFor(prepared.value.referral.service.id)))
        return res.redirect(303, pathOf(consultation, 'letter'))
      const kept = await keepOnlineView(consultation, req, deps)
      // What was on the screen is what is sent: answers changed in another tab are shown first.
      if (fieldOf(req, 'revision') !== String(draft.revision)) {
        const props = { consultation: kept, prepared: prepared.value, synthetic, hasChanged: true }
        return sendPage(res, createElement(CheckPage, props), 409)
      }
      await acceptReferral(kept, prepared.value, deps)
      res.redirect(303, pathOf(consultation, 'sent'))
    },
  }
}
