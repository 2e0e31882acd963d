import { createElement } from 'react'
import { areConfirmed } from '../../../src/domain/open-beside.ts'
import { sendsByItself } from '../../../src/gateways/hub.ts'
import { acceptReferral } from '../../consultation/accept-referral.ts'
import type { AcceptingDeps, FollowingDeps } from '../../consultation/consultation-deps.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import { besideIn, referralsBeside } from '../../consultation/referrals-beside.ts'
import type { ConsultationHandler } from '../frame/gate.ts'
import { bodyOf, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
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
      const beside = await referralsBeside(consultation, deps)
      const shown = {
        consultation,
        prepared: prepared.value,
        synthetic,
        beside,
        isUnconfirmed: false,
        hasChanged: false,
      }
      sendPage(res, createElement(CheckPage, shown))
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
      const confirmed = besideIn(bodyOf(req))
      const showAgain = async (found: { hasChanged: boolean; isUnconfirmed: boolean }): Promise<void> => {
        const beside = await referralsBeside(kept, deps)
        const props = { consultation: kept, prepared: prepared.value, synthetic, beside, ...found }
        sendPage(res, createElement(CheckPage, props), 409)
      }
      // What was on the screen is what is sent: answers changed in another tab are shown first.
      if (fieldOf(req, 'revision') !== String(draft.revision))
        return showAgain({ hasChanged: true, isUnconfirmed: false })
      const isConfirmed = areConfirmed(await referralsBeside(kept, deps), confirmed)
      if (!isConfirmed || !(await acceptReferral(kept, prepared.value, confirmed, deps)))
        return showAgain({ hasChanged: false, isUnconfirmed: true })
      res.redirect(303, pathOf(consultation, 'sent'))
    },
  }
}
