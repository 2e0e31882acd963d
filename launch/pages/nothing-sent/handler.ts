import { createElement } from 'react'
import { mayChoose } from '../../../src/domain/pathways.ts'
import { isReferring } from '../../../src/domain/referral.ts'
import { professionIn } from '../../consultation/clinician-profession.ts'
import type { SendingDeps } from '../../consultation/consultation-deps.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import type { ShowingDeps } from '../page-deps.ts'
import { NothingSentPage } from './page.tsx'

/** GET `/r/{handle}/nothing-sent`. */
export function createNothingSentHandlers({
  delivery,
  synthetic,
}: SendingDeps & ShowingDeps): Record<'get', ConsultationHandler> {
  return {
    async get(consultation, _req, res) {
      const { answers, draft } = consultation
      // After a send, or while a referral is still being written, this page would say something untrue.
      if (await delivery.read(draft.referralId)) return res.redirect(303, pathOf(consultation, 'sent'))
      if (!mayChoose(answers.pathway, professionIn(consultation))) return res.redirect(303, pathOf(consultation, ''))
      if (isReferring(answers.pathway) && answers.sharing !== 'none') return res.redirect(303, pathOf(consultation, ''))
      sendPage(res, createElement(NothingSentPage, { consultation, synthetic }))
    },
  }
}
