import type { Bundle, FhirResource } from 'fhir/r4.js'
import { createElement } from 'react'
import { areConfirmed } from '../../../src/domain/open-beside.ts'
import { sendsByItself } from '../../../src/gateways/hub.ts'
import { acceptReferral } from '../../consultation/accept-referral.ts'
import type { AcceptingDeps, FollowingDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import { besideIn, referralsBeside } from '../../consultation/referrals-beside.ts'
import { bodyOf, type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { keepOnlineView } from '../frame/keep-online-view.ts'
import type { LetterDeps, ShowingDeps } from '../page-deps.ts'
import { leftUnanswered } from '../sent/file-copy.ts'
import { MadeLetterPage } from './made-letter-page.tsx'
import { LetterPage } from './page.tsx'

/**
 * GET `/r/{handle}/letter`: only for a service that takes no electronic referral. POST: "Make the letter", where the service answers by the
 * letter's link; from then on it stands as it was made.
 */
export function createLetterHandlers(
  deps: AcceptingDeps & Pick<FollowingDeps, 'hubFor'> & LetterDeps & ShowingDeps,
): Record<'get' | 'post', ConsultationHandler> {
  const { delivery, synthetic } = deps

  /** What was made, as it was made. */
  async function madeLetter({ draft, service }: Consultation) {
    const made = await delivery.read(draft.referralId)
    const prints = service && deps.hubFor(service.id)?.prints
    if (!made || !prints) return undefined
    const code = await prints.linkOf(draft.referralId)
    const bundle = (await deps.bundleOf(draft.referralId)) as Bundle<FhirResource> | undefined
    return { service, bundle, isTakenBack: made.state === 'cancelled' || code?.isWithdrawn === true, code }
  }

  return {
    async get(consultation, req, res) {
      const made = await madeLetter(consultation)
      if (made) {
        const { publicUrl } = deps
        const isUnanswered = leftUnanswered(req)
        const page = { consultation, ...made, isUnanswered, publicUrl, synthetic }
        return sendPage(res, createElement(MadeLetterPage, page))
      }
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      const { service } = prepared.value.referral
      const hub = deps.hubFor(service.id)
      if (sendsByItself(hub)) return res.redirect(303, pathOf(consultation, 'check'))
      const isMadeHere = hub?.prints !== undefined
      const beside = await referralsBeside(consultation, deps)
      const found = { beside, isUnconfirmed: false, hasChanged: false }
      const props = { consultation, prepared: prepared.value, isMadeHere, ...found, synthetic }
      sendPage(res, createElement(LetterPage, props))
    },

    async post(consultation, req, res) {
      const { draft } = consultation
      const here = pathOf(consultation, 'letter')
      if (await delivery.read(draft.referralId)) return res.redirect(303, here)
      const prepared = preparedReferral(consultation, deps)
      if (!prepared.ok) return res.redirect(303, pathOf(consultation, ''))
      if (!deps.hubFor(prepared.value.referral.service.id)?.prints) return res.redirect(303, here)
      const kept = await keepOnlineView(consultation, req, deps)
      const confirmed = besideIn(bodyOf(req))
      const showAgain = async (found: { hasChanged: boolean; isUnconfirmed: boolean }): Promise<void> => {
        const beside = await referralsBeside(kept, deps)
        const props = { consultation: kept, prepared: prepared.value, isMadeHere: true, beside, ...found, synthetic }
        sendPage(res, createElement(LetterPage, props), 409)
      }
      // What was on the screen is what the letter says: answers changed in another tab are shown first.
      if (fieldOf(req, 'revision') !== String(draft.revision))
        return showAgain({ hasChanged: true, isUnconfirmed: false })
      const isConfirmed = areConfirmed(await referralsBeside(kept, deps), confirmed)
      if (!isConfirmed || !(await acceptReferral(kept, prepared.value, confirmed, deps)))
        return showAgain({ hasChanged: false, isUnconfirmed: true })
      res.redirect(303, here)
    },
  }
}
