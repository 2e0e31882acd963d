import { createElement } from 'react'
import { isReferring } from '../../../src/domain/referral.ts'
import type { PageDeps } from '../../consultation/page-deps.ts'
import { type ConsultationHandler, pathOf, sendPage } from '../frame/gate.ts'
import { NothingSentPage } from './page.tsx'

/** GET `/r/{handle}/nothing-sent`. */
export function createNothingSentHandlers({ delivery, synthetic }: PageDeps): Record<'get', ConsultationHandler> {
  return {
    async get(consultation, _req, res) {
      const { answers, draft } = consultation
      // After a send, or while a referral is still being written, this page would say something untrue.
      if (await delivery.read(draft.referralId)) return res.redirect(303, pathOf(consultation, 'sent'))
      if (isReferring(answers.pathway) && answers.sharing !== 'none') return res.redirect(303, pathOf(consultation, ''))
      sendPage(res, createElement(NothingSentPage, { consultation, synthetic }))
    },
  }
}
