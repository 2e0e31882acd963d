import { createElement } from 'react'
import { areConfirmed } from '../../../src/domain/open-beside.ts'
import { sendsByItself } from '../../../src/gateways/hub.ts'
import { acceptReferral } from '../../consultation/accept-referral.ts'
import type { AcceptingDeps, FollowingDeps } from '../../consultation/consultation-deps.ts'
import type { Consultation } from '../../consultation/consultation-of.ts'
import { preparedReferral } from '../../consultation/prepared-referral.ts'
import { besideIn, referralsBeside } from '../../consultation/referrals-beside.ts'
import { letter } from '../../paper/letter.ts'
import type { PaperDocument } from '../../paper/paper-document.ts'
import { bodyOf, type ConsultationHandler, fieldOf, pathOf, sendPage } from '../frame/gate.ts'
import { keepOnlineView } from '../frame/keep-online-view.ts'
import { printIn, sendPdf } from '../frame/send-pdf.ts'
import type { LetterDeps, ShowingDeps } from '../page-deps.ts'
import { leftUnanswered } from '../sent/file-copy.ts'
import { madeLetter } from './made-letter.ts'
import { MadeLetterPage } from './made-letter-page.tsx'
import { LetterPage } from './page.tsx'

/**
 * GET `/r/{handle}/letter`: only for a service that takes no electronic referral. POST: "Make the letter", where the service answers by the
 * letter's link; from then on it stands as it was made. GET `/r/{handle}/letter/pdf`: the letter as a file.
 */
export function createLetterHandlers(
  deps: AcceptingDeps & Pick<FollowingDeps, 'hubFor'> & LetterDeps & ShowingDeps,
): Record<'get' | 'post' | 'pdf', ConsultationHandler> {
  const { delivery, synthetic } = deps

  /** For a service that only takes a paper, of which nothing is kept here. */
  function unmadeLetter(consultation: Consultation): PaperDocument | undefined {
    const prepared = preparedReferral(consultation, deps)
    if (!prepared.ok) return undefined
    const { referral, bundle } = prepared.value
    const hub = deps.hubFor(referral.service.id)
    if (sendsByItself(hub) || hub?.prints) return undefined
    return letter({ service: referral.service, bundle, day: consultation.today })
  }

  return {
    async get(consultation, req, res) {
      const made = await madeLetter(consultation, deps)
      if (made) {
        const page = { consultation, made, isUnanswered: leftUnanswered(req), synthetic }
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

    /** Never of a letter that is only being checked: what is saved is what was made. */
    async pdf(consultation, req, res) {
      const made = await madeLetter(consultation, deps)
      const document = made ? made.paper : unmadeLetter(consultation)
      if (!document) return res.redirect(303, pathOf(consultation, 'letter'))
      await sendPdf(res, document, printIn(req), synthetic)
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
